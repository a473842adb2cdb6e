"""The index of a finished PDF, held against the linked book's own."""

from collections.abc import Iterator

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import plain_text
from pipeline.book.names import AnchorId
from pipeline.check.index import IndexFault, check_locators, check_see, entries_of, places_of_marks
from pipeline.check.pdf_wanted import Manner, Wanted
from pipeline.check.pdf_whole import WholeBook
from pipeline.rules import PDF_INDEX


def check_index(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield what the pages of the index lack: headings, locators, see and see also, and the links of all of them."""
    book = whole.book
    faults = list(_faults(whole))
    places = places_of_marks(book.linked) if faults else {}
    for fault in faults:
        location = places.get(fault.anchor) if fault.anchor else book.place_of(fault.entry.anchor)
        yield PDF_INDEX.at(location, entry=plain_text(fault.entry.heading), problem=fault.problem)


def _faults(whole: WholeBook) -> Iterator[IndexFault]:
    book, entries = whole.book, list(entries_of(whole.book.linked))
    pages = {page for entry in entries if (page := book.page_of(entry.anchor)) is not None}
    reached = frozenset().union(*(whole.facts[piece].targets for piece in {book.piece_of(page) for page in pages}))
    for entry in entries:

        def shows(words: str, anchor: AnchorId = entry.anchor) -> bool:
            return whole.has(Wanted(anchor, words, Manner.WHOLE))

        if not shows(plain_text(entry.heading)):
            yield IndexFault(entry, "its heading cannot be read")
        yield from check_locators(entry, reached, book.pagination.anchor_pages.__getitem__)
        yield from check_see(entry, reached, shows, book.linked.book.vocabulary)
