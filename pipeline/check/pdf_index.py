"""The index of a finished PDF, held against the linked book's own."""

from collections.abc import Iterator
from functools import partial

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import plain_text
from pipeline.book.linked import IndexEntry
from pipeline.book.names import PageIndex
from pipeline.check.index import IndexFault, check_locators, check_see, entries_of, places_of_marks
from pipeline.check.pdf_words import stands_on
from pipeline.check.printed_book import PrintedBook, is_right_to_left
from pipeline.check.wording import fold
from pipeline.rules import PDF_INDEX


def check_index(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield what the pages of the index lack: headings, locators, see and see also, and the links of all of them."""
    faults = list(_faults(book))
    places = places_of_marks(book.linked) if faults else {}
    for fault in faults:
        location = places.get(fault.anchor) if fault.anchor else book.place_of(fault.entry.anchor)
        yield PDF_INDEX.at(location, entry=plain_text(fault.entry.heading), problem=fault.problem)


def _faults(book: PrintedBook) -> Iterator[IndexFault]:
    pages = {page for entry in entries_of(book.linked) if (page := book.page_of(entry.anchor)) is not None}
    pieces = {book.piece_of(page) for page in pages}
    reached = {link.target for link in book.file.links if link.target and book.piece_of(link.page) in pieces}
    for entry in entries_of(book.linked):
        if not _shows(book, entry, plain_text(entry.heading)):
            yield IndexFault(entry, "its heading cannot be read")
        yield from check_locators(entry, reached, book.pagination.anchor_pages.__getitem__)
        yield from check_see(entry, reached, partial(_shows, book, entry), book.linked.book.vocabulary)


def _shows(book: PrintedBook, entry: IndexEntry, words: str) -> bool:
    """Tell whether words stand where an entry is said to be: on its page or, its subentries being many, the next."""
    page = book.page_of(entry.anchor)
    if page is None:
        return False
    pages = [book.texts.folded(PageIndex(number)) for number in (page, page + 1, page + 2)]
    return is_right_to_left(words) or stands_on(fold(words), pages)
