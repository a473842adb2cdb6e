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
from pipeline.check.pdf_standing import StandingPdf
from pipeline.check.pdf_trees import Branches, pages_of
from pipeline.check.pdf_verdicts import recalled
from pipeline.check.remembered import as_bytes, note, recall

_Image = tuple[int, int, int, int]
"""Page, width and height in points, points per inch."""

POINTS_PER_INCH: Final = 72
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET_TAG: Final = 7
"""Letters of “ABCDEF+”, which a cut-down font has before its name (ISO 32000-1, 9.6.4)."""
_TOGETHER: Final = 8
"""So many pages of a part are open at once."""
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


def survey_pdf(
    name: str,
    bound: BoundBook,
    pagination: Pagination,
    memory: Memory | None = None,
    standing: StandingPdf | None = None,
) -> PdfSurvey:
    """Return what a PDF shows; parts that `memory` knows are not opened. What a check left `standing` is used."""
    parts = parts_of(bound, pagination)
    known = (recall(memory, _SURVEY, _Known) or _Known()).parts
    shown = {part.piece: known[part.piece] for part in parts if _is_known(part, known)}
    unknown = [part for part in parts if part.piece not in shown]
    if unknown:
        surveyed = _survey(
            bound.pdf, unknown, recalled(memory, parts, standing.verdicts if standing else None).branches
        )
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
    with OpenedPdf(pdf) as opened:
        pages, _ = pages_of(opened, branches)
        for part in parts:
            fonts: dict[str, bool] = {}
            images: list[_Image] = []
            seen: set[ObjectNumber] = set()
            for first in range(0, part.pages, _TOGETHER):
                stretch = range(first, min(first + _TOGETHER, part.pages))
                shown = [pages[part.first + number] for number in stretch]
                data = opened.show(shown, shown)
                drawn = [list(_resources(inherited(opened.find(page), Name.Resources), set())) for page in shown]
                fonts |= {
                    _name_of(font): _is_embedded(font) for page in drawn for one in page for font in _fonts(one, seen)
                }
                pictured = [number for number, page in enumerate(drawn) if any(map(_may_show_images, page))]
                if pictured:
                    places = pictured if data else [part.first + first + number for number in pictured]
                    found = _images(data or pdf, places)
                    images += (
                        (first + number, *one) for number, page in zip(pictured, found, strict=True) for one in page
                    )
                del drawn
                opened.turn_over()
            yield _Shown(part.name, fonts, tuple(images))


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


def _fonts(resources: Object, seen: set[ObjectNumber]) -> Iterator[Object]:
    """Yield the fonts of resources, unless they are those of others before."""
    fonts = resources.get(Name.Font, Dictionary())
    if fonts.is_indirect:
        if fonts.objgen in seen:
            return
        seen.add(fonts.objgen)
    for font in fonts.values():
        if Name.BaseFont in font:
            yield font


def _may_show_images(resources: Object) -> bool:
    """Tell whether something with these resources can show a picture of points, be it through a pattern."""
    pictures = (item.get(Name.Subtype) == Name.Image for item in resources.get(Name.XObject, Dictionary()).values())
    return len(resources.get(Name.Pattern, Dictionary())) > 0 or any(pictures)


def _images(pdf: bytes, pages: Sequence[int]) -> Iterator[Sequence[tuple[int, int, int]]]:
    """Yield of each page width and height in points of every picture, and the points that stand on an inch of it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in pages:
            page = document[number]
            yield [_measured(image) for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,))]
            page.close()
    finally:
        document.close()


def _measured(image: Any) -> tuple[int, int, int]:
    width, height = image.get_px_size()
    left, bottom, right, top = image.get_bounds()
    inches = min(width / max(right - left, 0.01), height / max(top - bottom, 0.01)) * POINTS_PER_INCH
    return width, height, round(inches)


def _name_of(font: Object) -> str:
    name = str(font[Name.BaseFont]).removeprefix("/").rstrip(",")
    return name[_SUBSET_TAG:] if name[_SUBSET_TAG - 1 : _SUBSET_TAG] == "+" else name


def _is_embedded(font: Object) -> bool:
    if font.get(Name.Subtype) == Name.Type3:
        return True  # its letters are drawings of the file itself
    fonts = list(font.get("/DescendantFonts", [])) or [font]
    return all(any(key in one.get("/FontDescriptor", {}) for key in _FONT_FILES) for one in fonts)
