"""Pages made to break badly, each in one way."""

import pytest

from pipeline.book.layout import ChapterLayout
from pipeline.typeset.breaks import LEAST_LETTERS as LETTERS_ASKED
from pipeline.typeset.last_words import LEAST_LETTERS as LETTERS_KEPT
from tests.typeset.sample_markup import Typeset

END = '<p style="break-before: page">The end of the chapter.</p>'
COMPOUND = "aaaaaaaaaaaaaaa-bbbbbbbbbbbbbbb-ccccccccccccccc-ddddddddddddddd-eeeeeeeeeeee"
NARROW = "text-align: left; text-indent: 0; hyphens: manual"


def filled(lines: int) -> str:
    return f'<div style="height: {lines * 13.5}pt"><p>Text.</p></div>'


def found(layout: ChapterLayout) -> list[tuple[str, str, int]]:
    return [(broken.rule, str(broken.location), broken.page) for broken in layout.bad_breaks]


def test_a_chapter_that_breaks_well_has_no_bad_breaks(chapter: ChapterLayout) -> None:
    assert found(chapter) == []


def test_first_line_alone_at_the_foot_and_last_line_alone_at_the_head(typeset: Typeset) -> None:
    two_lines = '<p data-line="8" style="orphans: 1; widows: 1">A first line at the foot.<br/>A last line overleaf.</p>'
    parted = typeset(filled(38) + two_lines).bad_breaks
    assert [(broken.rule, broken.words["which"], broken.page) for broken in parted] == [
        ("BRK-006", "first", 0),
        ("BRK-006", "last", 1),
    ]
    assert parted[0].words["words"] == "A first line at the foot."
    assert str(parted[0].location) == "body/piece.md:8"


def test_two_lines_on_either_page_are_well_parted(typeset: Typeset) -> None:
    assert found(typeset(filled(37) + "<p>One line.<br/>Another line.<br/>A third line.<br/>A fourth line.</p>")) == []


def test_last_line_of_fewer_than_five_letters(typeset: Typeset) -> None:
    layout = typeset('<p data-line="3">A line.<br/>[2, 7].</p><p data-line="4">A line.<br/>sugar.</p>')
    assert found(layout) == [("BRK-007", "body/piece.md:3", 0)]


def test_last_line_of_a_note_counts_and_cells_and_short_paragraphs_do_not(typeset: Typeset) -> None:
    note = (
        '<span class="note" role="doc-footnote" data-line="6"><span class="note-paragraph">A line.<br/>it</span></span>'
    )
    layout = typeset(f"<p>No.</p><table><tbody><tr><td>A<br/>b</td></tr></tbody></table><p>Text{note} of it.</p>")
    assert found(layout) == [("BRK-007", "body/piece.md:6", 0)]


def test_three_hyphens_in_a_row_are_reported_and_two_are_not(typeset: Typeset) -> None:
    layout = typeset(f'<p data-line="5" style="width: 120pt; {NARROW}">{COMPOUND}</p>')
    assert [code for code, _, _ in found(layout)] == ["BRK-005"]
    assert layout.bad_breaks[0].words["count"] == "4"
    two = COMPOUND.rsplit("-", 2)[0]
    assert found(typeset(f'<p style="width: 120pt; {NARROW}">{two}</p>')) == []


def test_addresses_may_break_at_their_hyphens(typeset: Typeset) -> None:
    address = f'<a class="external" href="https://x.org/">{COMPOUND}</a>'
    assert found(typeset(f'<p style="width: 120pt; {NARROW}">{address}</p>')) == []


def test_hyphen_at_the_end_of_a_page(typeset: Typeset) -> None:
    layout = typeset(
        f'{filled(37)}<p data-line="7" style="width: 200pt; {NARROW}; widows: 1">{COMPOUND.replace("-b", "- b", 1)}</p>'
    )
    assert ("BRK-004", "body/piece.md:7", 0) in found(layout)


@pytest.mark.parametrize(("lines", "below"), [(37, "no line"), (36, "one line")])
def test_heading_with_fewer_than_two_lines_below_it(typeset: Typeset, lines: int, below: str) -> None:
    heading = '<h3 data-line="9" style="break-after: auto; margin: 0; padding-top: 13.5pt">Trade</h3>'
    text = '<p style="orphans: 1; widows: 1">A line.<br/>A second line.<br/>A third line.</p>'
    layout = typeset(filled(lines) + heading + text)
    [stranded] = [broken for broken in layout.bad_breaks if broken.rule == "BRK-003"]
    assert (stranded.words, stranded.page) == ({"heading": "Trade", "lines": below}, 0)
    assert str(stranded.location) == "body/piece.md:9"


def test_heading_with_two_lines_below_it_is_well_placed(typeset: Typeset) -> None:
    text = "<p>A line.<br/>A second line.<br/>A third line.<br/>A fourth line.<br/>A fifth line.</p>"
    layout = typeset(f'{filled(34)}<h3 style="margin: 0; padding-top: 13.5pt">Trade</h3>{text}')
    assert len(layout.pages) == 2
    assert found(layout) == []


def test_heading_above_a_picture_is_not_stranded(typeset: Typeset) -> None:
    picture = '<figure class="figure"><img src="figures/drawing.svg" alt="x"/></figure>'
    assert found(typeset(f"{filled(20)}<h2>Map</h2>{picture}{END}")) == []


def test_page_under_a_third_full_is_reported_unless_it_ends_the_chapter(typeset: Typeset) -> None:
    layout = typeset(f'<p data-line="2">A line of text.</p>{END}')
    assert found(layout) == [("BRK-002", "body/piece.md:2", 0)]
    assert layout.bad_breaks[0].words == {"percent": "3"}
    assert found(typeset(filled(13) + "<p>A line of text.</p>" + END)) == []


def test_notes_fill_a_page_too(typeset: Typeset) -> None:
    note = '<span class="note" role="doc-footnote"><span class="note-paragraph">{}</span></span>'
    long = note.format("<br/>".join(["A line of the note."] * 20))
    assert found(typeset(f"<p>A line of text.{long}</p>{END}")) == []


def test_display_pages_are_as_empty_as_they_like(typeset: Typeset) -> None:
    assert found(typeset(f"<p>Title</p>{END}", display=True)) == []


def test_what_is_wider_than_its_note_is_reported(typeset: Typeset) -> None:
    wide = f"<code>{'x' * 120}</code>"
    note = f'<span class="note" role="doc-footnote" data-line="4"><span class="note-paragraph">{wide}</span></span>'
    assert found(typeset(f"<p>Text.{note}</p>")) == [("IMG-008", "body/piece.md:4", 0)]


def test_the_pipeline_keeps_as_many_letters_together_as_it_asks_for() -> None:
    assert LETTERS_KEPT >= LETTERS_ASKED
