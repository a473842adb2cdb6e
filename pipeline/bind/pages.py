"""The book's pages: those of the chapters and the blanks between them, in order."""

from collections.abc import Mapping, Sequence
from copy import copy

from pikepdf import Array, Dictionary, Name, Object

from pipeline.book.layout import BookPage, ChapterLayout, Pagination
from pipeline.book.names import PieceId
from pipeline.errors import LayoutError

_BOXES = (Name.MediaBox, Name.CropBox, Name.BleedBox, Name.TrimBox, Name.ArtBox)


def pages_by_piece(layouts: Sequence[ChapterLayout], pagination: Pagination) -> Mapping[PieceId, Sequence[BookPage]]:
    """Return the pages of every piece in order, blanks included.

    Raises LayoutError where the pagination names a page that no chapter has, leaves one out, or has other pieces
    between the pages of one.
    """
    pages: dict[PieceId, list[BookPage]] = {layout.piece: [] for layout in layouts}
    counts = {layout.piece: len(layout.pages) for layout in layouts}
    for place in pagination.pages:
        if place.piece not in pages:
            raise LayoutError(f"there is no layout of “{place.piece}”")
        if place.source is not None and not 0 <= place.source < counts[place.piece]:
            raise LayoutError(f"the layout of “{place.piece}” has no page {place.source + 1}")
        pages[place.piece].append(place)
    for piece, found in pages.items():
        if sorted(page.source for page in found if page.source is not None) != list(range(counts[piece])):
            raise LayoutError(f"pages of “{piece}” are left out of the book")
    if [page for found in pages.values() for page in found] != list(pagination.pages):
        raise LayoutError("the pages of the pieces are not in the order of their layouts")
    return pages


def blank_like(page: Object) -> Object:
    """Return an empty page as large as another."""
    blank = Dictionary(Type=Name.Page, Resources=Dictionary())
    for box in _BOXES:
        if box in page:
            blank[box] = Array(page[box].as_list())
    return blank


def trim(page: Object) -> None:
    """Make a page as large as its trim size: what bleeds is outside it, though still in its content."""
    if Name.TrimBox in page:
        for box in (Name.MediaBox, Name.BleedBox):
            page[box] = copy(page.TrimBox)


def top_of(page: Object) -> float:
    """Return the y of the upper edge of the trimmed page, from which positions are measured, in pt."""
    box = page.get(Name.TrimBox, page.MediaBox)
    return max(float(box[1]), float(box[3]))
