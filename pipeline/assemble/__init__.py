"""Stage 3: a `LinkedBook` becomes one XHTML document for each piece and medium."""

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import PurePosixPath

from markupsafe import Markup

from pipeline.assemble.navigation import assemble_navigation, is_contents
from pipeline.assemble.outline import generated_title, outline
from pipeline.assemble.page_breaks import mark_page_breaks, without_apart
from pipeline.assemble.place import Place, anchor_pieces
from pipeline.assemble.printed_cover import assemble_cover
from pipeline.assemble.production import Production
from pipeline.assemble.writer import ENVIRONMENT, PieceWriter
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import plain_text
from pipeline.book.layout import PageBreak
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, GeneratedPiece, SpineItem
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, GeneratedKind, Matter, Medium, PieceId, ResourcePath, Side

__all__ = ["Production", "assemble", "assemble_cover", "assemble_navigation", "outline"]

_DISPLAY = (
    GeneratedKind.COVER,
    GeneratedKind.HALF_TITLE,
    GeneratedKind.TITLE_PAGE,
    GeneratedKind.COPYRIGHT_PAGE,
    GeneratedKind.PART,
)
_COMPILED = (GeneratedKind.CONTENTS, GeneratedKind.FIGURES_AND_TABLES)
_MATTER_TYPE = {Matter.FRONT: "frontmatter", Matter.BODY: "bodymatter", Matter.BACK: "backmatter"}
_ID = re.compile(r' id="([^"]+)"')
_LINE = re.compile(r' data-line="(\d+)"(?: data-source="([^"]+)")?')
_IMAGE = re.compile(r'<img src="([^"]+)"')


def assemble(
    linked: LinkedBook,
    medium: Medium,
    folios: Mapping[AnchorId, Folio] | None = None,
    production: Production | None = None,
    only: Container[PieceId] | None = None,
    breaks: Mapping[PieceId, Sequence[PageBreak]] | None = None,
) -> tuple[ChapterMarkup, ...]:
    """Return every piece of the spine as a document, in reading order; of them those named by `only`, if it is given.

    `folios` are the page numbers known so far; where one is missing, print shows a placeholder. On screens the
    contents piece is left out: the navigation document takes its place. `breaks` are marked where the pages of the
    printed book begin. Raises LayoutError where a document for screens has no such place.
    """
    pieces = anchor_pieces(linked)
    return tuple(
        _assemble_piece(
            item, linked, medium, folios or {}, pieces, production or Production(), (breaks or {}).get(item.piece, ())
        )
        for item in linked.book.spine
        if (medium is Medium.PRINT or not is_contents(item)) and (only is None or item.piece in only)
    )


def _assemble_piece(
    item: SpineItem,
    linked: LinkedBook,
    medium: Medium,
    folios: Mapping[AnchorId, Folio],
    pieces: Mapping[AnchorId, PieceId],
    production: Production,
    breaks: Sequence[PageBreak],
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
    if medium is not Medium.PRINT:
        xhtml = without_apart(mark_page_breaks(xhtml, breaks))
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
        resources=tuple(ResourcePath(path) for path in linked.book.resources if str(path) in images),
        source_lines=lines,
        compiled=place.compiled or (isinstance(item, GeneratedPiece) and item.kind in _COMPILED),
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
            path = PurePosixPath(found[2]) if found[2] else whole.path
            lines[number] = SourceLocation(path, int(found[1]))
    return _LINE.sub("", xhtml), lines
