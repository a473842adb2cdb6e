from pikepdf import Name

from tests.bind.reading import streams_of
from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter


def test_language_and_marking_are_the_books(small_book: Bound) -> None:
    root = small_book.pdf.Root
    assert str(root.Lang) == "en-GB"
    assert root.ViewerPreferences.DisplayDocTitle


def test_output_intent_of_the_chapters_is_carried_over_once() -> None:
    bound = bind_layouts(*(lay_out_chapter(piece, "<h1>Title</h1>") for piece in ("one", "two")))
    [intent] = bound.pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.N == 3
    assert len([profile for profile in streams_of(bound.pdf, None) if "/N" in profile and "/First" not in profile]) == 1
