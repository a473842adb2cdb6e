"""The chapters' PDFs, opened one at a time and found to be what the layouts say."""

from io import BytesIO

from pikepdf import Name, Pdf, PdfError

from pipeline.book.layout import ChapterLayout
from pipeline.errors import LayoutError


def read_chapter(layout: ChapterLayout) -> bytes:
    """Return a chapter's PDF; raises LayoutError where it is gone."""
    try:
        return layout.pdf_bytes()
    except OSError as problem:
        raise LayoutError(f"the layout of “{layout.piece}” is not a readable PDF: {problem}") from problem


def open_chapter(layout: ChapterLayout, data: bytes) -> Pdf:
    """Open a chapter's PDF; raises LayoutError where it is damaged, untagged or has not the pages it should."""
    try:
        pdf = Pdf.open(BytesIO(data))
    except PdfError as problem:
        raise LayoutError(f"the layout of “{layout.piece}” is not a readable PDF: {problem}") from problem
    if len(pdf.pages) != len(layout.pages):
        raise LayoutError(f"the layout of “{layout.piece}” has {len(pdf.pages)} pages instead of {len(layout.pages)}")
    if Name.StructTreeRoot not in pdf.Root:
        raise LayoutError(f"the layout of “{layout.piece}” has no structure tree")
    return pdf
