"""Standing type: what comes of setting again only the pages that an edit touches is what setting all of them gives.

`EXAMPLES=100 python -m pytest -n 0 tests/typeset/test_standing_type.py` draws a hundred sequences of edits.
"""

import os
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book.layout import ChapterLayout
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import Side
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.typeset import typeset_chapter
from pipeline.typeset.engine import pagemaking
from pipeline.typeset.standing_type import StandingType
from tests.typeset.sample_markup import load_resources, load_styles, markup_of

EXAMPLES = int(os.environ.get("EXAMPLES", "5"))

SENTENCE = "The envoys of both countries met again in the summer and agreed to reconsider what had been left aside. "
ROWS = "".join(f"<tr><td>{2000 + row}</td><td>{row} million</td></tr>" for row in range(12))
TABLE = (
    '<figure class="table" id="tbl-{0}"><table><thead><tr><th scope="col">Year</th><th>Sum</th></tr></thead>'
    f"<tbody>{ROWS}</tbody></table></figure>"
)
NOTE = (
    '<a class="note-call" id="call-{0}" role="doc-noteref" href="#note-{0}">{0}</a>'
    '<span class="note" role="doc-footnote" id="note-{0}"><a class="note-number" href="#call-{0}">{0}</a> '
    '<span class="note-paragraph">A note on the summer, with a source.</span></span>'
)

DRAWING = (
    '<figure class="figure" id="fig-{0}"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 10" width="60mm" '
    'height="10mm" font-family="Source Sans 3"><title>A line</title><line x1="0" y1="5" x2="60" y2="5" stroke="{1}"/>'
    '<text x="5" y="4" font-size="3">drawn</text></svg><figcaption>A drawing</figcaption></figure>'
)

Paragraphs = list[str]


@pytest.fixture(scope="module")
def styles() -> Styles:
    return load_styles()


def beginning(drawings: bool = True) -> Paragraphs:
    """A chapter of some six pages with sections, notes, tables, drawings, lists and anchors, block by block.

    Drawings are measured beforehand, on pages of their own.
    """
    blocks: Paragraphs = []
    for number in range(24):
        if number % 9 == 5:
            blocks.append(f'<h2 id="section-{number}">Section {number} of the chapter</h2>')
        if number % 13 == 7:
            blocks.append(TABLE.format(number))
        if number % 11 == 3:
            blocks.append("<ul>" + f"<li><p>{SENTENCE}</p></li>" * 3 + "</ul>")
        if drawings and number % 10 == 4:
            blocks.append(DRAWING.format(number, "black" if number % 20 == 4 else "none"))
        if number % 8 == 1:
            faces = ("<code>code</code>", "<strong>strong</strong>")
            first, second = faces if number % 16 == 1 else faces[::-1]
            blocks.append(f'<p data-line="0">«\u202fOne\u202f» {first} word and {second} word. {SENTENCE}</p>')
        note = NOTE.format(number) if number % 6 == 2 else ""
        blocks.append(
            f'<p data-line="{number}">{SENTENCE * (2 + number % 4)}<span id="spot-{number}">x</span>{note}</p>'
        )
    return blocks


def chapter_of(blocks: Paragraphs) -> ChapterMarkup:
    numbered = (re.sub('data-line="[0-9]+"', f'data-line="{line}"', block) for line, block in enumerate(blocks))
    return markup_of("".join(numbered))


def grow(blocks: Paragraphs, place: int, by: int) -> None:
    blocks[place] = blocks[place].replace(SENTENCE, SENTENCE * (1 + by), 1)


def shrink(blocks: Paragraphs, place: int, by: int) -> None:
    blocks[place] = blocks[place].replace(SENTENCE, SENTENCE[: 10 * by], 1)


def add(blocks: Paragraphs, place: int, by: int) -> None:
    blocks.insert(place, f'<p data-line="0">{SENTENCE * by}</p>')


def remove(blocks: Paragraphs, place: int, by: int) -> None:
    del blocks[place : place + 1]


def restyle(blocks: Paragraphs, place: int, by: int) -> None:
    blocks[place] = blocks[place].replace("<p data", '<p class="first" data', 1)


def plain(blocks: Paragraphs, place: int, by: int) -> None:
    blocks[place] = re.sub("</?(code|strong)>|«\u202f|\u202f»|<line [^>]*>", "", blocks[place])


def annotate(blocks: Paragraphs, place: int, by: int) -> None:
    blocks[place] = blocks[place].replace("</p>", NOTE.format(f"new-{len(blocks)}-{place}") + "</p>", 1)


EDITS = st.lists(
    st.tuples(
        st.sampled_from([grow, shrink, add, remove, restyle, annotate, plain]),
        st.integers(min_value=0, max_value=28),
        st.integers(min_value=1, max_value=6),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(edits=EDITS)
def test_layout_after_edits_is_the_layout_from_scratch(styles: Styles, edits: list[tuple[object, int, int]]) -> None:
    standing, blocks = StandingType(), beginning()
    set_anew(chapter_of(blocks), styles, standing)
    for edit, place, by in edits:
        edit(blocks, min(place, len(blocks) - 1), by)  # type: ignore[operator]  # one of the functions above
        markup = chapter_of(blocks)
        assert set_anew(markup, styles, standing) == set_anew(markup, styles, None)


def set_anew(markup: ChapterMarkup, styles: Styles, standing: StandingType | None) -> ChapterLayout:
    return typeset_chapter(markup, styles, load_resources(), standing)


@pytest.fixture
def pages_set(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []
    remake = pagemaking.remake_page

    def remake_page(index: int, *rest: object) -> object:
        made.append(index)
        return remake(index, *rest)

    monkeypatch.setattr(pagemaking, "remake_page", remake_page)
    return made


def test_only_pages_about_an_edit_are_set_again(styles: Styles, pages_set: list[int]) -> None:
    standing, blocks = StandingType(), beginning(drawings=False)
    pages = len(set_anew(chapter_of(blocks), styles, standing).pages)
    pages_set.clear()
    blocks[15] = blocks[15].replace("summer", "autumn", 1)
    set_anew(chapter_of(blocks), styles, standing)
    assert 1 <= len(pages_set) <= 3 < pages


def test_a_line_added_above_sets_nothing_again(styles: Styles, pages_set: list[int]) -> None:
    standing, markup = StandingType(), chapter_of(beginning(drawings=False))
    set_anew(markup, styles, standing)
    pages_set.clear()
    moved = replace(
        markup, xhtml=re.sub('data-line="([0-9]+)"', lambda line: f'data-line="{int(line[1]) + 1}"', markup.xhtml)
    )
    assert set_anew(moved, styles, standing) == set_anew(moved, styles, None)
    assert pages_set == list(range(len(pages_set)))  # those of the one from scratch
    assert len(pages_set) == len(set_anew(moved, styles, standing).pages)


def test_a_piece_that_opens_on_the_other_side_is_set_anew(styles: Styles) -> None:
    standing, markup = StandingType(), chapter_of(beginning())
    set_anew(markup, styles, standing)
    turned = replace(markup, opens=Side.VERSO)
    assert set_anew(turned, styles, standing) == set_anew(turned, styles, None)


def test_a_changed_style_sheet_sets_everything_anew(styles: Styles) -> None:
    standing, markup = StandingType(), chapter_of(beginning())
    set_anew(markup, styles, standing)
    wider = replace(
        styles, sheets={**styles.sheets, "print.css": styles.sheets["print.css"] + "p { margin-left: 9mm }"}
    )
    assert set_anew(markup, wider, standing) == set_anew(markup, wider, None)


def test_what_is_broken_off_leaves_nothing_standing(styles: Styles, monkeypatch: pytest.MonkeyPatch) -> None:
    standing, blocks = StandingType(), beginning()
    set_anew(chapter_of(blocks), styles, standing)
    blocks[15] = blocks[15].replace("summer", "autumn", 1)

    def ring(*_: object) -> None:
        raise LayoutError("too long")

    with monkeypatch.context() as broken:
        broken.setattr("pipeline.typeset.standing_type.Page", ring)
        with pytest.raises(LayoutError):
            set_anew(chapter_of(blocks), styles, standing)
    assert not standing.holds("piece")
    assert set_anew(chapter_of(blocks), styles, standing) == set_anew(chapter_of(blocks), styles, None)
