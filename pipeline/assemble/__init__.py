"""Stage 3: a `LinkedBook` becomes one XHTML document for each piece and medium."""

import re
from collections.abc import Container, Mapping, Sequence
from pathlib import PurePosixPath

from markupsafe import Markup

from pipeline.assemble.navigation import assemble_navigation, is_contents
from pipeline.assemble.outline import generated_title, outline
from pipeline.assemble.page_breaks import mark_page_breaks, without_apart
from pipeline.assemble.place import Place
from pipeline.assemble.printed_cover import assemble_cover
from pipeline.assemble.production import Production
from pipeline.assemble.standing import Assembled, StandingMarkup
from pipeline.assemble.whole_book import WholeBook
from pipeline.assemble.writer import ENVIRONMENT, PieceWriter
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import plain_text
from pipeline.book.layout import PageBreak
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, GeneratedPiece, SpineItem
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, GeneratedKind, Matter, Medium, PieceId, Side

__all__ = ["Production", "StandingMarkup", "assemble", "assemble_cover", "assemble_navigation", "outline"]

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
    standing: StandingMarkup | None = None,
) -> tuple[ChapterMarkup, ...]:
    """Return every piece of the spine as a document, in reading order; of them those named by `only`, if it is given.

    `folios` are the page numbers known so far; where one is missing, print shows a placeholder. On screens the
    contents piece is left out: the navigation document takes its place. `breaks` are marked where the pages of the
    printed book begin. A piece that `standing` has, and that would come out the same, is not assembled again. Raises
    LayoutError where a document for screens has no such place.
    """
    book = WholeBook(linked, folios or {}, production or Production())
    standing = standing or StandingMarkup()
    standing.hold_to(book)
    return tuple(
        _piece(item, medium, tuple((breaks or {}).get(item.piece, ())), book, standing)
        for item in linked.book.spine
        if (medium is Medium.PRINT or not is_contents(item)) and (only is None or item.piece in only)
    )


def _piece(
    item: SpineItem, medium: Medium, breaks: tuple[PageBreak, ...], book: WholeBook, standing: StandingMarkup
) -> ChapterMarkup:
    known = standing.find(item, medium, breaks, book)
    if known is not None:
        return known
    place = Place(book, medium, item.piece)
    markup = _assemble_piece(item, place, breaks)
    return standing.keep(medium, Assembled(item, breaks, place.taken, markup), book)


def _assemble_piece(item: SpineItem, place: Place, breaks: Sequence[PageBreak]) -> ChapterMarkup:
    medium = place.medium
    writer = PieceWriter(place, item if isinstance(item, Chapter) else None)
    templates = ENVIRONMENT.get_template("pieces.xhtml.j2").module
    if isinstance(item, Chapter):
        kind, title, head = "chapter", plain_text(item.title), item.short_title
        content = templates.chapter(item, writer, writer.end_notes())  # type: ignore[attr-defined]  # a macro
    else:
        kind, title = item.kind.value, generated_title(place.words, item)
        head = title
        content = getattr(templates, kind.replace("-", "_"))(item, writer)
    xhtml = ENVIRONMENT.get_template("document.xhtml.j2").render(
        w=writer, title=title, kind=kind, matter=item.matter, content=content, types=_types(item, medium)
    )
    if medium is not Medium.PRINT:
        xhtml = without_apart(mark_page_breaks(xhtml, breaks))
    anchors = tuple(AnchorId(anchor) for anchor in _ID.findall(xhtml))
    images = place.ask(WholeBook.images, tuple(dict.fromkeys(_IMAGE.findall(xhtml))))
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
        language=place.metadata.language,
        xhtml=xhtml,
        anchors=anchors,
        resources=images,
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
