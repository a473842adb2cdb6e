"""Running heads and folios, page by page."""

from pathlib import PurePosixPath

import pypdfium2
import pytest

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.layout import BookPage, HeadPlaces
from pipeline.book.names import Folio, LanguageTag, PageIndex, PageKind, PieceId, Side
from pipeline.book.styles import Styles
from pipeline.typeset import typeset_furniture

ENGLISH = LanguageTag("en-GB")


def page(number: int, kind: PageKind, head: str = "Historical relations") -> BookPage:
    side = Side.RECTO if number % 2 else Side.VERSO
    return BookPage(PieceId("piece"), PageIndex(number), side, kind, Folio(str(number)), head)


@pytest.fixture(scope="module")
def texts(styles: Styles) -> list[str]:
    kinds = [PageKind.OPENER, PageKind.RUNNING, PageKind.RUNNING, PageKind.BLANK, PageKind.DISPLAY]
    pdf = typeset_furniture([page(n, kind) for n, kind in enumerate(kinds, 1)], styles, ENGLISH, "A Book").pdf
    document = pypdfium2.PdfDocument(pdf)
    return [str(sheet.get_textpage().get_text_range()) for sheet in document]


def test_every_page_has_a_sheet(texts: list[str]) -> None:
    assert len(texts) == 5


def test_opener_carries_its_folio_alone(texts: list[str]) -> None:
    assert texts[0].split() == ["1"]


def test_verso_carries_the_books_title_and_recto_the_pieces(texts: list[str]) -> None:
    # A reader of PDFs takes letterspacing for spaces between words.
    assert "ABook" in "".join(texts[1].split())
    assert "Historicalrelations" in "".join(texts[2].split())


def test_blank_and_display_pages_carry_nothing(texts: list[str]) -> None:
    assert texts[3:] == ["", ""]


def test_folio_stands_at_the_outer_edge(styles: Styles) -> None:
    pdf = typeset_furniture([page(2, PageKind.RUNNING), page(3, PageKind.RUNNING)], styles, ENGLISH, "A Book").pdf
    verso, recto = pypdfium2.PdfDocument(pdf)
    outer, width = 24 / 25.4 * 72, 156 / 25.4 * 72
    digit = {}
    for name, sheet, folio in (("verso", verso, "2"), ("recto", recto, "3")):
        text = sheet.get_textpage()
        digit[name] = text.get_charbox(text.get_text_range().index(folio))
    assert digit["verso"][0] == pytest.approx(outer, abs=1)
    assert digit["recto"][2] == pytest.approx(width - outer, abs=1)


def test_sheets_are_as_large_as_pages(styles: Styles) -> None:
    [sheet] = pypdfium2.PdfDocument(typeset_furniture([page(1, PageKind.BLANK)], styles, ENGLISH, "A Book").pdf)
    assert sheet.get_size() == pytest.approx((156 / 25.4 * 72, 234 / 25.4 * 72), abs=0.01)


def test_hundreds_of_pages_are_cut_from_long_ones(styles: Styles) -> None:
    pages = [page(number, PageKind.RUNNING) for number in range(1, 60)]
    assert len(pypdfium2.PdfDocument(typeset_furniture(pages, styles, ENGLISH, "A Book").pdf)) == 59


def test_a_character_that_no_font_has_is_found_where_its_head_is_written(styles: Styles) -> None:
    title, head = SourceLocation(PurePosixPath("book.yaml"), 1), SourceLocation(PurePosixPath("body/one.md"), 3)
    pages = [page(number, PageKind.RUNNING, "漢字") for number in range(2, 6)]
    found = typeset_furniture(pages, styles, ENGLISH, "A ꙮ", HeadPlaces(title, {PieceId("piece"): head})).diagnostics
    assert {(one.rule, str(one.location), one.message.split("“")[1][0]) for one in found} == {
        ("IMG-007", "book.yaml:1", "ꙮ"),
        ("IMG-007", "body/one.md:3", "漢"),
        ("IMG-007", "body/one.md:3", "字"),
    }
    assert len(found) == 3
