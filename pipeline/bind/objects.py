"""Objects as a file holds them: packed into blocks, whose bytes are the same wherever in a file they stand."""

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from struct import Struct
from typing import Final

ROW: Final = Struct(">BIH")
"""A row of the cross-reference stream: kind, place, and generation or index (ISO 32000-1, 7.5.8.3)."""

FREE, PLACED, PACKED = range(3)
TOGETHER: Final = 200
"""Objects of one object stream: more would be read for the sake of one, fewer are written in more bytes."""

_COMPRESSION: Final = 4
"""A third faster than the usual 6, the file 3 % larger."""


@dataclass(frozen=True, slots=True)
class Block:
    """Objects and their rows of the cross-reference stream, in the order of their numbers.

    `stretches` are the numbers: of each run of them the first, and how many. In the rows named by `placed` the place
    is an offset, counted here from the begin of the block.
    """

    data: "bytes | memoryview" = field(repr=False)
    stretches: tuple[tuple[int, int], ...]
    rows: bytes = field(repr=False)
    placed: tuple[int, ...]

    def rows_at(self, begin: int) -> bytearray:
        """Return the rows of a block that stands at byte `begin` of a file."""
        rows = bytearray(self.rows)
        for row in self.placed:
            kind, place, generation = ROW.unpack_from(rows, row * ROW.size)
            ROW.pack_into(rows, row * ROW.size, kind, place + begin, generation)
        return rows


class Draft:
    """The objects of a block in the making. New ones are numbered from `next_number` on."""

    def __init__(self, next_number: int) -> None:
        """Begin with nothing."""
        self.next_number = next_number
        self._objects: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}

    def number(self) -> int:
        """Return a number for a new object."""
        self.next_number += 1
        return self.next_number - 1

    def add(self, text: bytes, number: int | None = None) -> bytes:
        """Add an object, new or of a number of its own, and return a reference to it."""
        number = self.number() if number is None else number
        self._objects[number] = text
        return reference(number)

    def add_stream(self, entries: bytes, data: bytes, number: int | None = None, compressed: bool = False) -> bytes:
        """Add a stream; `entries` are those of its dictionary but /Length and, if it is to be `compressed`, /Filter."""
        number = self.number() if number is None else number
        if compressed:
            entries, data = b"/Filter /FlateDecode " + entries, zlib.compress(data, _COMPRESSION)
        self._streams[number] = stream(number, entries, data)
        return reference(number)

    def finish(self) -> Block:
        """Return the block, objects that are no streams packed into streams; nothing of it is left here."""
        rows = dict(self._pack())
        offset, parts, placed = 0, [], sorted(self._streams)
        for number in placed:
            rows[number] = ROW.pack(PLACED, offset, 0)
            parts.append(self._streams.pop(number))
            offset += len(parts[-1])
        numbers = sorted(rows)
        return Block(
            b"".join(parts),
            tuple(stretches(numbers)),
            b"".join(map(rows.__getitem__, numbers)),
            tuple(bisect_left(numbers, number) for number in placed),
        )

    def _pack(self) -> Iterator[tuple[int, bytes]]:
        """Write the objects into streams (ISO 32000-1, 7.5.7) and yield the rows that say where each is."""
        numbers = sorted(self._objects)
        for start in range(0, len(numbers), TOGETHER):
            group = numbers[start : start + TOGETHER]
            texts = list(map(self._objects.pop, group))
            places: list[str] = []
            offset, pack = 0, self.number()
            for index, (number, text) in enumerate(zip(group, texts, strict=True)):
                places.append(f"{number} {offset}")
                offset += len(text) + 1
                yield number, ROW.pack(PACKED, pack, index)
            head = " ".join(places).encode() + b"\n"
            body = head + b"\n".join(texts)
            self.add_stream(b"/Type /ObjStm /N %d /First %d" % (len(group), len(head)), body, pack, compressed=True)


def packs_of(count: int) -> int:
    """Return how many streams it takes to pack a number of objects."""
    return -(-count // TOGETHER)


def reference(number: int) -> bytes:
    """Return a reference to an object."""
    return b"%d 0 R" % number


def references(numbers: Iterable[int]) -> bytes:
    """Return an array of references to objects."""
    return b"[" + b" ".join(map(reference, numbers)) + b"]"


def stream(number: int, entries: bytes, data: bytes) -> bytes:
    """Return a stream as an object of a file (ISO 32000-1, 7.3.8)."""
    head = b"%d 0 obj\n<</Length %d %s>>\nstream\n" % (number, len(data), entries)
    return head + data + b"\nendstream\nendobj\n"


def stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs in rising numbers: of each the first, and how many there are."""
    starts = [0, *(index for index, (one, two) in enumerate(pairwise(numbers), 1) if two != one + 1), len(numbers)]
    for start, end in pairwise(starts):
        if end > start:
            yield numbers[start], end - start
