from pikepdf import Name

from tests.bind.conftest import IMAGE
from tests.bind.reading import streams_of
from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter


def test_image_of_two_chapters_is_stored_once(small_book: Bound) -> None:
    assert len(streams_of(small_book.pdf, Name.Image)) == 1


def test_font_with_the_same_letters_in_two_chapters_is_stored_once() -> None:
    one, two = (lay_out_chapter(piece, f"<h1>Title</h1>{IMAGE}") for piece in ("one", "two"))
    bound = bind_layouts(one, two)
    pdf = bound.pdf
    fonts = [page.obj.Resources.Font for page in (pdf.pages[0], pdf.pages[2])]
    assert fonts[0].objgen == fonts[1].objgen


def test_fonts_with_other_letters_stay_apart() -> None:
    one, two = lay_out_chapter("one", "<h1>abc</h1>"), lay_out_chapter("two", "<h1>xyz</h1>")
    bound = bind_layouts(one, two)
    pdf = bound.pdf
    assert pdf.pages[0].obj.Resources.Font.objgen != pdf.pages[2].obj.Resources.Font.objgen
