"""Binding: chapter PDFs and the furniture of their pages become the book's PDF.

The file is written part by part. What is one piece's alone is a stretch of it with numbers of its own, made from the
piece's PDF and from all that the book decides of its pages (plan.py); where both are as they were, so is the stretch.
"""

from collections.abc import Collection, Sequence

from pipeline.bind.bench import Bench
from pipeline.bind.binding import Binding
from pipeline.bind.collation import collate
from pipeline.bind.destinations import Destinations
from pipeline.bind.frame import write_catalog, write_metadata, write_page_tree, write_stamping, write_structure
from pipeline.bind.furniture import furniture_names
from pipeline.bind.objects import Draft
from pipeline.bind.planning import plan_pieces
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
    destinations = Destinations(layouts)
    collation = collate(layouts, pagination, furniture, metadata.title, bench)
    names = furniture_names({name for piece in collation.pieces for name in piece.survey.forms})
    binding = Binding(bench)
    for stamps in collation.furniture:
        binding.add_furniture(stamps)
    plans = plan_pieces(collation, destinations, pagination, metadata, names)
    for piece, plan in zip(collation.pieces, plans, strict=True):
        binding.add_piece(piece, plan)
    frame = Draft(collation.end)
    packet = write_metadata(frame, collation, metadata, timestamp, standards)
    write_stamping(frame, pagination.pages, metadata.title, names)
    write_page_tree(frame, collation)
    write_structure(frame, collation)
    write_catalog(frame, collation, pagination.pages, outline, destinations, metadata.language, packet)
    return binding.finish(frame, collation)
