"""Binding: chapter PDFs and the furniture of their pages become the book's PDF.

The file is written part by part. What is one piece's alone is a stretch of it with numbers of its own, made from the
piece's PDF and from all that the book decides of its pages (plan.py); where both are as they were, so is the stretch.
"""

from collections.abc import Collection, Sequence

from pipeline.bind.bench import Bench
from pipeline.bind.binding import Binding
from pipeline.bind.chapters import ChapterFile
from pipeline.bind.collation import Collation
from pipeline.bind.destinations import Destinations
from pipeline.bind.frame import write_catalog, write_metadata, write_page_tree, write_stamping, write_structure
from pipeline.bind.objects import Draft
from pipeline.bind.pages import pages_by_piece
from pipeline.bind.planning import Planner
from pipeline.book.bound import BoundBook
from pipeline.book.furniture import Stamps
from pipeline.book.layout import ChapterLayout, Pagination
from pipeline.book.manuscript import BookMetadata
from pipeline.book.markup import OutlineItem
from pipeline.book.standards import Standard

__all__ = ["Bench", "bind_book"]


def bind_book(
    layouts: Sequence[ChapterLayout],
    pagination: Pagination,
    furniture: Sequence[Stamps],
    outline: Sequence[OutlineItem],
    metadata: BookMetadata,
    timestamp: int,
    standards: Collection[Standard] = (),
    bench: Bench | None = None,
) -> BoundBook:
    """Return the book's PDF, tagged as its chapters are; the same input gives the same bytes.

    `furniture` are the running heads and folios, which are stamped on the pages as artifacts;
    `timestamp` (seconds since 1970, UTC) is the date of the edition. The file claims to keep `standards`,
    which is for the caller to have made sure of. `bench` saves work, and changes nothing else. Raises LayoutError where
    the parts do not belong together: a chapter without its pages or tags, a link or a bookmark that leads nowhere.
    """
    bench = bench or Bench()
    bench.begin()
    pages = pages_by_piece(layouts, pagination)
    destinations = Destinations(layouts)
    collation = Collation(furniture, pagination.pages, metadata.title, bench)
    titles = {layout.piece: layout.title for layout in layouts}
    planner = Planner(destinations, pagination, metadata, titles, collation.forms())
    binding = Binding(bench)
    for stamps in collation.furniture:
        binding.add_furniture(stamps)
    for layout in layouts:
        with ChapterFile(layout, bench.digest_of) as chapter:
            piece = collation.add(chapter, pages[layout.piece])
            binding.add_piece(piece, planner.plan(piece), chapter)
    frame = Draft(collation.end)
    packet = write_metadata(frame, collation, metadata, timestamp, standards)
    write_stamping(frame, pagination.pages, metadata.title)
    write_page_tree(frame, collation)
    write_structure(frame, collation)
    write_catalog(frame, collation, pagination.pages, outline, destinations, metadata.language, packet)
    return binding.finish(frame, collation)
