"""Binding: chapter PDFs and the furniture of their pages become the book's PDF."""

from collections.abc import Collection, Sequence

from pikepdf import Pdf

from pipeline.bind.catalog import write_catalog
from pipeline.bind.chapters import open_chapters
from pipeline.bind.destinations import write_destinations
from pipeline.bind.edition import pdf_bytes
from pipeline.bind.folios import write_folios
from pipeline.bind.furniture import stamp_furniture
from pipeline.bind.labels import write_labels
from pipeline.bind.links import resolve_links
from pipeline.bind.metadata import write_metadata
from pipeline.bind.outline import write_outline
from pipeline.bind.pages import join_pages
from pipeline.bind.sharing import share_resources
from pipeline.bind.structure import join_structure
from pipeline.book.furniture import Stamps
from pipeline.book.layout import ChapterLayout, Pagination
from pipeline.book.manuscript import BookMetadata
from pipeline.book.markup import OutlineItem
from pipeline.book.standards import Standard

__all__ = ["bind_book"]


def bind_book(
    layouts: Sequence[ChapterLayout],
    pagination: Pagination,
    furniture: Sequence[Stamps],
    outline: Sequence[OutlineItem],
    metadata: BookMetadata,
    timestamp: int,
    standards: Collection[Standard] = (),
) -> bytes:
    """Return the book's PDF, tagged as its chapters are; the same input gives the same bytes.

    `furniture` are the running heads and folios, which are stamped on the pages as artifacts;
    `timestamp` (seconds since 1970, UTC) is the date of the edition. The file claims to keep `standards`,
    which is for the caller to have made sure of. Raises LayoutError where the parts do not
    belong together: a chapter without its pages or tags, a link or a bookmark that leads nowhere.
    """
    book = Pdf.new()
    chapters = open_chapters(layouts)
    bound = join_pages(book, chapters, pagination)
    destinations = write_destinations(book, bound)
    write_folios(bound, pagination)
    resolve_links(bound, destinations, pagination)
    join_structure(book, bound, metadata.language)
    pool = share_resources(bound)
    stamp_furniture(book, pagination.pages, metadata.title, furniture, pool)
    write_outline(book, outline, destinations)
    write_labels(book, pagination.pages)
    write_catalog(book, bound, metadata.language)
    write_metadata(book, chapters, metadata, timestamp, standards)
    return pdf_bytes(book)
