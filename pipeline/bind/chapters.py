"""The chapters' PDFs, opened one at a time and found to be what the layouts say."""

from hashlib import sha256
from io import BytesIO
from types import TracebackType
from typing import Self

from pikepdf import Name, Pdf, PdfError

from pipeline.book.layout import ChapterLayout
from pipeline.errors import LayoutError
from pipeline.memory import give_back_freed


class ChapterFile:
    """A chapter's PDF, opened when it is first asked for; `digest` is that of its bytes."""

    def __init__(self, layout: ChapterLayout) -> None:
        """Read the bytes; raises LayoutError where they are gone."""
        self.layout = layout
        try:
            self._data = layout.pdf_bytes()
        except OSError as problem:
            raise LayoutError(f"the layout of “{layout.piece}” is not a readable PDF: {problem}") from problem
        self.digest = sha256(self._data).hexdigest()
        self._pdf: Pdf | None = None

    def pdf(self) -> Pdf:
        """Return the PDF, which may be changed: it is read once."""
        if self._pdf is None:
            self._pdf = open_chapter(self.layout, self._data)
        return self._pdf

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the PDF."""
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None
            give_back_freed()


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
