"""The printed block beside the PDF that readers get: the same pages, labels and words."""

from collections.abc import Iterator, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import BookPage
from pipeline.book.names import PageIndex
from pipeline.book.pagination import printed_pages
from pipeline.book.printing import PrintSpecification
from pipeline.check.pdf_text import PageTexts
from pipeline.rules import PRINT_PAGES


def check_print_pages(
    block: PageTexts, bound: PageTexts, pages: Sequence[BookPage], specification: PrintSpecification
) -> Iterator[Diagnostic]:
    """Yield where the block differs from the bound book, page by page, and where it is not made of whole signatures."""
    printed = printed_pages(pages)
    expected = specification.filled_up(len(printed))
    if len(block) != expected or len(bound) != len(pages):
        problem = f"{len(block)} pages instead of {expected} (signatures of {specification.signature})"
        yield PRINT_PAGES.at(None, problem=problem)
        return
    for place in range(expected):
        here = PageIndex(place)
        source = printed[place] if place < len(printed) else None
        wanted = bound.text(source) if source is not None else ""
        if block.text(here) != wanted:
            problem = f"page {block.label(here)} does not have the text of that page of the PDF"
            yield PRINT_PAGES.at(None, problem=problem)
        if source is not None and block.label(here) != bound.label(source):
            problem = f"page {bound.label(source)} of the PDF is labelled “{block.label(here)}”"
            yield PRINT_PAGES.at(None, problem=problem)
