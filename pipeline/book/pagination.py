"""Pages in order: side, kind and folio of every page of the bound book."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count

from pipeline.book.layout import BookPage, ChapterLayout, PageBreak, Pagination, TextStart
from pipeline.book.names import AnchorId, Folio, GeneratedKind, Matter, PageIndex, PageKind, PieceId, Side

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Write a positive number in lower-case roman numerals."""
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def paginate(layouts: Sequence[ChapterLayout], cover: str = "Cover") -> Pagination:
    """Put chapters one after another, insert blank pages so that each opens on its side, and number the pages.

    The cover is no part of the count and is labelled with the word `cover`; front matter is numbered in roman from
    the first page after it, body and back matter in arabic from 1.
    """
    pages = tuple(_pages(layouts, cover))
    starts = {page.piece: index for index, page in reversed(tuple(enumerate(pages))) if page.source == 0}
    anchors = {
        anchor: PageIndex(starts[layout.piece] + position.page)
        for layout in layouts
        for anchor, position in layout.anchors.items()
    }
    return Pagination(pages, anchors)


def _pages(layouts: Sequence[ChapterLayout], cover: str) -> Iterator[BookPage]:
    folios = {Matter.FRONT: map(roman, count(1)), Matter.BODY: map(str, count(1))}
    folios[Matter.BACK] = folios[Matter.BODY]
    side = Side.RECTO
    before: ChapterLayout | None = None
    for layout in layouts:
        if side is not layout.opens:
            owner = before or layout
            yield BookPage(owner.piece, None, side, PageKind.BLANK, _folio(owner, folios, cover), "")
            side = other(side)
        for index, page in enumerate(layout.pages):
            folio = _folio(layout, folios, cover)
            yield BookPage(layout.piece, PageIndex(index), side, page.kind, folio, layout.running_head)
            side = other(side)
        before = layout


def _folio(layout: ChapterLayout, folios: Mapping[Matter, Iterator[str]], cover: str) -> Folio:
    return Folio(cover if layout.piece == PieceId(GeneratedKind.COVER) else next(folios[layout.matter]))


def other(side: Side) -> Side:
    """Return the side that faces `side`."""
    return Side.VERSO if side is Side.RECTO else Side.RECTO


def printed_pages(pages: Sequence[BookPage]) -> tuple[PageIndex | None, ...]:
    """Return which page of the book each page of the printed block is: all but those of the cover.

    A block begins with a recto; None is a blank that stands for the last page of a cover with an odd number of them.
    """
    cover = PieceId(GeneratedKind.COVER)
    first = next((index for index, page in enumerate(pages) if page.piece != cover), len(pages))
    return (None,) * (first % 2) + tuple(PageIndex(index) for index in range(first, len(pages)))


def folio_table(pagination: Pagination) -> Mapping[AnchorId, Folio]:
    """Return the folio of every anchor."""
    return {anchor: pagination.pages[page].folio for anchor, page in pagination.anchor_pages.items()}


def page_breaks(
    layouts: Sequence[ChapterLayout], pagination: Pagination, taken: Container[AnchorId] = ()
) -> Mapping[PieceId, tuple[PageBreak, ...]]:
    """Return where the pages begin, by the piece they belong to; every page that is counted has its place.

    The cover is not counted. Blank pages are, for somebody told to open the book at page 12 must find it. `taken` are
    anchors that the book uses already.
    """
    starts = {(layout.piece, index): page.start for layout in layouts for index, page in enumerate(layout.pages)}
    found: dict[PieceId, list[PageBreak]] = {}
    following: TextStart | None = None
    piece: PieceId | None = None
    for page in reversed(pagination.pages):
        if page.piece == PieceId(GeneratedKind.COVER):
            continue
        if page.piece != piece:
            piece, following = page.piece, None
        if page.source is not None:
            following = starts[page.piece, page.source] or following
        found.setdefault(piece, []).append(PageBreak(_page_anchor(page.folio, taken), page.folio, following))
    return {name: tuple(reversed(found[name])) for name in reversed(found)}


def _page_anchor(folio: Folio, taken: Container[AnchorId]) -> AnchorId:
    name = AnchorId(f"page-{folio}")
    while name in taken:
        name = AnchorId(f"{name}-")
    return name
