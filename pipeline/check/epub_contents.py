"""What a finished EPUB holds: its navigation, and the pieces and sections in its spine with their words."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from lxml import etree

from pipeline.book.data import Infobox
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import plain_text
from pipeline.book.linked import TargetKind
from pipeline.book.names import AnchorId, Matter
from pipeline.book.walk import walk
from pipeline.check.completeness import Inventory, Stretch
from pipeline.check.documents import XHTML, anchor_of, text_without_notes
from pipeline.check.epub_blocks import count_index_entries, count_notes, count_sources, shown_blocks
from pipeline.check.epub_file import DUBLIN_CORE, EPUB_TYPE, EpubDocument
from pipeline.check.listing import compare_listings, expected_listing, optional_pieces
from pipeline.check.packaged_book import PackagedBook
from pipeline.check.wording import count_words, fold, text_of
from pipeline.rules import EPUB_METADATA, EPUB_NAVIGATION

PRODUCT: Final = "the EPUB"

_NCX: Final = "{http://www.daisy.org/z3986/2005/ncx/}"
_HEADING_NAMES: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCK_NAMES: Final = ("p", "div", "li", "td", "th", "dt", "dd", "figcaption", "caption", "br", *_HEADING_NAMES)
_BLOCKS: Final = frozenset(XHTML + name for name in _BLOCK_NAMES)
_HEADINGS: Final = tuple(XHTML + name for name in _HEADING_NAMES)

Line = tuple[int, str, AnchorId]


def check_navigation(book: PackagedBook) -> Iterator[Diagnostic]:
    """Yield where navigation, NCX or landmarks do not list the book's chapters and sections as they are."""
    navigation = book.file.navigation
    if navigation is None:
        yield EPUB_NAVIGATION.at(None, problem="there is no navigation document")
        return
    expected = expected_listing(book.linked)
    optional = optional_pieces(book.linked) | {AnchorId(anchor_of(book.name(navigation.path)))}
    for wrong in compare_listings(tuple(_listed(navigation.root)), expected, optional):
        yield EPUB_NAVIGATION.at(book.place_of(wrong.anchor), problem=wrong.problem)
    if book.file.ncx is not None:
        for wrong in compare_listings(tuple(_listed_in_ncx(book.file.ncx.root)), expected, optional):
            yield EPUB_NAVIGATION.at(book.place_of(wrong.anchor), problem=f"in the NCX, {wrong.problem}")
    yield from _check_landmarks(book, navigation.root)


def _listed(root: etree._Element) -> Iterator[Line]:
    for navigation in root.iter(f"{XHTML}nav"):
        if "toc" in navigation.get(EPUB_TYPE, "").split():
            for link in navigation.iter(f"{XHTML}a"):
                depth = sum(1 for _ in link.iterancestors(f"{XHTML}ol"))
                yield depth, "".join(link.itertext()), AnchorId(anchor_of(link.get("href", "")))


def _listed_in_ncx(root: etree._Element) -> Iterator[Line]:
    for point in root.iter(f"{_NCX}navPoint"):
        depth = 1 + sum(1 for _ in point.iterancestors(f"{_NCX}navPoint"))
        content = point.find(f"{_NCX}content")
        source = content.get("src", "") if content is not None else ""
        yield depth, point.findtext(f"{_NCX}navLabel/{_NCX}text", ""), AnchorId(anchor_of(source))


def _check_landmarks(book: PackagedBook, root: etree._Element) -> Iterator[Diagnostic]:
    """Yield the landmarks that are missing; where one leads to is a link's matter."""
    found = {
        kind
        for navigation in root.iter(f"{XHTML}nav")
        if "landmarks" in navigation.get(EPUB_TYPE, "").split()
        for link in navigation.iter(f"{XHTML}a")
        for kind in link.get(EPUB_TYPE, "").split()
    }
    wanted = {"toc"} | ({"bodymatter"} if any(item.matter is Matter.BODY for item in book.linked.book.spine) else set())
    for kind in sorted(wanted - found):
        yield EPUB_NAVIGATION.at(None, problem=f"there is no landmark “{kind}”")


def check_metadata(book: PackagedBook) -> Iterator[Diagnostic]:
    """Yield where title, language, identifier or people of the package are not those of book.yaml."""
    metadata = book.linked.book.metadata
    facts = {"title": metadata.title, "language": metadata.language, "identifier": metadata.identifier}
    for name, wanted in facts.items():
        found = [(element.text or "").strip() for element in book.file.package.iter(f"{DUBLIN_CORE}{name}")]
        if wanted not in found:
            said = ", ".join(found) or "–"
            yield EPUB_METADATA.at(metadata.location, problem=f"the {name} is “{said}” instead of “{wanted}”")
    named = {
        (element.text or "").strip()
        for name in ("creator", "contributor")
        for element in book.file.package.iter(f"{DUBLIN_CORE}{name}")
    }
    for creator in metadata.creators:
        if creator.name not in named:
            yield EPUB_METADATA.at(metadata.location, problem=f"“{creator.name}” is not named")


def epub_inventory(book: PackagedBook) -> Inventory:
    """Return the pieces of the spine, and the sections that the navigation lists and the documents show."""
    navigation = book.file.navigation
    lines = _listed(navigation.root) if navigation is not None else ()
    listed = frozenset(anchor for _, _, anchor in lines)
    optional = optional_pieces(book.linked)
    places = {path: place for place, path in enumerate(book.file.spine)}
    held = {item.piece: book.document_of(item.piece) for item in book.linked.book.spine}
    pieces = sorted(
        (
            (places[document.path], AnchorId(piece), document)
            for piece, document in held.items()
            if document is not None and document.path in places and AnchorId(piece) in listed | optional
        ),
        key=itemgetter(0),
    )
    return Inventory(
        PRODUCT,
        tuple(Stretch(anchor, count_words(words_of(document.root))) for _, anchor, document in pieces),
        tuple(section for _, _, document in pieces for section in _sections(book, document, listed)),
        frozenset(_fields(book)),
        tuple(shown_blocks(book)),
        count_index_entries(book),
        count_notes(book),
        count_sources(book),
    )


def _sections(book: PackagedBook, document: EpubDocument, listed: frozenset[AnchorId]) -> Iterator[Stretch]:
    """Yield a document's sections in its own order; one counts that is listed and shows its heading."""
    for name, element in document.ids.items():
        anchor = AnchorId(name)
        target = book.linked.targets.get(anchor)
        if anchor in listed and target is not None and target.kind is TargetKind.SECTION:
            heading = next(element.iter(*_HEADINGS), None)
            if heading is not None and fold(text_without_notes(heading)) == fold(plain_text(target.title)):
                yield Stretch(anchor, count_words(words_of(element)))


def _fields(book: PackagedBook) -> Iterator[str]:
    """Yield the ids of the infobox fields whose row has the label and the value."""
    for chapter in book.linked.book.chapters:
        document = book.document_of(chapter.piece)
        for node in walk(chapter.blocks):
            if isinstance(node, Infobox) and document is not None:
                for field in node.fields:
                    row = document.ids.get(f"infobox-{field.id}")
                    shown = fold(text_without_notes(row)) if row is not None else ""
                    words = text_of(field.value).split()
                    if words and shown.startswith(fold(field.label)) and all(fold(word) in shown for word in words):
                        yield field.id


def words_of(element: etree._Element) -> str:
    """Return the text of an element, with a space where a block or a line begins."""
    return "".join(_parts(element))


def _parts(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield f" {node.text or ''}" if node.tag in _BLOCKS else node.text or ""
        elif node is not element:
            yield node.tail or ""
