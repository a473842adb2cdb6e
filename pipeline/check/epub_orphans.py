"""Things in a finished EPUB that nothing leads to."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipeline.book.diagnostics import Diagnostic
from pipeline.check.documents import XHTML, classes
from pipeline.check.epub_file import NCX_TYPE, EpubFile
from pipeline.check.packaged_book import PackagedBook
from pipeline.rules import EPUB_ORPHAN

REACHED: Final = frozenset({"note", "note-call", "bibliography-entry"})
"""Classes of elements that a link must lead to: notes from their calls, calls from their notes, sources."""

_INDEX: Final = frozenset({"index-entry", "index-subentry"})


def check_orphans(book: PackagedBook) -> Iterator[Diagnostic]:
    """Yield notes, calls, sources, index entries, documents and files that nothing leads to, or that lead nowhere."""
    file = book.file
    linked = {
        (reference.path, reference.fragment)
        for document in file.documents.values()
        for reference in document.references
        if reference.is_link
    }
    for path, document in file.documents.items():
        for name, element in document.ids.items():
            kinds = classes(element)
            is_dead = (kinds & REACHED and (path, name) not in linked) or (kinds & _INDEX and not _leads_on(element))
            if is_dead:
                location = book.place_of(name) or book.place_in(path, element.sourceline or 0)
                yield EPUB_ORPHAN.at(location, file=book.name(path), target=name)
    yield from _check_files(book)


def _leads_on(entry: etree._Element) -> bool:
    """Tell whether an index entry has a locator, a see, or a subentry that has."""
    return next(entry.iter(f"{XHTML}a"), None) is not None


def _check_files(book: PackagedBook) -> Iterator[Diagnostic]:
    file = book.file
    package = book.name(file.package_path)
    named = frozenset(_used(file))
    for item in file.manifest:
        if item.path in file.documents:
            if item.path not in file.spine:
                yield EPUB_ORPHAN.at(None, file=package, target=item.path)
        elif item.media_type != NCX_TYPE and "cover-image" not in item.properties and item.path not in named:
            yield EPUB_ORPHAN.at(None, file=package, target=item.path)
    declared = {item.path for item in file.manifest} | {file.package_path, "mimetype"}
    for name in sorted(file.names - declared):
        if not name.startswith("META-INF/") and not name.endswith("/"):
            yield EPUB_ORPHAN.at(None, file=package, target=name)


def _used(file: EpubFile) -> Iterator[str | None]:
    """Yield the path of every file that a document or a style sheet names."""
    for document in file.documents.values():
        yield from (reference.path for reference in document.references)
    for references in file.style_references.values():
        yield from (reference.path for reference in references)
