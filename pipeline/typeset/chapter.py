"""One piece of the book as pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from pipeline.book.folios import with_blank_folios
from pipeline.book.layout import AnchorPosition, ChapterLayout, LaidOutPage
from pipeline.book.manuscript import Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, PageIndex, PageKind, ResourcePath
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.memory import give_back
from pipeline.typeset.breaks import bad_breaks
from pipeline.typeset.document import Document, parse_xhtml
from pipeline.typeset.engine import listening
from pipeline.typeset.fetching import BOOK, book_fetcher
from pipeline.typeset.findings import (
    engine_findings,
    missing_glyphs,
    missing_glyphs_in_drawings,
    missing_glyphs_in_images,
)
from pipeline.typeset.folio_slots import finding_slots
from pipeline.typeset.grid import keep_to_grid
from pipeline.typeset.last_words import keep_last_words
from pipeline.typeset.origins import Origins
from pipeline.typeset.page_boxes import PT_PER_PX, page_starts
from pipeline.typeset.placements import placed_images
from pipeline.typeset.rendering import PDF_VARIANT, render
from pipeline.typeset.standing_type import StandingType
from pipeline.typeset.structure import PIECE
from pipeline.typeset.stylesheets import print_styles
from pipeline.typeset.text_starts import ReadingText


def lay_out_chapter(
    markup: ChapterMarkup,
    styles: Styles,
    resources: Mapping[ResourcePath, Resource],
    standing: StandingType | None = None,
) -> ChapterLayout:
    """Lay out one piece; see `pipeline.typeset.typeset_chapter`."""
    markup = with_blank_folios(markup)
    root = parse_xhtml(markup)
    _open_on(root, markup)
    origins = Origins(root, next((location.path for location in markup.source_lines.values()), None))
    text = ReadingText(root)
    keep_last_words(root)
    prepared = print_styles(styles)
    conditions = _conditions(markup, styles, resources) if standing else ""
    document = Document(root, BOOK, book_fetcher(resources))
    keep_to_grid(document, prepared)
    with listening() as messages:
        before = standing.take(markup.piece, conditions) if standing else None
        rendered, forme = render(document, prepared, before, is_kept=standing is not None)
        pages = rendered.pages
        laid_out = tuple(_pages(pages, text, markup))
        anchors = _anchors(pages, markup)
        bad = tuple(bad_breaks(pages, laid_out, origins))
        images = tuple(placed_images(pages, origins))
        glyphs = (
            *missing_glyphs(pages, prepared.faces, origins),
            *missing_glyphs_in_images(root, resources, prepared.faces, origins),
            *missing_glyphs_in_drawings(root, prepared.faces, origins),
        )
        if standing is None:
            give_back()
        with finding_slots() as slots:
            pdf = rendered.write_pdf(pdf_variant=PDF_VARIANT)
    if (
        standing and forme and forme.may_stand and not messages
    ):  # which the engine would not repeat for pages that it does not set again
        standing.keep(markup.piece, conditions, forme)
    return ChapterLayout(
        piece=markup.piece, matter=markup.matter, opens=markup.opens, title=markup.title,
        running_head=markup.running_head, pdf=pdf, pages=laid_out, anchors=anchors,
        diagnostics=(*glyphs, *engine_findings((*prepared.findings, *messages), origins, glyphs)),
        bad_breaks=bad, folio_slots=tuple(slots), images=images,
    )  # fmt: skip


def _conditions(markup: ChapterMarkup, styles: Styles, resources: Mapping[ResourcePath, Resource]) -> str:
    """Return what pages of a piece depend on besides its markup: as long as it is the same, they may stand."""
    sheets = sorted(styles.sheets.items())
    fonts = [font.digest for font in styles.fonts]
    pictures = [(str(path), resources[path].digest) for path in markup.resources]
    return repr((markup.matter, markup.opens, markup.display, markup.language, pictures, fonts, sheets))


def _open_on(root: Element, markup: ChapterMarkup) -> None:
    """Make the first page a recto or a verso: a break before the root chooses its side (CSS Page 3 §3.1)."""
    root.set("style", f"break-before: {markup.opens}")
    root.set(PIECE, markup.piece)


def _pages(pages: Sequence[Any], text: ReadingText, markup: ChapterMarkup) -> Iterator[LaidOutPage]:
    for index, (start, text_start) in enumerate(zip(page_starts(pages), text.starts(pages), strict=True)):
        kind = (
            PageKind.DISPLAY if markup.display
            else PageKind.BLANK if start.blank
            else PageKind.OPENER if index == 0
            else PageKind.RUNNING
        )  # fmt: skip
        yield LaidOutPage(kind, start.first_words, start.first_anchor, text_start)


def _anchors(pages: Sequence[Any], markup: ChapterMarkup) -> Mapping[AnchorId, AnchorPosition]:
    found: dict[str, AnchorPosition] = {}
    for index, page in enumerate(pages):
        for name, (left, top, *_) in page.anchors.items():
            found.setdefault(name, AnchorPosition(PageIndex(index), left * PT_PER_PX, top * PT_PER_PX))
    missing = [anchor for anchor in markup.anchors if anchor not in found]
    if missing:
        names = ", ".join(f"“{anchor}”" for anchor in missing)
        raise LayoutError(f"“{markup.piece}” was laid out without {names}")
    return {anchor: found[anchor] for anchor in markup.anchors}
