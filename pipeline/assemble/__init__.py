"""Stage 3: a `LinkedBook` becomes one XHTML document for each piece and medium."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.assemble.outline import generated_title, outline
from pipeline.assemble.place import Place, anchor_pieces
from pipeline.assemble.production import Production
from pipeline.assemble.writer import ENVIRONMENT, PieceWriter
from pipeline.book.data import Infobox
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import plain_text
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, GeneratedPiece, SpineItem
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, GeneratedKind, Matter, Medium, PieceId, ResourcePath, Side

__all__ = ["Production", "assemble", "assemble_navigation", "outline"]

_DISPLAY = (
    GeneratedKind.COVER,
    GeneratedKind.HALF_TITLE,
    GeneratedKind.TITLE_PAGE,
    GeneratedKind.COPYRIGHT_PAGE,
    GeneratedKind.PART,
)
_MATTER_TYPE = {Matter.FRONT: "frontmatter", Matter.BODY: "bodymatter", Matter.BACK: "backmatter"}
_ID = re.compile(r' id="([^"]+)"')
_LINE = re.compile(r' data-line="(\d+)"(?: data-source="([^"]+)")?')
_IMAGE = re.compile(r'<img src="([^"]+)"')


def assemble(
    linked: LinkedBook,
    medium: Medium,
    folios: Mapping[AnchorId, Folio] | None = None,
    production: Production | None = None,
) -> tuple[ChapterMarkup, ...]:
    """Return every piece of the spine as a document, in reading order.

    `folios` are the page numbers known so far; where one is missing, print shows a placeholder. On screens the
    contents piece is left out: the navigation document takes its place.
    """
    pieces = anchor_pieces(linked)
    return tuple(
        _assemble_piece(item, linked, medium, folios or {}, pieces, production or Production())
        for item in linked.book.spine
        if medium is Medium.PRINT or not _is_contents(item)
    )


def _is_contents(item: SpineItem) -> bool:
    return isinstance(item, GeneratedPiece) and item.kind is GeneratedKind.CONTENTS


def _assemble_piece(
    item: SpineItem,
    linked: LinkedBook,
    medium: Medium,
    folios: Mapping[AnchorId, Folio],
    pieces: Mapping[AnchorId, PieceId],
    production: Production,
) -> ChapterMarkup:
    place = Place(linked, medium, item.piece, folios, pieces)
    chapter = item if isinstance(item, Chapter) else None
    writer = PieceWriter(place, production, chapter)
    templates = ENVIRONMENT.get_template("pieces.xhtml.j2").module
    if isinstance(item, Chapter):
        kind, title, head = "chapter", plain_text(item.title), item.short_title
        content = templates.chapter(item, writer, writer.end_notes())  # type: ignore[attr-defined]
    else:
        kind, title = item.kind.value, generated_title(linked, item)
        head = title
        content = getattr(templates, kind.replace("-", "_"))(item, writer)
    xhtml = ENVIRONMENT.get_template("document.xhtml.j2").render(
        w=writer, title=title, kind=kind, matter=item.matter, content=content, types=_types(item, medium)
    )
    anchors = tuple(AnchorId(anchor) for anchor in _ID.findall(xhtml))
    images = tuple(dict.fromkeys(_IMAGE.findall(xhtml)))
    xhtml, lines = (xhtml, {1: item.location}) if medium is Medium.PRINT else _take_lines_out(xhtml, item.location)
    return ChapterMarkup(
        piece=item.piece,
        medium=medium,
        matter=item.matter,
        opens=Side.VERSO
        if isinstance(item, GeneratedPiece) and item.kind is GeneratedKind.COPYRIGHT_PAGE
        else Side.RECTO,
        display=isinstance(item, GeneratedPiece) and item.kind in _DISPLAY,
        title=title,
        running_head=head,
        language=linked.book.metadata.language,
        xhtml=xhtml,
        anchors=anchors,
        folio_references=tuple(place.folio_references),
        resources=tuple(ResourcePath(path) for path in linked.book.resources if str(path) in images),
        source_lines=lines,
    )


def _types(item: SpineItem, medium: Medium) -> Markup:
    if medium is Medium.PRINT:
        return Markup("")
    return Markup(' epub:type="{}"').format(_MATTER_TYPE[item.matter])


def _take_lines_out(xhtml: str, whole: SourceLocation) -> tuple[str, Mapping[int, SourceLocation]]:
    """Part a document from the attributes that lead to the manuscript: a map from its lines is kept instead."""
    lines: dict[int, SourceLocation] = {}
    for number, text in enumerate(xhtml.split("\n"), start=1):
        found = _LINE.search(text)
        if found:
            path = whole.path.__class__(found[2]) if found[2] else whole.path
            lines[number] = SourceLocation(path, int(found[1]))
    return _LINE.sub("", xhtml), lines


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place reading systems offer by itself (EPUB 3.3 §7.2, landmarks nav)."""

    type: str
    href: str
    title: str


def assemble_navigation(linked: LinkedBook, medium: Medium) -> str:
    """Return the navigation document of an EPUB (EPUB 3.3 §7): contents and landmarks."""
    piece = next((item.piece for item in linked.book.spine if _is_contents(item)), PieceId("nav"))
    place = Place(linked, medium, piece, {}, anchor_pieces(linked))
    writer = PieceWriter(place, Production(), None)
    items = tuple(item for item in outline(linked) if item.piece != piece)
    return ENVIRONMENT.get_template("navigation.xhtml.j2").render(
        w=writer, items=items, landmarks=tuple(_landmarks(linked, piece))
    )


def _landmarks(linked: LinkedBook, contents: PieceId) -> Iterator[Landmark]:
    words = linked.book.vocabulary
    by_kind = {item.kind: item for item in linked.book.spine if isinstance(item, GeneratedPiece)}
    generated = (
        (GeneratedKind.COVER, "cover", words.cover),
        (GeneratedKind.TITLE_PAGE, "titlepage", words.title_page),
        (GeneratedKind.COPYRIGHT_PAGE, "copyright-page", words.copyright_page),
    )
    for kind, name, title in generated:
        if kind in by_kind:
            yield Landmark(name, f"{by_kind[kind].piece}.xhtml", title)
    yield Landmark("toc", f"#{contents}", words.contents)
    body = [item for item in linked.book.spine if item.matter is Matter.BODY]
    if body:
        yield Landmark("bodymatter", f"{body[0].piece}.xhtml", words.body_matter)
    for name, block, title in (
        ("bibliography", "BibliographyBlock", words.bibliography),
        ("index", "IndexBlock", words.index),
    ):
        home = _home(linked, block)
        if home:
            yield Landmark(name, f"{home}.xhtml", title)


def _home(linked: LinkedBook, block: str) -> PieceId | None:
    return next(
        (
            chapter.piece
            for chapter in linked.book.chapters
            if any(type(node).__name__ == block for node in chapter.blocks)
        ),
        None,
    )


def has_infobox(linked: LinkedBook) -> bool:
    """Tell whether any chapter of the book carries an infobox."""
    return any(isinstance(node, Infobox) for chapter in linked.book.chapters for node in chapter.blocks)
