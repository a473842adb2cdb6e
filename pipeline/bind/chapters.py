"""The chapters' PDFs, opened and found to be what the layouts say."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Name, Object, Pdf, PdfError

from pipeline.book.layout import ChapterLayout
from pipeline.errors import LayoutError


@dataclass(frozen=True, slots=True)
class Chapter:
    """A layout and its PDF, which the bound book reads its streams from until it is written."""

    layout: ChapterLayout
    pdf: Pdf


@dataclass(frozen=True, slots=True)
class BoundChapter:
    """A chapter whose pages are in the book: `pages` are the book's page dictionaries, in the chapter's order."""

    layout: ChapterLayout
    pdf: Pdf
    pages: tuple[Object, ...]


def open_chapters(layouts: Sequence[ChapterLayout]) -> tuple[Chapter, ...]:
    """Open every chapter's PDF; raises LayoutError where one is damaged, untagged or has not the pages it should."""
    return tuple(map(_open_chapter, layouts))


def _open_chapter(layout: ChapterLayout) -> Chapter:
    try:
        pdf = Pdf.open(layout.file or BytesIO(layout.pdf))
    except (PdfError, OSError) as problem:
        raise LayoutError(f"the layout of “{layout.piece}” is not a readable PDF: {problem}") from problem
    if len(pdf.pages) != len(layout.pages):
        raise LayoutError(f"the layout of “{layout.piece}” has {len(pdf.pages)} pages instead of {len(layout.pages)}")
    if Name.StructTreeRoot not in pdf.Root:
        raise LayoutError(f"the layout of “{layout.piece}” has no structure tree")
    return Chapter(layout, pdf)
