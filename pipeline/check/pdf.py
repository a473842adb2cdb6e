"""The finished PDF, opened and held against the book it was made from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO

from pikepdf import Pdf, PdfError
from pypdfium2 import PdfiumError

from pipeline.book.aside import Aside, in_turn
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import Memory
from pipeline.book.names import PageIndex
from pipeline.check.completeness import check_completeness
from pipeline.check.documents import read_documents
from pipeline.check.page_digests import page_digests
from pipeline.check.pdf_claims import claims_forfeited
from pipeline.check.pdf_contents import check_outline, pdf_inventory
from pipeline.check.pdf_file import PdfFile, Rectangle, read_pdf
from pipeline.check.pdf_folios import check_labels, check_printed_references, margins_of
from pipeline.check.pdf_index import check_index
from pipeline.check.pdf_links import check_links, core_of
from pipeline.check.pdf_metadata import check_metadata
from pipeline.check.pdf_orphans import check_orphans
from pipeline.check.pdf_structure import check_structure
from pipeline.check.pdf_tags import read_tags
from pipeline.check.pdf_text import PageTexts
from pipeline.check.pdf_words import check_words
from pipeline.check.printed_book import PrintedBook, anchors_of
from pipeline.rules import PDF_PAGES, PDF_UNREADABLE


def check_pdf(
    pdf: bytes,
    linked: LinkedBook,
    markups: Sequence[ChapterMarkup],
    pagination: Pagination,
    memory: Memory | None = None,
    aside: Aside = in_turn,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished PDF; `markups` are those of print, with the folios that `pagination` gives.

    Findings lead to the manuscript's line where one is known. The `memory` keeps what was read of pages, so that those
    which are drawn as before need not be read again. The tags are looked at `aside`.
    """
    try:
        with Pdf.open(BytesIO(pdf)) as opened, PageTexts(pdf, digests := tuple(page_digests(opened)), memory) as texts:
            if len(digests) != len(pagination.pages):
                yield PDF_PAGES.at(None, pages=len(digests), expected=len(pagination.pages))
                return
            check_tags = aside(
                lambda: list(check_structure(read_tags(opened, digests, memory), linked, markups, pagination))
            )
            file = read_pdf(opened)
            texts.expect(_rectangles(file), aside)
            yield from _check_pages(file, texts, linked, markups, pagination)
            yield from check_tags()
    except (PdfError, PdfiumError) as problem:
        yield PDF_UNREADABLE.at(None, problem=problem)


def _rectangles(file: PdfFile) -> Mapping[PageIndex, Collection[Rectangle]]:
    """Return where on each page text will be looked at: in its margins, and in the links."""
    found = {PageIndex(page): dict.fromkeys(margins_of(size)) for page, size in enumerate(file.sizes)}
    for link in file.links:
        found[link.page][core_of(link.rectangle)] = None
    return found


def _check_pages(
    file: PdfFile, texts: PageTexts, linked: LinkedBook, markups: Sequence[ChapterMarkup], pagination: Pagination
) -> Iterator[Diagnostic]:
    documents = read_documents(markups, linked)
    book = PrintedBook(file, texts, documents, anchors_of(documents), pagination, linked)
    yield from claims_forfeited(linked, markups)
    yield from check_metadata(file, linked.book.metadata)
    yield from check_labels(book)
    yield from check_outline(book)
    yield from check_completeness(pdf_inventory(book), linked)
    yield from check_links(book)
    yield from check_printed_references(book)
    yield from check_orphans(book)
    yield from check_words(book)
    yield from check_index(book)
