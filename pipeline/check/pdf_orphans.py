"""What the links of a finished PDF lead to: all that something must lead to, and each of it is shown."""

from collections.abc import Iterator

from pipeline.book.diagnostics import Diagnostic
from pipeline.check.index import entries_of
from pipeline.check.pdf_whole import WholeBook
from pipeline.rules import PDF_ORPHAN, PDF_TARGET_NOT_SHOWN


def check_orphans(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield notes that are not called, calls that no note leads back to, sources not cited, dead index entries."""
    for facts in whole.facts.values():
        for anchor in facts.owed:
            if anchor not in whole.reached:
                yield PDF_ORPHAN.at(whole.book.place_of(anchor), target=anchor)
    for entry in entries_of(whole.book.linked):
        if not (entry.locators or entry.see or entry.see_also or entry.subentries):
            yield PDF_ORPHAN.at(whole.book.place_of(entry.anchor), target=entry.anchor)


def check_targets(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield what links lead to and the page they land on does not show, whatever the pagination says."""
    asked = dict.fromkeys(target for facts in whole.facts.values() for target in facts.asked if target in whole.hidden)
    for target in asked:
        named, page = whole.book.named(target), whole.book.page_of(target)
        words = " ".join(named.words.split()) if named else ""
        location = named.location if named else None
        yield PDF_TARGET_NOT_SHOWN.at(location, target=target, folio=whole.book.label(page), words=words[:60])
