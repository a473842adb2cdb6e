"""Small tagged chapters, laid out by the real engine, and books bound from them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from pikepdf import Pdf

from pipeline.bind import bind_book
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.furniture import FOLIO, HEAD, Stamp, Stamps, stamps_together
from pipeline.book.inlines import Text
from pipeline.book.layout import AnchorPosition, BookPage, ChapterLayout, LaidOutPage, Pagination
from pipeline.book.manuscript import BookMetadata, Creator
from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, LanguageTag, Matter, PageIndex, PageKind, PieceId, Side
from pipeline.book.pagination import paginate
from pipeline.book.standards import Standard
from pipeline.typeset.engine import weasyprint
from pipeline.typeset.tags import tag_as_drawn

FONTS: Final = Path(__file__).parents[2] / "styles" / "fonts"
SHEET: Final = f"""
@font-face {{ font-family: Serif; src: url("{(FONTS / "EBGaramond-Regular.ttf").as_uri()}") }}
@page {{ size: 100mm 150mm; margin: 15mm }}
body {{ font: 10pt/13pt Serif }}
.page {{ break-before: page }}
.note {{ float: footnote }}
"""
PT_PER_PX: Final = 0.75


def lay_out_chapter(
    piece: str,
    body: str,
    matter: Matter = Matter.BODY,
    opens: Side = Side.RECTO,
    kind: PageKind = PageKind.OPENER,
    language: str = "en-GB",
    variant: str = "pdf/a-3a",
) -> ChapterLayout:
    """Lay a chapter out as the typeset stage does: tagged, anchors in pt from the page's top left corner."""
    html = (
        f'<html lang="{language}" data-piece="{piece}"><head><title>{piece.title()}</title></head>'
        f'<body><section id="{piece}">{body}</section></body></html>'
    )
    document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=SHEET)], pdf_variant=variant)
    anchors: dict[AnchorId, AnchorPosition] = {}
    for index, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            position = AnchorPosition(PageIndex(index), x * PT_PER_PX, y * PT_PER_PX)
            anchors.setdefault(AnchorId(name), position)
    tag_as_drawn(document.pages, lets_go=True)
    kinds = [kind, *[PageKind.RUNNING] * (len(document.pages) - 1)]
    return ChapterLayout(
        PieceId(piece), matter, opens, piece.title(), piece.title(),
        document.write_pdf(pdf_variant=variant),
        tuple(LaidOutPage(found, "", None) for found in kinds),
        anchors,
    )  # fmt: skip


def furniture_for(pages: Sequence[BookPage], tagged: bool = False) -> tuple[Stamps, ...]:
    """Make heads and folios for every page, laid out together as those of a real book."""
    return tuple(lay_out_stamps(stamps, tagged) for stamps in stamps_together(pages, METADATA.title))


def lay_out_stamps(stamps: tuple[Stamp, ...], tagged: bool = False) -> Stamps:
    """Lay heads and folios out as the typeset stage does."""
    words = {HEAD: "Head of ", FOLIO: ""}
    height = {HEAD: "0", FOLIO: "100mm"}
    texts = "".join(
        f'<p style="break-after: page; padding-top: {height[stamp.name]}">{words[stamp.name]}{escape(stamp.text)}</p>'
        for stamp in stamps
    )
    html = f'<html lang="en"><head><title>Heads</title></head><body>{texts}</body></html>'
    document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=SHEET)])
    sheets = document.copy(document.pages[: len(stamps)])
    if tagged:
        tag_as_drawn(sheets.pages, lets_go=True)
    pdf = sheets.write_pdf(pdf_tags=tagged)
    assert isinstance(pdf, bytes)
    return Stamps(stamps, pdf)


METADATA: Final = BookMetadata(
    title="Rivers & Roads",
    subtitle="A survey",
    slug="rivers",
    language=LanguageTag("en-GB"),
    identifier="urn:uuid:0a1b",
    creators=(Creator("Łucja Żak", "aut"), Creator("Ed Itor", "trl")),
    publisher="The <Press>",
    edition=None,
    date="2026-01-02",
    rights=(Text("CC BY\n4.0"),),
    sources_statement=(),
    description="About rivers",
    subjects=("geography", "history"),
    citation_style="apa",
    location=SourceLocation(PurePosixPath("book.yaml")),
)
TIMESTAMP: Final = 1_700_000_000


@dataclass(frozen=True)
class Bound:
    """A bound book with all that went into it."""

    layouts: tuple[ChapterLayout, ...]
    pagination: Pagination
    furniture: tuple[Stamps, ...]
    outline: tuple[OutlineItem, ...]
    data: bytes = field(repr=False)

    @cached_property
    def pdf(self) -> Pdf:
        """The book, opened to be read."""
        return Pdf.open(BytesIO(self.data))


def bind_layouts(
    *layouts: ChapterLayout,
    outline: Sequence[OutlineItem] | None = None,
    metadata: BookMetadata = METADATA,
    tagged_furniture: bool = False,
    standards: Collection[Standard] = tuple(Standard),
) -> Bound:
    """Bind chapters with heads and folios and, unless it is given, an outline of the chapters."""
    pagination = paginate(layouts)
    furniture = furniture_for(pagination.pages, tagged_furniture)
    if outline is None:
        outline = [OutlineItem(it.title, None, it.piece, AnchorId(it.piece)) for it in layouts]
    data = bind_book(layouts, pagination, furniture, outline, metadata, TIMESTAMP, standards).pdf
    return Bound(layouts, pagination, furniture, tuple(outline), data)
