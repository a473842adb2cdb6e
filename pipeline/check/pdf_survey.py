"""The fonts and pictures of a finished PDF, for the report; of parts that are as they were they are known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary, Name, Object

from pipeline.book.bound import BoundBook
from pipeline.book.layout import Pagination
from pipeline.book.memory import Memory
from pipeline.book.names import PieceId
from pipeline.book.report import FontUse, ImageUse
from pipeline.check.page_digests import inherited
from pipeline.check.pdf_opened import ObjectNumber, OpenedPdf
from pipeline.check.pdf_parts import PdfPart, parts_of
from pipeline.check.pdf_trees import Branches, pages_of
from pipeline.check.pdf_verdicts import recalled
from pipeline.check.remembered import as_bytes, note, recall

_Image = tuple[int, int, int, int]
"""Page, width and height in points, points per inch."""

POINTS_PER_INCH: Final = 72
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET_TAG: Final = 7
"""Letters of “ABCDEF+”, which a cut-down font has before its name (ISO 32000-1, 9.6.4)."""
_SURVEY: Final = "fonts and pictures of parts"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the part of a name shows: fonts, which are embedded or not, and pictures."""

    part: str | None
    fonts: Mapping[str, bool]
    images: tuple[_Image, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the parts of a book show."""

    parts: Mapping[PieceId, _Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PdfSurvey:
    """The fonts of a PDF, each once, in the order of their names, and every picture of points that a page shows."""

    fonts: tuple[FontUse, ...]
    images: tuple[ImageUse, ...]


def survey_pdf(name: str, bound: BoundBook, pagination: Pagination, memory: Memory | None = None) -> PdfSurvey:
    """Return what a PDF shows; only such parts are opened as `memory` does not know."""
    parts = parts_of(bound, pagination)
    known = (recall(memory, _SURVEY, _Known) or _Known()).parts
    shown = {part.piece: known[part.piece] for part in parts if _is_known(part, known)}
    unknown = [part for part in parts if part.piece not in shown]
    if unknown:
        surveyed = _survey(bound.pdf, unknown, recalled(memory, parts).branches)
        shown |= {part.piece: found for part, found in zip(unknown, surveyed, strict=True)}
        note(memory, _SURVEY, as_bytes(_Known(shown)))
    fonts = {font: embedded for part in parts for font, embedded in shown[part.piece].fonts.items()}
    return PdfSurvey(
        tuple(FontUse(name, font, embedded) for font, embedded in sorted(fonts.items())),
        tuple(
            ImageUse(pagination.pages[part.first + page].folio, width, height, ppi)
            for part in parts
            for page, width, height, ppi in shown[part.piece].images
        ),
    )


def _is_known(part: PdfPart, known: Mapping[PieceId, _Shown]) -> bool:
    return part.name is not None and part.piece in known and known[part.piece].part == part.name


def _survey(pdf: bytes, parts: Sequence[PdfPart], branches: Branches) -> Iterator[_Shown]:
    """Yield what parts show; the `branches` of the page tree need not be looked into."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        with OpenedPdf(pdf) as opened:
            pages, _ = pages_of(opened, branches)
            for part in parts:
                fonts: dict[str, bool] = {}
                images: list[_Image] = []
                for number in range(part.pages):
                    page = part.first + number
                    found = list(_resources(inherited(opened.find(pages[page]), Name.Resources), set()))
                    fonts |= {_name_of(font): _is_embedded(font) for one in found for font in _fonts(one)}
                    if any(map(_may_show_images, found)):
                        images += ((number, *image) for image in _images(document[page]))
                    del found
                    opened.turn_over()
                yield _Shown(part.name, fonts, tuple(images))
    finally:
        document.close()


def _resources(resources: object, seen: set[ObjectNumber]) -> Iterator[Object]:
    """Yield the resources of a page or form and of all that it draws with."""
    if not isinstance(resources, Dictionary):
        return
    yield resources
    for kind in (Name.XObject, Name.Pattern):
        for item in resources.get(kind, Dictionary()).values():
            if item.objgen not in seen:
                seen.add(item.objgen)
                yield from _resources(item.get(Name.Resources), seen)


def _fonts(resources: Object) -> Iterator[Object]:
    for font in resources.get(Name.Font, Dictionary()).values():
        if Name.BaseFont in font:
            yield font


def _may_show_images(resources: Object) -> bool:
    """Tell whether something with these resources can show a picture of points, be it through a pattern."""
    pictures = (item.get(Name.Subtype) == Name.Image for item in resources.get(Name.XObject, Dictionary()).values())
    return len(resources.get(Name.Pattern, Dictionary())) > 0 or any(pictures)


def _images(page: Any) -> Iterator[tuple[int, int, int]]:
    """Yield width and height in points of every picture on a page, and the points that stand on an inch of it."""
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
        width, height = image.get_px_size()
        left, bottom, right, top = image.get_bounds()
        inches = min(width / max(right - left, 0.01), height / max(top - bottom, 0.01)) * POINTS_PER_INCH
        yield width, height, round(inches)
    page.close()


def _name_of(font: Object) -> str:
    name = str(font[Name.BaseFont]).removeprefix("/").rstrip(",")
    return name[_SUBSET_TAG:] if name[_SUBSET_TAG - 1 : _SUBSET_TAG] == "+" else name


def _is_embedded(font: Object) -> bool:
    if font.get(Name.Subtype) == Name.Type3:
        return True  # its letters are drawings of the file itself
    fonts = list(font.get("/DescendantFonts", [])) or [font]
    return all(any(key in one.get("/FontDescriptor", {}) for key in _FONT_FILES) for one in fonts)
