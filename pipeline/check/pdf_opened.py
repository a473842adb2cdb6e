"""A finished PDF as it is read bit by bit: opened anew when much of it was read."""

from io import BytesIO
from types import TracebackType
from typing import Final, Self

from pikepdf import Object, Pdf

from pipeline.memory import give_back_freed, holds_much

ObjectNumber = tuple[int, int]
"""What an object of a file is referred to by: its number and its generation."""

MUCH: Final = 64
"""So many objects are looked up before a file is opened anew. Each brings along those that are packed with it."""


class OpenedPdf:
    """An open file and a context manager. The library keeps whatever it has read of a file for as long as it is open.

    Pages are left as they are, without what they take from the nodes above them.
    """

    def __init__(self, data: bytes) -> None:
        """Open a file; raises pikepdf.PdfError where it cannot be read."""
        self._data = data
        self._looked_up = 0
        self.pdf = self._open()

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of it."""
        self.pdf.close()

    def find(self, number: ObjectNumber) -> Object:
        """Return an object, which is good until the file is opened anew."""
        self._looked_up += 1
        return self.pdf.get_object(number)

    def turn_over(self, much: int = MUCH) -> bool:
        """Open the file anew if `much` was looked up and this process holds much memory; tell whether it was.

        No object of the file may be in use.
        """
        if self._looked_up < much or not holds_much():
            return False
        self._looked_up = 0
        self.pdf.close()
        del self.pdf  # before the next takes as much room
        give_back_freed()
        self.pdf = self._open()
        return True

    def _open(self) -> Pdf:
        return Pdf.open(BytesIO(self._data), inherit_page_attributes=False)
