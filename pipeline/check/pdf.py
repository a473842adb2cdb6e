"""The finished PDF, opened and held against the book it was made from."""

from collections.abc import Iterator, Sequence

from pikepdf import PdfError
from pypdfium2 import PdfiumError

from pipeline.book.aside import Aside, in_turn
from pipeline.book.bound import BoundBook
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import Memory
from pipeline.check.completeness import check_completeness
from pipeline.check.pdf_contents import check_outline, pdf_inventory
from pipeline.check.pdf_file import read_pdf
from pipeline.check.pdf_index import check_index
from pipeline.check.pdf_judging import Judge
from pipeline.check.pdf_metadata import check_metadata
from pipeline.check.pdf_opened import OpenedPdf
from pipeline.check.pdf_orphans import check_orphans, check_targets
from pipeline.check.pdf_parts import parts_of
from pipeline.check.pdf_questions import questions, stretches_asked
from pipeline.check.pdf_reading import PartReader
from pipeline.check.pdf_standing import StandingPdf
from pipeline.check.pdf_structure import check_catalogue
from pipeline.check.pdf_tag_tree import read_tree
from pipeline.check.pdf_text import PageTexts
from pipeline.check.pdf_trees import labels_written, pages_of
from pipeline.check.pdf_verdicts import recalled
from pipeline.check.pdf_whole import WholeBook, check_claims_together, check_order, check_tags_together
from pipeline.check.printed_book import PrintedBook
from pipeline.check.wording import fold
from pipeline.rules import PDF_PAGES, PDF_UNREADABLE


def check_pdf(
    bound: BoundBook,
    linked: LinkedBook,
    markups: Sequence[ChapterMarkup],
    pagination: Pagination,
    memory: Memory | None = None,
    aside: Aside = in_turn,
    standing: StandingPdf | None = None,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished PDF; `markups` are those of print, with the folios that `pagination` gives.

    Findings lead to the manuscript's line where one is known. The `memory` keeps what was read of pages, so that those
    which are drawn as before need not be read again, and which parts were found sound: where such a part is as it was,
    and so is all that it was held against, it is not looked at. Where there is much to look at, half is done `aside`.
    A process that checks a book again hands over what is `standing` of it.
    """
    kept = standing or StandingPdf(lasts=False)
    kept.begin()
    try:
        with OpenedPdf(bound.pdf, in_haste=standing is not None) as opened, PageTexts(bound.pdf) as texts:
            parts = parts_of(bound, pagination)
            verdicts = recalled(memory, parts, kept.verdicts)
            pages, branches = pages_of(opened, verdicts.branches)
            if not len(texts) == len(pages) == len(pagination.pages):
                yield PDF_PAGES.at(None, pages=len(texts), expected=len(pagination.pages))
                return
            labels = kept.labels(len(texts), labels_written(opened.frame), texts.labels)
            extract = opened.extracts(pages)
            if extract:
                texts.read_from(extract)
            file = read_pdf(opened.frame, pages, branches, labels, kept.destinations)
            tree = read_tree(opened, verdicts.leaves)
            documents = {markup.piece: markup for markup in markups}
            book = PrintedBook(file, tree, texts, documents, pagination, linked, kept.folded if standing else fold)
            stretches = stretches_asked(book, {part.piece: part for part in parts})
            reader, asked = PartReader(opened, pages, texts, file, tree), questions(book, stretches)
            judgement = Judge(book, reader, parts, asked, verdicts, memory, aside, kept).judge()
            yield from _check_whole(WholeBook(book, judgement.facts, stretches))
            yield from judgement.findings
    except (PdfError, PdfiumError) as problem:
        yield PDF_UNREADABLE.at(None, problem=problem)
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        if bound.parts:  # just made: the fault is ours
            raise
        yield PDF_UNREADABLE.at(None, problem=f"it is damaged ({problem})")


def _check_whole(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield what no part shows alone."""
    linked = whole.book.linked
    yield from check_metadata(whole.book.file, linked.book.metadata)
    yield from check_catalogue(whole.book.tree, all(facts.in_tag_order for facts in whole.facts.values()))
    yield from check_claims_together(whole)
    yield from check_order(whole)
    yield from check_tags_together(whole)
    yield from check_outline(whole)
    yield from check_completeness(pdf_inventory(whole), linked)
    yield from check_targets(whole)
    yield from check_orphans(whole)
    yield from check_index(whole)
