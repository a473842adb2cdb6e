"""What finished files hold, for the report: pages, words, fonts, pictures."""

import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.book.layout import Pagination
from pipeline.book.markup import ChapterMarkup
from pipeline.book.report import FontUse, ImageUse, MadeFile
from pipeline.check.documents import parse
from pipeline.check.epub_contents import words_of
from pipeline.check.wording import count_words

POINTS_PER_INCH: Final = 72
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET_TAG: Final = 7
"""Letters of “ABCDEF+”, which a cut-down font has before its name (ISO 32000-1, 9.6.4)."""


def survey_file(name: str, data: bytes, pages: int | None = None, words: int | None = None) -> MadeFile:
    """Return what the report says of a file."""
    return MadeFile(name, len(data), hashlib.sha256(data).hexdigest(), pages, words)


def count_words_of(markups: Sequence[ChapterMarkup]) -> int:
    """Count the words of assembled documents, notes included."""
    return sum(count_words(words_of(body)) for markup in markups for body in _bodies(markup))


def _bodies(markup: ChapterMarkup) -> Iterator[Any]:
    return parse(markup.xhtml).iter("{http://www.w3.org/1999/xhtml}body")


def fonts_of_pdf(name: str, pdf: bytes) -> Iterator[FontUse]:
    """Yield the fonts of a PDF, each once, in the order of their names."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = {
            _name_of(item): _is_embedded(item)
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item
        }
    for font, embedded in sorted(found.items()):
        yield FontUse(name, font, embedded)


def fonts_of_epub(name: str, epub: bytes) -> Iterator[FontUse]:
    """Yield the font files of an EPUB."""
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        for file in sorted(archive.namelist()):
            if file.endswith((".ttf", ".otf", ".woff", ".woff2")):
                yield FontUse(name, file.rpartition("/")[2].rpartition(".")[0], True)


def images_of_pdf(pdf: bytes, pagination: Pagination) -> Iterator[ImageUse]:
    """Yield every picture of points that a page shows, with the points that stand on an inch of it."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        numbers = [number for number, page in enumerate(opened.pages) if _may_show_images(page.obj.get("/Resources"))]
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in numbers:
            page, place = document[number], pagination.pages[number]
            for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)):
                width, height = image.get_px_size()
                left, bottom, right, top = image.get_bounds()
                inches = min(width / max(right - left, 0.01), height / max(top - bottom, 0.01)) * POINTS_PER_INCH
                yield ImageUse(place.folio, width, height, round(inches))
            page.close()
    finally:
        document.close()


def _may_show_images(resources: pikepdf.Object | None) -> bool:
    """Tell whether a page or form with these resources can show a picture of points, be it through another form."""
    if resources is None:
        return True  # those of the page tree, or of the page around
    if len(resources.get("/Pattern", pikepdf.Dictionary())):
        return True  # which may show anything
    return any(
        item.get("/Subtype") == "/Image"
        or (item.get("/Subtype") == "/Form" and _may_show_images(item.get("/Resources")))
        for item in resources.get("/XObject", pikepdf.Dictionary()).values()
    )


def _name_of(font: pikepdf.Object) -> str:
    name = str(font["/BaseFont"]).removeprefix("/").rstrip(",")
    return name[_SUBSET_TAG:] if name[_SUBSET_TAG - 1 : _SUBSET_TAG] == "+" else name


def _is_embedded(font: pikepdf.Object) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True  # its letters are drawings of the file itself
    fonts = list(font.get("/DescendantFonts", [])) or [font]
    return all(any(key in one.get("/FontDescriptor", {}) for key in _FONT_FILES) for one in fonts)
