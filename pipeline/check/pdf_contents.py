"""What a finished PDF holds: its outline, and the pieces and sections of which its pages show the words."""

from collections.abc import Iterator

from pipeline.book.blocks import Section
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId, PageIndex, PieceId
from pipeline.book.walk import walk_blocks
from pipeline.check.completeness import Inventory, Stretch
from pipeline.check.listing import compare_listings, expected_listing, optional_pieces
from pipeline.check.pdf_blocks import count_index_entries, count_notes, count_sources, shown_blocks
from pipeline.check.pdf_fields import shown_fields
from pipeline.check.printed_book import PrintedBook
from pipeline.check.wording import count_words
from pipeline.rules import PDF_OUTLINE

PRODUCT = "the PDF"

Point = tuple[int, float]
"""A page and, negative, a height on it: points sort as one reads."""


def check_outline(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield where outline and printed contents do not list the book's chapters and sections as they are."""
    expected, optional = expected_listing(book.linked), optional_pieces(book.linked)
    marks = book.file.bookmarks
    lines = [(mark.depth, mark.title, AnchorId(mark.target or "")) for mark in marks]
    for wrong in compare_listings(lines, expected, optional):
        yield PDF_OUTLINE.at(book.place_of(wrong.anchor), problem=wrong.problem)
    for mark in marks:
        page = mark.spot.page if mark.spot else None
        wanted = book.pagination.anchor_pages.get(AnchorId(mark.target or ""))
        if page is None or page != wanted:
            problem = f"“{mark.title}” leads to page {book.label(page)} instead of {book.label(wanted)}"
            yield PDF_OUTLINE.at(book.place_of(mark.target or ""), problem=problem)
    yield from _check_printed_contents(book)


def _check_printed_contents(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield where the printed contents, which begin after themselves and may be less deep, list something else."""
    order = {AnchorId(item.piece): place for place, item in enumerate(book.linked.book.spine)}
    for document in book.documents:
        depths = [depth for depth, _, _ in document.listing]
        if not any(anchor in order for _, _, anchor in document.listing):
            continue  # a list of figures, or no list at all
        own = order[AnchorId(document.piece)]
        expected = [
            entry
            for entry in expected_listing(book.linked)
            if entry.depth <= max(depths) and order[AnchorId(book.linked.targets[entry.anchor].piece)] > own
        ]
        for wrong in compare_listings(document.listing, expected, optional_pieces(book.linked)):
            yield PDF_OUTLINE.at(book.place_of(wrong.anchor), problem=f"in the contents, {wrong.problem}")


def pdf_inventory(book: PrintedBook) -> Inventory:
    """Return the pieces and sections whose headings the file shows where its bookmarks and destinations lead."""
    listed = {mark.target for mark in book.file.bookmarks} | optional_pieces(book.linked)
    pieces = [AnchorId(item.piece) for item in book.linked.book.spine]
    sections = [
        node.anchor
        for chapter in book.linked.book.chapters
        for node in walk_blocks(chapter.blocks)
        if isinstance(node, Section)
    ]
    points = {anchor: point for anchor in (*pieces, *sections) if (point := _point(book, anchor)) is not None}
    shown = {anchor for anchor in points if anchor in listed and _is_shown(book, anchor)}
    return Inventory(
        PRODUCT,
        tuple(
            Stretch(anchor, _words_of_piece(book, anchor))
            for anchor in sorted(pieces, key=lambda anchor: points.get(anchor, (0, 0.0)))
            if anchor in shown
        ),
        tuple(_sections(book, [anchor for anchor in sections if anchor in shown], points, pieces)),
        frozenset(shown_fields(book)),
        tuple(shown_blocks(book)),
        count_index_entries(book),
        count_notes(book),
        count_sources(book),
    )


def _point(book: PrintedBook, anchor: AnchorId) -> Point | None:
    spot = book.file.destinations.get(anchor)
    if spot is None or spot.page is None:
        return None
    return spot.page, -(book.file.sizes[spot.page][1] if spot.top is None else spot.top)


def _is_shown(book: PrintedBook, anchor: AnchorId) -> bool:
    named, page = book.anchors.get(anchor), book.page_of(anchor)
    return named is not None and page is not None and book.shows(named.words, page)


def _words_of_piece(book: PrintedBook, anchor: AnchorId) -> int:
    """Count the words on a piece's pages, running heads and notes included."""
    pages = (PageIndex(page) for page, place in enumerate(book.pagination.pages) if place.piece == PieceId(anchor))
    return sum(count_words(book.texts.text(page)) for page in pages if page < len(book.texts))


def _sections(
    book: PrintedBook, anchors: list[AnchorId], points: dict[AnchorId, Point], pieces: list[AnchorId]
) -> Iterator[Stretch]:
    """Yield sections in the order of the pages; each reaches to the next that is not under it."""
    levels = {
        node.anchor: node.level
        for chapter in book.linked.book.chapters
        for node in walk_blocks(chapter.blocks)
        if isinstance(node, Section)
    }
    ordered = sorted((*anchors, *(piece for piece in pieces if piece in points)), key=lambda anchor: points[anchor])
    end: Point = (len(book.texts), 0.0)
    for place, anchor in enumerate(ordered):
        if anchor not in levels:
            continue
        following = (points[other] for other in ordered[place + 1 :] if levels.get(other, 0) <= levels[anchor])
        yield Stretch(anchor, _words_between(book, points[anchor], next(following, end)))


def _words_between(book: PrintedBook, start: Point, end: Point) -> int:
    words = 0
    for number in range(start[0], min(end[0] + 1, len(book.texts))):
        page = PageIndex(number)
        width, height = book.file.sizes[page]
        top = -start[1] if number == start[0] else height
        bottom = -end[1] if number == end[0] else 0.0
        whole = (top, bottom) == (height, 0.0)
        if whole or top > bottom:
            words += count_words(book.texts.text(page) if whole else book.texts.within(page, (0, bottom, width, top)))
    return words
