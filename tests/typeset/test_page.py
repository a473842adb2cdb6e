"""The page as a book designer measures it: the project's own style sheets."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest

from pipeline.typeset.page_boxes import Line, PageStart, lines, page_starts
from tests.typeset.sample_markup import Sample, Typeset

LaidOut = Callable[[str], Sequence[list[Line]]]

LEADING = 13.5
FIRST_BASELINE = 67.34
"""Of the text of 11 pt on a page's first line: 20 mm of margin and the face's own position in 13.5 pt."""
OFF_THE_GRID = {"h1", "h2", "chapter-number", "note", "infobox"}
OTHER_SIZES = {"blockquote", "figcaption", "caption", "table", "sidebar", "admonition", "pre", "h3", "div"}


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, typeset: Typeset) -> LaidOut:
    """Lay out a document and return its lines, page by page."""
    seen: list[list[Line]] = []

    def remember(pages: Sequence[Any]) -> Iterator[PageStart]:
        seen[:] = (list(lines(page)) for page in pages)
        return page_starts(pages)

    monkeypatch.setattr("pipeline.typeset.chapter.page_starts", remember)

    def pages(xhtml: str) -> Sequence[list[Line]]:
        typeset(xhtml)
        return list(seen)

    return pages


def test_lines_of_text_stand_on_one_grid_on_every_page(pages: LaidOut, sample: Sample) -> None:
    on_grid = 0
    for page in pages(sample("chapter")):
        for line in page:
            if line.within.isdisjoint(OFF_THE_GRID | OTHER_SIZES):
                off = (line.baseline - FIRST_BASELINE + LEADING / 2) % LEADING - LEADING / 2
                assert off == pytest.approx(0, abs=0.05), line
                on_grid += 1
    assert on_grid > 40


def test_no_line_of_text_reaches_below_the_type_area(pages: LaidOut, sample: Sample) -> None:
    for page in pages(sample("chapter")):
        assert max(line.baseline for line in page) <= FIRST_BASELINE + 38 * LEADING + 0.5


def test_no_more_than_two_lines_in_a_row_end_with_a_hyphen_and_no_page_does(pages: LaidOut) -> None:
    words = "internationalisation incomprehensible disproportionately misunderstanding characteristically "
    laid_out = pages("".join(f"<p>{words * count}</p>" for count in range(5, 30)))
    assert len(laid_out) > 3
    ends = ["".join("-" if line.text.endswith("‐") else "." for line in page) for page in laid_out]
    assert any("--" in page for page in ends)
    assert not any("---" in page or page.endswith("-") for page in ends)


def test_text_beside_the_infobox_begins_at_the_left_of_it(pages: LaidOut, sample: Sample) -> None:
    first, *_ = pages(sample("glance"))
    panel = [line for line in first if "infobox" in line.within]
    text = [line for line in first if "first" in line.within]
    assert len(text) > 3
    assert min(line.x for line in panel) > max(line.x for line in text) + 100


def test_notes_of_a_table_do_not_break_it_from_its_page(pages: LaidOut) -> None:
    note = (
        '<a class="note-call" href="#n{0}">{0}</a><span class="note" id="n{0}" role="doc-footnote">'
        '<a class="note-number" href="#n{0}">{0}</a><span class="note-paragraph"> Remark.</span></span>'
    )
    rows = "".join(f"<tr><td>Row {number}{note.format(number)}</td><td>x</td></tr>" for number in range(1, 6))
    assert len(pages(f'<table class="table"><tbody>{rows}</tbody></table>')) == 1


def test_white_space_in_notes_collapses(pages: LaidOut) -> None:
    [page] = pages(
        '<p>x<span class="note" role="doc-footnote"><a class="note-number" href="#piece">1</a>'
        '<span class="note-paragraph"> one\ntwo <em>\n three</em></span></span></p>'
    )
    assert [line.text for line in page if "note-paragraph" in line.within or "three" in line.text] == ["1one two three"]


def test_text_that_fits_but_for_its_last_space_is_not_torn(pages: LaidOut) -> None:
    words = "Vaqif<em>, from a literal version that he had </em><em>prepared</em>"
    narrow = "".join(f'<p style="width: {width / 10}pt; text-indent: 0">{words}</p>' for width in range(1500, 2000, 5))
    ends = {line.text for page in pages(narrow) for line in page}
    assert "Vaqif, from a literal version that he had" in ends
    assert "Vaqif," not in ends


def test_no_line_begins_with_the_call_of_a_note(pages: LaidOut) -> None:
    call = '<a class="note-call" role="doc-noteref" href="#piece">1</a>'
    narrow = "".join(
        f'<p style="width: {width}pt">It was on a day of 1991,{call} and later.</p>' for width in range(60, 140)
    )
    texts = [line.text for page in pages(narrow) for line in page]
    assert any(text.startswith("1991,1") for text in texts)
    assert not any(text.startswith("1 ") or text == "1" for text in texts)


def test_text_that_fits_but_for_its_last_no_break_space_is_not_torn(pages: LaidOut) -> None:
    words = "The English Wikipedia gives its dates as 1912–1934\N{NO-BREAK SPACE}<span>[48]</span>."
    narrow = "".join(f'<p style="width: {width / 10}pt; text-indent: 0">{words}</p>' for width in range(2300, 2700, 4))
    assert "The" not in {line.text for page in pages(narrow) for line in page}


INDEX = (
    '<div class="index-body"><section class="index-group"><h2 class="index-letter">B</h2><ul class="index-list">'
    '<li class="index-entry"><span>Baku</span><ul class="index-list">'
    '<li class="index-continued">Baku, <em>cont.</em></li>{}</ul></li></ul></section></div>'
)


def test_an_entry_that_goes_on_in_another_column_or_page_says_so_there(pages: LaidOut) -> None:
    subentries = "".join(f'<li class="index-subentry">part {number}</li>' for number in range(100))
    first, second = pages(INDEX.format(subentries))
    tops = [
        line.text
        for page in (first, second)
        for line in page
        if line.baseline == pytest.approx(min(line.baseline for line in page), abs=1)
    ]
    assert tops == ["B", "Baku, cont.", "Baku, cont.", "Baku, cont."]
    texts = [line.text for line in (*first, *second) if line.text != "Baku, cont."]
    assert texts == ["B", "Baku", *(f"part {number}" for number in range(100))]


def test_an_entry_that_stays_in_its_column_is_not_continued(pages: LaidOut) -> None:
    [page] = pages(INDEX.format('<li class="index-subentry">port</li>'))
    assert [line.text for line in page] == ["B", "Baku", "port"]


def test_turned_lines_of_a_listing_are_set_further_in(pages: LaidOut) -> None:
    [page] = pages(
        f'<pre><code><span class="code-line">{"name " * 30}</span>\n<span class="code-line">x</span>\n</code></pre>'
    )
    code = [line for line in page if "code-line" in line.within]
    first, *turned, last = code
    assert [line.x for line in turned] == [pytest.approx(first.x + 4 * 8.25)] * 2
    assert last.x == pytest.approx(first.x)
    steps = [after.baseline - before.baseline for before, after in pairwise(code)]
    assert steps == [pytest.approx(LEADING)] * 3
