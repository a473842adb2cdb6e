"""What the assembled documents say: their links, what their anchors name, and where all of it comes from."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Medium, PieceId

XHTML = "{http://www.w3.org/1999/xhtml}"
BOOK_SCHEME = "book:"
"""In print, links to other pieces are `book:anchor`."""

Locate = Callable[[etree._Element], SourceLocation | None]


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link as assembled: `target` is an anchor of the book, or an address outside it."""

    piece: PieceId
    target: str
    inside: bool
    text: str
    kinds: frozenset[str]
    location: SourceLocation | None

    @property
    def prints_folio(self) -> bool:
        """Tell whether the link's text is a page number."""
        return "folio" in self.kinds


@dataclass(frozen=True, slots=True)
class NamedText:
    """What an anchor names: the words that show it has been reached, “” where it has none of its own."""

    anchor: AnchorId
    words: str
    kinds: frozenset[str]
    location: SourceLocation | None


@dataclass(frozen=True, slots=True)
class Document:
    """One piece as assembled; `listing` are the entries of a table of contents as depth, title and anchor."""

    piece: PieceId
    title: str
    links: tuple[DocumentLink, ...]
    anchors: Mapping[AnchorId, NamedText]
    listing: tuple[tuple[int, str, AnchorId], ...]


def read_documents(markups: Sequence[ChapterMarkup], linked: LinkedBook) -> tuple[Document, ...]:
    """Read assembled documents of any medium; locations lead to the manuscript."""
    files = {chapter.piece: chapter.file for chapter in linked.book.chapters}
    places = {item.piece: item.location for item in linked.book.spine}
    return tuple(_read(markup, files.get(markup.piece), places.get(markup.piece)) for markup in markups)


def anchors_of(documents: Sequence[Document]) -> Mapping[AnchorId, NamedText]:
    """Return what every anchor of a book names."""
    return {anchor: named for document in documents for anchor, named in document.anchors.items()}


def anchor_places(markup: ChapterMarkup) -> Iterator[tuple[AnchorId, SourceLocation | None]]:
    """Yield the anchors of a document with the lines of the manuscript that they come from."""
    whole = next(iter(markup.source_lines.values()), None)
    document = _read(markup, whole.path if whole else None, whole)
    yield from ((anchor, named.location) for anchor, named in document.anchors.items())


def parse(xhtml: str | bytes) -> etree._Element:
    """Parse well-formed XHTML without loading anything; raises etree.XMLSyntaxError where it is not."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(xhtml.encode() if isinstance(xhtml, str) else xhtml, parser)


def classes(element: etree._Element) -> frozenset[str]:
    """Return the classes of an element."""
    return frozenset(element.get("class", "").split())


def text_without_notes(element: etree._Element) -> str:
    """Return the text of an element without that of the notes in it, and without the numbers of notes."""
    return "".join(_text_parts(element))


_APART: Final = frozenset({"note", "note-call", "note-number"})
"""Elements that are set apart from the text around them, and whose text a PDF gives before or after it."""


def _text_parts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not classes(child) & _APART:
            yield from _text_parts(child)
        yield child.tail or ""


def _read(markup: ChapterMarkup, file: PurePosixPath | None, whole: SourceLocation | None) -> Document:
    root = parse(markup.xhtml)
    if markup.medium is Medium.PRINT:
        locate: Locate = partial(printed_line, file, whole)
    else:
        locate = partial(_by_line, markup.source_lines, sorted(markup.source_lines), whole)
    anchors = {
        AnchorId(element.attrib["id"]): NamedText(
            AnchorId(element.attrib["id"]), _words(element), classes(element), locate(element)
        )
        for element in root.iter(f"{XHTML}*")
        if "id" in element.attrib
    }
    links = tuple(_link(markup.piece, element, locate) for element in root.iter(f"{XHTML}a") if element.get("href"))
    return Document(markup.piece, markup.title, links, anchors, tuple(_listing(root)))


def _link(piece: PieceId, element: etree._Element, locate: Locate) -> DocumentLink:
    href = element.attrib["href"]
    kinds = classes(element)
    inside = "external" not in kinds
    return DocumentLink(
        piece, anchor_of(href) if inside else href, inside, text_without_notes(element), kinds, locate(element)
    )


def anchor_of(href: str) -> str:
    """Return the anchor of an address within the book: `#x`, `book:x`, `piece.xhtml#x`, or `piece.xhtml` itself."""
    document, _, fragment = href.partition("#")
    return fragment or document.removeprefix(BOOK_SCHEME).removesuffix(".xhtml")


def _words(element: etree._Element) -> str:
    """Return the words a reader sees where an anchor stands: a heading, a caption, the beginning of the text."""
    kinds = classes(element)
    if "note-call" in kinds:
        return ""
    if etree.QName(element).localname in _CONTAINERS and "bibliography-entry" not in kinds:
        heads = (_child(element, path) for path in _HEADS)
        found = next((head for head in heads if head is not None), None)
        return text_without_notes(found) if found is not None else ""
    heading = _child(element, "span[@class='index-heading']")
    return text_without_notes(element if heading is None else heading)


_CONTAINERS = frozenset({"section", "nav", "figure", "table", "div", "dl", "aside"})
_HEADS = (
    "h1", "h2", "h3", "h4", "h5", "h6", "header/h1", "figcaption", "caption", "p[@class='infobox-title']",
    "p[@class='cover-title']", "p[@class='half-title-title']", "p[@class='copyright-title']",
)  # fmt: skip


def _child(element: etree._Element, path: str) -> etree._Element | None:
    return element.find("/".join(f"{XHTML}{step}" for step in path.split("/")))


def _listing(root: etree._Element) -> Iterator[tuple[int, str, AnchorId]]:
    for link in root.iter(f"{XHTML}a"):
        if "contents-link" in classes(link):
            titles = [part for part in link.iter(f"{XHTML}span") if "contents-title" in classes(part)]
            depth = sum(1 for _ in link.iterancestors(f"{XHTML}ol"))
            yield depth, "".join((titles[0] if titles else link).itertext()), AnchorId(anchor_of(link.attrib["href"]))


def printed_line(
    file: PurePosixPath | None, whole: SourceLocation | None, element: etree._Element
) -> SourceLocation | None:
    """Find the manuscript's line in the attributes that print documents carry."""
    for node in (element, *element.iterancestors()):
        line = node.get("data-line")
        if line is not None:
            source = node.get("data-source")
            path = PurePosixPath(source) if source else file
            return SourceLocation(path, int(line)) if path else whole
    return whole


def _by_line(
    lines: Mapping[int, SourceLocation], numbers: Sequence[int], whole: SourceLocation | None, element: etree._Element
) -> SourceLocation | None:
    """Find the manuscript's line in the table that documents for screens are given with."""
    return located(lines, numbers, element.sourceline or 0) or whole


def located(lines: Mapping[int, SourceLocation], numbers: Sequence[int], line: int) -> SourceLocation | None:
    """Return the place that the nearest known line at or above `line` comes from; `numbers` are the known, sorted."""
    place = bisect_right(numbers, line)
    return lines[numbers[place - 1]] if place else None
