"""The book's pages: those of the chapters and the blanks between them, in order."""

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from pipeline.bind.chapters import BoundChapter, Chapter
from pipeline.book.layout import Pagination
from pipeline.book.names import PageIndex, PieceId
from pipeline.errors import LayoutError

_BOXES = (Name.MediaBox, Name.CropBox, Name.BleedBox, Name.TrimBox, Name.ArtBox)


def join_pages(book: Pdf, chapters: Sequence[Chapter], pagination: Pagination) -> tuple[BoundChapter, ...]:
    """Append the pages of `pagination` to `book` and return the chapters with the pages they have there.

    A blank is an empty page of the size of its chapter's first page. Pages are as large as their trim size: what
    bleeds is outside them, though still in their content. Raises LayoutError where the pagination names
    a page that no chapter has, or leaves one out.
    """
    sources = {chapter.layout.piece: chapter for chapter in chapters}
    bound: dict[PieceId, dict[PageIndex, Object]] = {chapter.layout.piece: {} for chapter in chapters}
    for place in pagination.pages:
        chapter = sources.get(place.piece)
        if chapter is None:
            raise LayoutError(f"there is no layout of “{place.piece}”")
        if place.source is None:
            book.pages.append(_blank_like(book, chapter.pdf.pages[0]))
            continue
        if not 0 <= place.source < len(chapter.pdf.pages):
            raise LayoutError(f"the layout of “{place.piece}” has no page {place.source + 1}")
        book.pages.append(chapter.pdf.pages[place.source])
        _trim(book.pages[-1].obj)
        bound[place.piece][place.source] = book.pages[-1].obj
    for piece, pages in bound.items():
        if len(pages) != len(sources[piece].pdf.pages):
            raise LayoutError(f"pages of “{piece}” are left out of the book")
    return tuple(
        BoundChapter(chapter.layout, chapter.pdf, tuple(page for _, page in sorted(pages.items())))
        for chapter, pages in zip(chapters, bound.values(), strict=True)
    )


def _blank_like(book: Pdf, page: Page) -> Page:
    blank = Dictionary(Type=Name.Page, Resources=Dictionary())
    for box in _BOXES:
        if box in page.obj:
            blank[box] = Array(page.obj[box].as_list())
    _trim(blank)
    return Page(book.make_indirect(blank))


def _trim(page: Object) -> None:
    if Name.TrimBox in page:
        for box in (Name.MediaBox, Name.BleedBox):
            page[box] = Array(page.TrimBox.as_list())
