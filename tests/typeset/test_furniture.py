"""Running heads and folios, each on a sheet of its own."""

from pathlib import PurePosixPath

import pypdfium2
import pytest

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.furniture import FOLIO, HEAD, Stamp, findings_in, places_of_stamps
from pipeline.book.layout import BookPage
from pipeline.book.names import Folio, LanguageTag, PageIndex, PageKind, PieceId, Side
from pipeline.book.styles import Styles
from pipeline.typeset import typeset_furniture

ENGLISH = LanguageTag("en-GB")


def page(number: int, kind: PageKind, head: str = "Historical relations") -> BookPage:
    side = Side.RECTO if number % 2 else Side.VERSO
    return BookPage(PieceId("piece"), PageIndex(number), side, kind, Folio(str(number)), head)


def laid_out(styles: Styles, *stamps: Stamp) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(typeset_furniture(stamps, styles, ENGLISH, {}).pdf))


def boxes(sheet: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """Return the places of a sheet's letters: left, bottom, right, top in pt."""
    text = sheet.get_textpage()
    return [text.get_charbox(place) for place in range(text.count_chars())]


FOLIOS = [Stamp(FOLIO, PageKind.RUNNING, side, text) for side, text in ((Side.VERSO, "22"), (Side.RECTO, "33"))]
HEAD_OF_VERSO = Stamp(HEAD, PageKind.RUNNING, Side.VERSO, "A Book")
OPENING = Stamp(FOLIO, PageKind.OPENER, Side.RECTO, "5")


def test_every_stamp_has_a_sheet_of_its_own(styles: Styles) -> None:
    sheets = laid_out(styles, *FOLIOS, HEAD_OF_VERSO, OPENING)
    # A reader of PDFs takes letterspacing for spaces between words.
    texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]
    assert texts == ["22", "33", "ABook", "5"]


def test_folios_stand_at_the_outer_edge_on_the_line_of_the_head(styles: Styles) -> None:
    outer, width = 24 / 25.4 * 72, 156 / 25.4 * 72
    verso, recto, head = map(boxes, laid_out(styles, *FOLIOS, HEAD_OF_VERSO))
    assert verso[0][0] == pytest.approx(outer, abs=1)
    assert recto[-1][2] == pytest.approx(width - outer, abs=1)
    baselines = {round(letters[0][1]) for letters in (verso, recto, head)}
    assert len(baselines) == 1


def test_the_folio_of_an_opener_stands_at_its_foot(styles: Styles) -> None:
    [[(left, bottom, right, _)]] = map(boxes, laid_out(styles, OPENING))
    assert bottom < 50
    middle = (18 + (156 - 18 - 24) / 2) / 25.4 * 72
    assert (left + right) / 2 == pytest.approx(middle, abs=1)


def test_sheets_are_as_large_as_pages(styles: Styles) -> None:
    [sheet] = laid_out(styles, OPENING)
    assert sheet.get_size() == pytest.approx((156 / 25.4 * 72, 234 / 25.4 * 72), abs=0.01)


def test_hundreds_of_stamps_are_cut_from_long_pages(styles: Styles) -> None:
    stamps = [Stamp(FOLIO, PageKind.RUNNING, Side.RECTO, str(number)) for number in range(1, 60)]
    assert len(laid_out(styles, *stamps)) == 59


def test_a_character_that_no_font_has_is_found_where_its_head_is_written(styles: Styles) -> None:
    title, head = SourceLocation(PurePosixPath("book.yaml"), 1), SourceLocation(PurePosixPath("body/one.md"), 3)
    pages = [page(number, PageKind.RUNNING, "漢字") for number in range(2, 6)]
    places = places_of_stamps(pages, "A ꙮ", title, {PieceId("piece"): head})
    found = findings_in([typeset_furniture(tuple(places), styles, ENGLISH, places)])
    assert {(one.rule, str(one.location), one.message.split("“")[1][0]) for one in found} == {
        ("IMG-007", "book.yaml:1", "ꙮ"),
        ("IMG-007", "body/one.md:3", "漢"),
        ("IMG-007", "body/one.md:3", "字"),
    }
    assert len(found) == 3
