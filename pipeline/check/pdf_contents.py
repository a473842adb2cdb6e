"""What a finished PDF lists and holds: its outline, and the pieces and sections of which its pages show the words."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import TargetKind
from pipeline.book.names import AnchorId
from pipeline.check.completeness import Inventory, Stretch, required_piece
from pipeline.check.listing import Entry, compare_listings, expected_listing, optional_pieces
from pipeline.check.pdf_blocks import count_index_entries, count_notes, count_sources, shown_blocks, shown_fields
from pipeline.check.pdf_questions import point_of
from pipeline.check.pdf_whole import WholeBook
from pipeline.rules import PDF_OUTLINE

PRODUCT = "the PDF"


def check_outline(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield where outline and printed contents do not list the book's chapters and sections as they are."""
    book = whole.book
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
    yield from _check_printed_contents(whole, expected)


def _check_printed_contents(whole: WholeBook, listed: Sequence[Entry]) -> Iterator[Diagnostic]:
    """Yield where the printed contents, which begin after themselves and may be less deep, list something else."""
    book = whole.book
    order = {AnchorId(item.piece): place for place, item in enumerate(book.linked.book.spine)}
    for piece, facts in whole.facts.items():
        depths = [depth for depth, _, _ in facts.listing]
        if not any(anchor in order for _, _, anchor in facts.listing):
            continue  # a list of figures, or no list at all
        own = order[AnchorId(piece)]
        expected = [
            entry
            for entry in listed
            if entry.depth <= max(depths) and order[AnchorId(book.linked.targets[entry.anchor].piece)] > own
        ]
        for wrong in compare_listings(facts.listing, expected, optional_pieces(book.linked)):
            yield PDF_OUTLINE.at(book.place_of(wrong.anchor), problem=f"in the contents, {wrong.problem}")


def pdf_inventory(whole: WholeBook) -> Inventory:
    """Return what the contract asks for, as far as the file shows it where its bookmarks and destinations lead."""
    linked, contract = whole.book.linked, whole.book.linked.book.completeness
    listed = {mark.target for mark in whole.book.file.bookmarks} | optional_pieces(linked)
    pieces = [AnchorId(piece) for one in contract.pieces if (piece := required_piece(linked.book, one)) is not None]
    sections = [
        anchor
        for one in contract.pieces
        for section in one.sections
        if (target := linked.targets.get(anchor := AnchorId(section.anchor))) and target.kind is TargetKind.SECTION
    ]
    return Inventory(
        PRODUCT,
        tuple(_shown(whole, [anchor for anchor in pieces if anchor in listed])),
        tuple(_shown(whole, [anchor for anchor in sections if anchor in listed])),
        frozenset(shown_fields(whole)),
        tuple(shown_blocks(whole)),
        count_index_entries(whole) if contract.min_index_entries else 0,
        count_notes(whole) if contract.min_notes else 0,
        count_sources(whole) if contract.min_sources else 0,
    )


def _shown(whole: WholeBook, anchors: Iterable[AnchorId]) -> Iterator[Stretch]:
    """Yield those of which the file shows what they are, in the order of the pages."""
    points = {anchor: point for anchor in anchors if (point := point_of(whole.book, anchor)) is not None}
    for anchor in sorted(points, key=points.__getitem__):
        if whole.shows_anchor(anchor):
            yield Stretch(anchor, whole.words_of(anchor))
