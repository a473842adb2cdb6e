"""Anchors, numbers, notes and cross references of a book."""

import pytest

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import TargetKind
from pipeline.book.names import AnchorId, PieceId
from tests.small_book import BookBuilder

OTHER = "---\ntitle: Other\nid: other\n---\n\n## Gas {#gas}\n\nText.\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def found(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, int | None]]:
    return [(item.rule, item.location.line if item.location else None) for item in diagnostics]


def test_missing_anchor_is_reported_at_its_line_with_the_nearest(small_book: BookBuilder) -> None:
    [broken] = small_book("## Oil {#oil}\n\nText.\n\nSee [oil](#oli).").diagnostics()
    assert (broken.rule, broken.location and broken.location.line) == ("LNK-001", 5)
    assert broken.hint == "did you mean “oil”?"


def test_a_reference_to_another_file_needs_that_file_in_the_book(small_book: BookBuilder) -> None:
    book = small_book("See [gas](othr.md#gas).", {"body/other.md": OTHER})
    [broken] = book.diagnostics()
    assert (broken.rule, broken.hint) == ("LNK-003", "did you mean “other.md”?")


@pytest.mark.parametrize(
    ("link", "way"),
    [
        ("../back/other.md", "did you mean “other.md”?"),
        ("Other.md", "did you mean “other.md”?"),
        ("other.txt#gas", "did you mean “other.md”?"),
        ("../body/03-notes.md", "did you mean “../back/02-notes.md”?"),
        ("people.md", "write the chapter’s file as seen from this one"),
        ("the", "write the chapter’s file as seen from this one"),
        ("www.example.org/other.md", "https://"),
    ],
)
def test_a_file_is_suggested_only_where_its_name_is_near(small_book: BookBuilder, link: str, way: str) -> None:
    files = {"body/other.md": OTHER, "back/02-notes.md": "---\ntitle: Notes\n---\n\nText.\n"}
    [broken] = small_book(f"See [gas]({link}).", files).diagnostics()
    assert broken.rule == "LNK-003"
    assert way in str(broken.hint)


def test_a_reference_that_names_the_wrong_file_is_told_the_right_one(small_book: BookBuilder) -> None:
    [wrong] = small_book("See [gas](#gas).", {"body/other.md": OTHER}).diagnostics()
    assert wrong.rule == "LNK-004"
    assert "body/other.md" in wrong.message
    assert wrong.hint == "write other.md#gas"
    [wrong] = small_book("## Oil {#oil}\n\nSee [oil](other.md#oil).", {"body/other.md": OTHER}).diagnostics()
    assert (wrong.rule, wrong.hint) == ("LNK-004", "write #oil")


def test_a_reference_to_a_whole_file_leads_to_its_piece(small_book: BookBuilder) -> None:
    assert small_book("See [](other.md).", {"body/other.md": OTHER}).diagnostics() == ()


def test_an_empty_reference_to_a_nameless_place_needs_words(small_book: BookBuilder) -> None:
    assert found(small_book("Here[]{#spot}.\n\nSee [](#spot).").diagnostics()) == [("LNK-011", 3)]


def test_two_anchors_of_one_name_are_an_error_across_files(small_book: BookBuilder) -> None:
    book = small_book("## Gas {#gas}\n\nText.", {"body/other.md": OTHER})
    [double] = book.diagnostics()
    assert (double.rule, str(double.location).split(":")[0]) == ("LNK-002", "body/other.md")
    assert "body/chapter.md:4" in double.message


def test_notes_are_numbered_in_the_order_of_their_calls(small_book: BookBuilder) -> None:
    linked = small_book("One[^b] and two[^a].\n\n[^a]: A.\n\n[^b]: B.").linked()
    chapter = PieceId("chapter")
    assert linked.note_numbers == {(chapter, "b"): 1, (chapter, "a"): 2}


def test_an_undefined_note_is_reported_where_it_is_called(small_book: BookBuilder) -> None:
    assert found(small_book("Line.\n\nA call[^nowhere].").diagnostics()) == [("LNK-005", 3)]


def test_a_note_that_nothing_calls_is_reported(small_book: BookBuilder) -> None:
    assert found(small_book("Text.\n\n[^lost]: A note.").diagnostics()) == [("LNK-007", 3)]


def test_a_note_called_twice_is_reported_at_the_second_call(small_book: BookBuilder) -> None:
    assert found(small_book("One[^a].\n\nTwo[^a].\n\n[^a]: A.").diagnostics()) == [("LNK-008", 3)]


def test_a_note_in_a_heading_is_refused(small_book: BookBuilder) -> None:
    assert ("TXT-012", 1) in found(small_book("## Oil[^a]\n\nText.\n\n[^a]: A.").diagnostics())


def test_chapters_are_numbered_and_front_matter_stays_bare(small_book: BookBuilder) -> None:
    linked = small_book("Text.", {"body/other.md": OTHER}).linked()
    numbers = {target.anchor: target.number for target in linked.targets.values() if target.kind is TargetKind.PIECE}
    assert numbers == {AnchorId("chapter"): "1", AnchorId("other"): "2"}


def test_figures_and_tables_count_separately_and_only_with_a_caption(small_book: BookBuilder) -> None:
    figure = '![A dot](../figures/dot.svg "{}"){{#fig-{}}}\n\n'
    table = "| A |\n|---|\n| b |\n\n: {} {{#tbl-{}}}\n\n"
    plain = "| A |\n|---|\n| b |\n\n"
    text = figure.format("One", 1) + table.format("One", 1) + plain + figure.format("Two", 2) + table.format("Two", 2)
    linked = small_book(text, {"figures/dot.svg": PICTURE}).linked()
    assert [linked.targets[AnchorId(name)].number for name in ("fig-1", "tbl-1", "fig-2", "tbl-2")] == [
        "1", "1", "2", "2",
    ]  # fmt: skip


def test_citations_without_a_bibliography_are_an_error(small_book: BookBuilder) -> None:
    sources = "- {id: kenny, type: book, title: A Title, author: [{family: Kenny, given: Anne}]}\n"
    book = small_book("Text [@kenny].", {"data/sources.yaml": sources})
    assert ("CIT-005", 1) in found(book.diagnostics())
