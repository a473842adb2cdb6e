"""A finished PDF as it is read bit by bit: never more of it is open than what is looked at."""

from collections.abc import Callable, Collection, Sequence
from io import BytesIO
from types import TracebackType
from typing import Final, Self

from pikepdf import Object, Pdf

from pipeline.check.pdf_extract import extract
from pipeline.check.pdf_rows import object_count
from pipeline.check.pdf_written import Found, WrittenObjects, written_objects
from pipeline.memory import give_back_freed, holds_much

ObjectNumber = tuple[int, int]
"""What an object of a file is referred to by: its number and its generation."""

LARGE: Final = 64_000
"""Objects: as many as some thousand pages have. Of a file with fewer all the library knows takes little room."""

MUCH: Final = 64
"""So many objects are looked up before a file is opened anew. Each brings along those that are packed with it."""


class OpenedPdf:
    """An open file and a context manager. The library keeps whatever it has read of a file for as long as it is open.

    So a large file is opened once, to see that it can be, and then in extracts: its frame – catalogue, outline, names –
    and whatever is asked for, with all that it rests on. A file that is not large, which is read faster as a whole, or
    is written in another way than ours, stays open; it is opened anew when much of it was read. Pages are left as they
    are, without what they take from the nodes above.
    """

    def __init__(self, data: bytes, in_haste: bool = False) -> None:
        """Open a file, never anew where it is read `in_haste`; raises pikepdf.PdfError where it cannot be read."""
        self._data = data
        self._in_haste = in_haste
        self._looked_up = 0
        self._shown: Collection[int] = ()
        self._beside: list[Pdf] = []
        self._counted: dict[int, Found] = {}
        self._is_frame = False
        self.pdf = self._open(data)
        self._written: WrittenObjects | None = written_objects(data) if object_count(data) >= LARGE else None
        if self._written:
            self.let_go()

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of it."""
        self._close()

    @property
    def is_whole(self) -> bool:
        """Tell whether the whole file is open."""
        return self._written is None

    @property
    def frame(self) -> Pdf:
        """What the file has once and not on its pages; of its tags, the elements of the whole and those right below.

        No object found before may be in use.
        """
        if self._written and not self._is_frame:
            self.let_go()
            self.pdf = self._open(extract(self._written, self._written.frame(), None))
            self._shown, self._is_frame = (), True
        return self.pdf

    def find(self, number: ObjectNumber) -> Object:
        """Return an object, which is good until something else is shown, or the file is opened anew."""
        self._looked_up += 1
        if self._written and number[0] not in self._shown:
            self._beside.append(self.pdf)
            self._show(self._written, [number[0]], self._written.below([number[0]]), ())
        return self.pdf.get_object(number)

    def text(self, number: ObjectNumber) -> bytes | None:
        """Return an object as it is written, of a stream the dictionary; None where only the library finds it."""
        return self._written.text(number[0]) if self._written else None

    def count(self, number: ObjectNumber, limit: int) -> int | None:
        """Return how many objects come with one; None where they are more than a limit, or nothing tells."""
        found = self._written.below([number[0]], limit) if self._written else None
        if found is None:
            return None
        self._counted[number[0]] = found
        return len(found)

    def show(
        self, numbers: Sequence[ObjectNumber], pages: Sequence[ObjectNumber] = (), apart: bool = False
    ) -> bytes | None:
        """Have objects found, from now on, in a file with all that they rest on; elements of tags may stand `apart`.

        No object found before may be in use. Return the file, whose pages are `pages`; None where it is the whole.
        """
        if self._written is None:
            return None
        begun = [number for number, _ in numbers]
        self._close()
        if not apart and self._counted.keys() >= set(begun):
            found: dict[int, bool] = {}
            for number in dict.fromkeys(begun):
                found |= {one: whole or found.get(one, False) for one, whole in self._counted.pop(number).items()}
            return self._show(self._written, begun, found, pages)
        return self._show(self._written, begun, self._written.below(begun, apart=apart), pages)

    def extracts(self, pages: Sequence[ObjectNumber]) -> Callable[[int], bytes] | None:
        """Return what makes a file of one page alone, by its position; None where the whole is open."""
        written = self._written
        if written is None:
            return None

        def page_alone(position: int) -> bytes:
            number, _ = pages[position]
            return extract(written, written.below([number]) or {}, [number])

        return page_alone

    def open_whole(self) -> None:
        """Open the whole file from now on: it is not written as ours are. No object found before may be in use."""
        if self._written:
            self._close()
            self._written, self._shown = None, ()
            self.pdf = self._open(self._data)

    def let_go(self) -> None:
        """Have nothing open until something is asked for, of a file written as ours are.

        No object found before may be in use.
        """
        if self._written:
            self._close()
            self.pdf, self._shown, self._is_frame = Pdf.new(), (), False
            give_back_freed()

    def turn_over(self, much: int = MUCH) -> bool:
        """Open the file anew if `much` was looked up of the whole and this process holds much memory; tell so.

        No object of the file may be in use.
        """
        if self._written or self._in_haste or self._looked_up < much or not holds_much():
            return False
        self._looked_up = 0
        self.pdf.close()
        del self.pdf  # before the next takes as much room
        give_back_freed()
        self.pdf = self._open(self._data)
        return True

    def _show(
        self, written: WrittenObjects, begun: Sequence[int], found: Found | None, pages: Sequence[ObjectNumber]
    ) -> bytes:
        data = extract(written, found or {}, [page for page, _ in pages])
        self._shown, self._is_frame = {*begun, *(number for number, whole in (found or {}).items() if whole)}, False
        self.pdf = self._open(data)
        return data

    def _close(self) -> None:
        for pdf in (self.pdf, *self._beside):
            pdf.close()
        self._beside.clear()

    @staticmethod
    def _open(data: bytes) -> Pdf:
        return Pdf.open(BytesIO(data), inherit_page_attributes=False)
