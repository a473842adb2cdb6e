"""The printed cover: back, spine and front on one sheet."""

from io import BytesIO

from pikepdf import Pdf

from pipeline.book.printing import MM, CoverSheet
from pipeline.press.block import press_pages
from pipeline.press.colours import Inker
from pipeline.press.drawings import Drawings
from pipeline.press.identity import file_bytes, identify
from pipeline.press.inks import PrintingCondition
from pipeline.press.pictures import PictureProfiles


def press_cover(
    laid_out: bytes, bound: bytes, sheet: CoverSheet, condition: PrintingCondition, profiles: PictureProfiles
) -> bytes:
    """Return the cover as a PDF/X-4 file: the one page of `laid_out` in inks, with marks where it is cut and folded.

    What is said of the book is taken from `bound`. Lettering keeps its colours.
    """
    cover, source = Pdf.open(BytesIO(laid_out)), Pdf.open(BytesIO(bound))
    folds = [sheet.page_width * MM, (sheet.page_width + sheet.spine) * MM]
    press_pages(cover, Drawings(condition, profiles, Inker(condition, black_text=False)), folds)
    for key in list(cover.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del cover.Root[key]
    cover.Root.Lang = source.Root.Lang
    identify(cover, source, condition, "cover")
    return file_bytes(cover)
