"""Notes, sources and index entries of a finished PDF: something leads to each of them, and back."""

from collections.abc import Iterator

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId
from pipeline.check.printed_book import PrintedBook
from pipeline.rules import PDF_ORPHAN


def check_orphans(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield notes that are not called, calls that no note leads back to, sources not cited, dead index entries."""
    reached = {link.target for link in book.file.links if not link.outside}
    for anchor, named in book.anchors.items():
        if named.kinds & {"note", "note-call", "bibliography-entry"} and anchor not in reached:
            yield PDF_ORPHAN.at(named.location, target=anchor)
    for group in book.linked.index:
        for entry in group.entries:
            for one in (entry, *entry.subentries):
                if not (one.locators or one.see or one.see_also or one.subentries):
                    yield PDF_ORPHAN.at(book.place_of(AnchorId(one.anchor)), target=one.anchor)
