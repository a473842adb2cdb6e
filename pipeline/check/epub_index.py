"""The index of a finished EPUB, held against the linked book's own."""

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import plain_text
from pipeline.book.linked import IndexEntry
from pipeline.book.names import AnchorId, PageIndex
from pipeline.check.documents import XHTML, anchor_of
from pipeline.check.index import IndexFault, check_locators, check_see, entries_of, places_of_marks
from pipeline.check.packaged_book import PackagedBook
from pipeline.check.wording import fold
from pipeline.rules import EPUB_INDEX


def check_index(book: PackagedBook, pages: Mapping[AnchorId, PageIndex]) -> Iterator[Diagnostic]:
    """Yield what the index lacks: headings, locators, see and see also, and the links of all of them.

    `pages` are those of the printed book, by whose numbers locators are named; what has none counts as on one page.
    """
    faults = [fault for entry in entries_of(book.linked) for fault in _faults(book, entry, pages)]
    places = places_of_marks(book.linked) if faults else {}
    for fault in faults:
        location = places.get(fault.anchor) if fault.anchor else book.place_of(fault.entry.anchor)
        yield EPUB_INDEX.at(location, entry=plain_text(fault.entry.heading), problem=fault.problem)


def _faults(book: PackagedBook, entry: IndexEntry, pages: Mapping[AnchorId, PageIndex]) -> Iterator[IndexFault]:
    elements = (document.ids.get(entry.anchor) for document in book.file.documents.values())
    element = next((found for found in elements if found is not None), None)
    if element is None:
        yield IndexFault(entry, "it is missing")
        return
    subentries = {sub.anchor for sub in entry.subentries}
    reached = {anchor_of(link.get("href", "")) for link in _own_links(element, subentries)}
    text = fold("".join(element.itertext()))
    if not text.startswith(fold(plain_text(entry.heading))):
        yield IndexFault(entry, "its heading cannot be read")
    yield from check_locators(entry, reached, lambda anchor: pages.get(anchor, 0))
    yield from check_see(entry, reached, lambda words: fold(words) in text, book.linked.book.vocabulary)


def _own_links(element: etree._Element, subentries: set[AnchorId]) -> Iterator[etree._Element]:
    """Yield the links of an entry without those of its subentries."""
    for child in element:
        if child.get("id") not in subentries:
            if child.tag == f"{XHTML}a":
                yield child
            yield from _own_links(child, subentries)
