"""Page numbers in the text are written when the book is bound, as if they had been laid out."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Pdf

from pipeline.bind import bind_book
from pipeline.book.layout import ChapterLayout, FolioSlot
from pipeline.book.names import AnchorId, Folio, PieceId
from pipeline.book.pagination import paginate
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.typeset import typeset_chapter
from tests.bind.reading import elements
from tests.bind.small_books import METADATA, TIMESTAMP, furniture_for
from tests.typeset.sample_markup import load_styles, markup_of

SLOT = '<a data-folio="piece" class="folio" href="#piece">23</a>'
TEXT = (
    f"<p>A page ({SLOT}), <strong>{SLOT}</strong>, <em>{SLOT}</em>–{SLOT}, <span class='small-caps'>{SLOT}</span>.</p>"
    f'<div class="sidebar"><p>The same {SLOT}.</p></div><table><tbody><tr><td>{SLOT}</td></tr></tbody></table>'
)
LITERAL = re.compile(r'data-folio="piece" class="folio"')
STYLE = 'class="folio" style="font-variant-numeric: {} tabular-nums; font-kerning: none; hyphens: none"'

Lay = Callable[[str], ChapterLayout]


@pytest.fixture(scope="module")
def styles() -> Styles:
    return load_styles()


@pytest.fixture(scope="module")
def lay(styles: Styles) -> Lay:
    return lambda content: typeset_chapter(markup_of(content), styles, {})


@pytest.fixture(scope="module")
def blank(lay: Lay) -> ChapterLayout:
    return lay(TEXT)


def bound_on(layout: ChapterLayout, folio: str) -> bytes:
    """Bind a chapter whose first page is given a folio."""
    pagination = paginate([layout])
    pages = tuple(replace(page, folio=Folio(folio)) for page in pagination.pages)
    return bind_book([layout], replace(pagination, pages=pages), furniture_for(pages), (), METADATA, TIMESTAMP).pdf


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def picture_of(pdf: bytes) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        return bytes(document[0].render(scale=3).to_pil().tobytes())


@pytest.mark.parametrize("folio", ["10", "23", "47", "69", "81", "95"])
def test_the_folio_is_read_in_its_place(blank: ChapterLayout, folio: str) -> None:
    text = text_of(bound_on(blank, folio))
    assert f"A page ({folio}), {folio}, {folio}–{folio}, {folio}." in text
    assert f"The same {folio}. {folio}" in text


def test_the_folio_is_the_text_of_its_link_in_the_structure(blank: ChapterLayout) -> None:
    with Pdf.open(BytesIO(bound_on(blank, "64"))) as pdf:
        texts = [element.text for element in elements(pdf) if element.tag == "/Link"]
    assert texts == ["64"] * 7


@pytest.mark.parametrize("folio", ["47", "95"])
def test_the_page_looks_as_if_the_folio_had_been_laid_out(lay: Lay, blank: ChapterLayout, folio: str) -> None:
    text, _, rest = TEXT.partition('<div class="sidebar">')
    literal = LITERAL.sub(STYLE.format("oldstyle-nums"), text) + LITERAL.sub(
        STYLE.format("lining-nums"), '<div class="sidebar">' + rest
    )
    as_laid_out = lay(literal.replace(">23<", f">{folio}<"))
    assert as_laid_out.folio_slots == ()
    assert picture_of(bound_on(blank, folio)) == picture_of(bound_on(as_laid_out, folio))


def test_nothing_of_the_marks_is_left_in_the_book(blank: ChapterLayout) -> None:
    assert b"%folio" in page_contents(blank.pdf)
    assert b"%folio" not in page_contents(bound_on(blank, "47"))


def page_contents(data: bytes) -> bytes:
    with Pdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        return page.obj.Contents.read_bytes()


def test_a_layout_is_the_same_for_every_folio_of_as_many_digits(lay: Lay, blank: ChapterLayout) -> None:
    assert lay(TEXT.replace(">23<", ">98<")) == blank
    assert lay(TEXT.replace(">23<", ">123<")) != blank


def test_roman_folios_are_part_of_the_text(lay: Lay) -> None:
    layout = lay(TEXT.replace(">23<", ">xii<"))
    assert layout.folio_slots == ()
    assert "A page (xii)" in text_of(layout.pdf)


@pytest.mark.parametrize("folio", ["7", "123", "ix"])
def test_a_folio_that_there_is_no_room_for_is_refused(blank: ChapterLayout, folio: str) -> None:
    with pytest.raises(LayoutError, match=rf"is {folio}, for which 2 digits"):
        bound_on(blank, folio)


def test_slots_that_are_not_on_their_page_are_refused(blank: ChapterLayout) -> None:
    slots = (*blank.folio_slots, FolioSlot(AnchorId("piece"), blank.folio_slots[0].page, 2, ("0000",) * 10))
    with pytest.raises(LayoutError, match="other page numbers"):
        bound_on(replace(blank, folio_slots=slots), "47")


def test_figures_of_several_widths_are_refused_for_folios(styles: Styles) -> None:
    sheets = {**styles.sheets, "print.css": styles.sheets["print.css"] + PROPORTIONAL}
    with pytest.raises(LayoutError, match="tabular-nums"):
        typeset_chapter(markup_of(TEXT, piece=PieceId("piece")), replace(styles, sheets=sheets), {})


PROPORTIONAL = " p [data-folio] { font-variant-numeric: proportional-nums }"
