"""The references of a finished EPUB: all of them are there, and each leads to a thing in the archive."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.check.documents import anchor_of
from pipeline.check.epub_file import EpubFile, Reference
from pipeline.check.origins import origin_of
from pipeline.check.packaged_book import PackagedBook
from pipeline.rules import EPUB_LINK_BROKEN, EPUB_LINK_MISSING


def check_links(book: PackagedBook) -> Iterator[Diagnostic]:
    """Yield references that lead nowhere, and links that the archive should have and has not."""
    file = book.file
    for item in file.manifest:
        if item.path not in file.names:
            yield EPUB_LINK_BROKEN.at(None, file=book.name(file.package_path), target=item.path)
    for path, references in _all_references(file):
        for reference in references:
            if reference.path is not None and not _resolves(file, reference):
                location = book.place_in(path, reference.line)
                yield EPUB_LINK_BROKEN.at(location, file=book.name(path), target=reference.written)
    yield from _check_presence(book)


def _all_references(file: EpubFile) -> Iterator[tuple[str, Sequence[Reference]]]:
    for document in file.documents.values():
        yield document.path, document.references
    if file.ncx is not None:
        yield file.ncx.path, file.ncx.references
    yield from file.style_references.items()


def _resolves(file: EpubFile, reference: Reference) -> bool:
    if reference.path not in file.names:
        return False
    document = file.documents.get(reference.path)
    return reference.fragment is None or document is None or reference.fragment in document.ids


def _check_presence(book: PackagedBook) -> Iterator[Diagnostic]:
    for document in book.documents:
        packaged = book.document_of(document.piece)
        if packaged is None:
            continue  # a piece that is missing is a matter of completeness
        there = Counter(
            anchor_of(reference.written) if reference.path else reference.written
            for reference in packaged.references
            if reference.is_link
        )
        for link in document.links:
            there[link.target] -= 1
            if there[link.target] < 0:
                yield EPUB_LINK_MISSING.at(origin_of(link, book.linked), source=document.piece, target=link.target)
