"""The chapters' PDFs, opened one at a time and found to be what the layouts say."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from types import TracebackType
from typing import Self

from pikepdf import Dictionary, Name, Object, Pdf, PdfError

from pipeline.bind.large_files import LargeFile, large_file
from pipeline.book.layout import ChapterLayout
from pipeline.errors import LayoutError
from pipeline.memory import give_back_freed

DigestOf = Callable[[ChapterLayout, Callable[[ChapterLayout], str]], str]
"""Returns what is known of a layout, or else what the function says."""


class ChapterFile:
    """A chapter's PDF, opened when it is first asked for; `digest` is that of its bytes.

    The library keeps every object that it has read for as long as the file is open. Of one that holds many, what is
    done with is let go; it is opened anew to be read again.
    """

    def __init__(self, layout: ChapterLayout, digest_of: DigestOf) -> None:
        """Begin with its digest, for which `digest_of` may have to read it; raises LayoutError where it is gone."""
        self.layout = layout
        self._data = b""
        self.digest = digest_of(layout, lambda _: sha256(self._read()).hexdigest())
        self._pdf: Pdf | None = None
        self._large: LargeFile | None = None
        self._added = 0

    def pdf(self) -> Pdf:
        """Return the PDF, which may be changed: it is read once, unless something was let go."""
        if self._pdf is None:
            self._large = self._large or large_file(self._read())
            if self._large is not None:
                self._data = self._large.data
                give_back_freed()
            self._pdf = open_chapter(self.layout, self._read())
        return self._pdf

    def _read(self) -> bytes:
        if not self._data:
            try:
                self._data = self.layout.pdf_bytes()
            except OSError as problem:
                raise LayoutError(f"the layout of “{self.layout.piece}” is not a readable PDF: {problem}") from problem
        return self._data

    def highest(self) -> int:
        """Return the highest number of an object of the layout, to which nothing was added yet."""
        pdf = self.pdf()
        return self._large.highest if self._large is not None else highest_number(pdf)

    def add(self, item: Object) -> Object:
        """Return an object that the PDF has not, with a number of its own there."""
        pdf = self.pdf()
        if self._large is None:
            return pdf.make_indirect(item)
        number = self._large.next_number + self._added  # to find one itself, the library would read all there are
        self._added += 1
        pdf._replace_object((number, 0), item)
        return pdf.get_object(number, 0)

    def pages_at_once(self) -> int | None:
        """Return how many pages may be held at a time, with all that is on them; None where all may."""
        return None if self._large is None else 1

    def let_go(self, numbers: Iterable[int]) -> None:
        """Empty objects that are done with, if the file is large."""
        if self._large is not None:
            pdf = self.pdf()
            for number in numbers:
                pdf._replace_object((number, 0), Dictionary())

    def put_aside(self) -> None:
        """Close the file if it is large; all that is in it is read again when it is asked for."""
        if self._large is not None:
            self._close()

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the PDF."""
        self._close()

    def _close(self) -> None:
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


def highest_number(pdf: Pdf) -> int:
    """Return the highest number of an object of a PDF to which nothing was added yet."""
    return pdf.make_stream(b"").objgen[0] - 1
