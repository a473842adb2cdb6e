"""The pages of the printed book in a finished EPUB: each is listed, and marked at the words that it begins with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import PageBreak
from pipeline.book.names import PieceId
from pipeline.book.reading_text import OBJECT, PICTURES, signs
from pipeline.check.documents import XHTML, classes
from pipeline.check.epub_file import EPUB_TYPE, EpubDocument
from pipeline.check.packaged_book import PackagedBook
from pipeline.rules import EPUB_PAGES

_NCX: Final = "{http://www.daisy.org/z3986/2005/ncx/}"
_APART: Final = frozenset({"notes", "chart-details"})
"""Classes of what stands on screens only."""


def check_pages(book: PackagedBook, breaks: Mapping[PieceId, Sequence[PageBreak]]) -> Iterator[Diagnostic]:
    """Yield each page that is not listed in its place, or not marked where it begins; `breaks` are the pages."""
    expected = [(piece, page) for piece, pages in breaks.items() for page in pages]
    yield from _check_list(book, [page.folio for _, page in expected])
    for piece, page in expected:
        document = book.document_of(piece)
        mark = document.ids.get(page.anchor) if document else None
        if document is None or mark is None or "doc-pagebreak" not in mark.get("role", "").split():
            yield EPUB_PAGES.at(None, folio=page.folio, problem="is not marked")
            continue
        location = book.place_in(document.path, mark.sourceline or 0)
        if mark.get("aria-label") != page.folio:
            yield EPUB_PAGES.at(location, folio=page.folio, problem=f"is marked as “{mark.get('aria-label')}”")
        found, wanted = _signs_after(mark, document, book), page.start.signs if page.start else ""
        if not (found.startswith(wanted) or (document is book.file.navigation and wanted.startswith(found))):
            problem = f"begins with “{wanted}” in print, but its mark stands before “{found}”"
            yield EPUB_PAGES.at(location, folio=page.folio, problem=problem)


def _check_list(book: PackagedBook, folios: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield where the page list, or that of the NCX, names other pages or leads elsewhere."""
    lists = [("the page list", _listed(book))]
    if book.file.ncx is not None:
        lists.append(("the NCX", list(_listed_in_ncx(book.file.ncx))))
    for name, listed in lists:
        if [folio for folio, _ in listed] != list(folios):
            missing = [folio for folio in folios if folio not in dict(listed)]
            problem = f"is not in {name}" if missing else f"is not in its place in {name}"
            first = next((two for one, two in zip(listed, folios, strict=False) if one[0] != two), folios[-1:])
            yield EPUB_PAGES.at(None, folio=missing[0] if missing else "".join(first), problem=problem)
        for folio, address in listed:
            mark = _target(book, address)
            if mark is None or mark.get("aria-label") != folio:
                yield EPUB_PAGES.at(None, folio=folio, problem=f"is listed at “{address}” in {name}, which is not it")


def _listed(book: PackagedBook) -> list[tuple[str, str]]:
    root = book.file.navigation.root if book.file.navigation is not None else None
    return [
        ("".join(link.itertext()), link.get("href", ""))
        for navigation in (root.iter(f"{XHTML}nav") if root is not None else ())
        if "page-list" in navigation.get(EPUB_TYPE, "").split()
        for link in navigation.iter(f"{XHTML}a")
    ]


def _listed_in_ncx(ncx: EpubDocument) -> Iterator[tuple[str, str]]:
    for target in ncx.root.iter(f"{_NCX}pageTarget"):
        content = target.find(f"{_NCX}content")
        source = content.get("src", "") if content is not None else ""
        yield target.findtext(f"{_NCX}navLabel/{_NCX}text", ""), source


def _target(book: PackagedBook, address: str) -> etree._Element | None:
    name, _, anchor = address.partition("#")
    document = book.file.documents.get(book.file.path_of(name))
    return document.ids.get(anchor) if document else None


def _signs_after(mark: etree._Element, document: EpubDocument, book: PackagedBook, most: int = 24) -> str:
    """Return the first signs after a mark; in the navigation those of one line, for others stand between."""
    found = ""
    for part, ends_line in _parts_after(mark):
        found += signs(part)
        if len(found) >= most or (found and ends_line and document is book.file.navigation):
            break
    return found[:most]


def _parts_after(mark: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the texts and pictures after a mark, and whether each is the last of a heading or a link."""
    apart = sum(map(_stands_apart, mark.iterancestors()))
    for event, node in _walk_from(mark):
        if event == "start":
            if not apart:
                own = "" if _stands_apart(node) else node.text or ""
                yield (OBJECT if _is_object(node) else own), False
            apart += _stands_apart(node)
        else:
            apart -= _stands_apart(node)
            if not apart:
                yield "", etree.QName(node).localname in ("h1", "a")
                yield node.tail or "", False


def _walk_from(mark: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield where elements begin and end, from the beginning of one up to the end of its document."""
    yield from etree.iterwalk(mark, events=("start", "end"))
    node: etree._Element | None = mark
    while node is not None:
        for following in node.itersiblings("*"):
            yield from etree.iterwalk(following, events=("start", "end"))
        node = node.getparent()
        if node is not None:
            yield "end", node


def _is_object(node: etree._Element) -> bool:
    return etree.QName(node).localname in PICTURES or "folio" in classes(node)


def _stands_apart(node: etree._Element) -> bool:
    return _is_object(node) or bool(classes(node) & _APART)
