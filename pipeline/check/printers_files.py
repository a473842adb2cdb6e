"""The printer's files, opened and held against the PDF that readers get and against PDF/X-4."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from pikepdf import Pdf, PdfError
from pypdfium2 import PdfDocument, PdfiumError

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import BookPage
from pipeline.book.manuscript import BookMetadata
from pipeline.book.names import PageIndex
from pipeline.book.printing import MM, CoverSheet, PrintSpecification
from pipeline.check.pdf_text import PageTexts
from pipeline.check.print_inks import InkReader
from pipeline.check.print_pages import check_print_pages
from pipeline.check.print_sheets import boxes_of, check_boxes, check_edges
from pipeline.check.print_standard import check_standard
from pipeline.check.wording import fold
from pipeline.rules import PDF_UNREADABLE, PRINT_PAGES

_COVER = "the cover"


def check_block(
    block: bytes, bound: bytes, pages: Sequence[BookPage], specification: PrintSpecification, profile: bytes
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the printed block; `bound` is the PDF for readers, whose pages `pages` are."""
    try:
        with PageTexts(block) as texts, PageTexts(bound) as wanted, Pdf.open(BytesIO(bound)) as source:
            yield from check_print_pages(texts, wanted, pages, specification)
            _, _, width, height = (float(edge) for edge in source.pages[-1].mediabox)
            names = [f"page {texts.label(PageIndex(place))}" for place in range(len(texts))]
        yield from _check_sheets(block, names, (width, height), profile, black_text=True)
    except (PdfError, PdfiumError) as problem:
        yield PDF_UNREADABLE.at(None, problem=problem)


def check_cover(
    cover: bytes, sheet: CoverSheet, pages: int, specification: PrintSpecification, book: BookMetadata, profile: bytes
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the printed cover, which goes around a block of `pages`."""
    try:
        with PageTexts(cover) as texts:
            if len(texts) != 1:
                yield PRINT_PAGES.at(None, problem=f"the cover has {len(texts)} pages instead of 1")
                return
            words = texts.folded(PageIndex(0))
        for wanted in filter(None, (book.title, book.description, specification.isbn)):
            if fold(wanted) not in words:
                yield PRINT_PAGES.at(book.location, problem=f"the cover does not say “{wanted}”")
        width = 2 * sheet.page_width + specification.spine_width(pages)
        yield from _check_sheets(cover, [_COVER], (width * MM, sheet.page_height * MM), profile, black_text=False)
    except (PdfError, PdfiumError) as problem:
        yield PDF_UNREADABLE.at(None, problem=problem)


def _check_sheets(
    data: bytes, names: Sequence[str], size: tuple[float, float], profile: bytes, black_text: bool
) -> Iterator[Diagnostic]:
    reader = InkReader(black_text)
    drawn = PdfDocument(data)
    try:
        with Pdf.open(BytesIO(data)) as file:
            for number, (page, name) in enumerate(zip(file.pages, names, strict=True)):
                boxes = boxes_of(page.obj)
                wrong = list(check_boxes(boxes, size, name))
                yield from wrong
                if boxes is not None and not wrong:
                    yield from check_edges(drawn[number], boxes, name)
                yield from reader.check_page(page.obj, name)
            yield from check_standard(file, profile)
    finally:
        drawn.close()
