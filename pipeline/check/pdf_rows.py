"""Where a PDF says that its objects are: its cross-reference stream, row by row (ISO 32000-1, 7.5.8)."""

import re
import zlib
from array import array
from bisect import bisect_right
from itertools import accumulate
from struct import Struct
from typing import Final

FREE, PLACED, PACKED = range(3)
"""Kinds of rows: no object; one at an offset; one in a stream of objects, by the number of that and its place in it."""

ROW: Final = Struct(">BIH")
"""A row as it is kept here: kind, offset or stream, place."""

_HEAD: Final = re.compile(rb"\s*(\d+)\s+0\s+obj\s*(<<.*?>>)\s*stream\r?\n", re.DOTALL)
_WIDTHS: Final = re.compile(rb"/W\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s*\]")
_INDEX: Final = re.compile(rb"/Index\s*\[([\d\s]*)\]")
_NUMBER: Final = rb"/%b\s+(\d+)(?!\d*\s+\d+\s+R)"
_UNCOMMON: Final = re.compile(rb"/(?:Prev|XRefStm|Encrypt)\b|/Filter\s*\[|/Predictor\s+(?!(?:1|1[0-5])\b)")
_PREDICTED: Final = re.compile(rb"/Predictor\s+1[0-5]\b")
_UP: Final = 2
"""The kind of difference that rows are written in: to the row above (PNG; ISO 32000-1, 7.4.4.4)."""


class Rows:
    """The rows of a file. `end` is the offset at which its last object ends, `head` the dictionary above the rows.

    `beyond` is a number above those of all objects, `packs` are streams of objects; the objects `are_first`, each of
    its number, where none took another's.
    """

    def __init__(self, head: bytes, end: int, stretches: list[int], rows: bytes) -> None:
        """Hold rows; `stretches` are, in turn, the first number of each run of rows and how many there are."""
        self.head, self.end, self._rows = head, end, rows
        self._firsts, counts = array("Q", stretches[::2]), stretches[1::2]
        self._starts = array("Q", accumulate(counts, initial=0))
        self.beyond = max((one + many for one, many in zip(self._firsts, counts, strict=True)), default=1)
        offsets, packs, first = array("Q"), set[int](), True
        for kind, place, generation in ROW.iter_unpack(rows):
            if kind == PACKED:
                packs.add(place)
            elif kind == PLACED:
                offsets.append(place)
                first = first and generation == 0
        self._offsets = array("Q", sorted(offsets))
        self.packs, self.are_first = frozenset(packs), first

    def row(self, number: int) -> tuple[int, int, int]:
        """Return the row of an object; that of none where the file has no such object."""
        run = bisect_right(self._firsts, number) - 1
        place = self._starts[run] + number - self._firsts[run] if run >= 0 else 0
        if run < 0 or place >= self._starts[run + 1]:
            return FREE, 0, 0
        kind, where, index = ROW.unpack_from(self._rows, place * ROW.size)
        return kind, where, index

    def stretch(self, offset: int) -> slice:
        """Return the bytes from an object to the next one."""
        following = bisect_right(self._offsets, offset)
        return slice(offset, self._offsets[following] if following < len(self._offsets) else self.end)


def read_rows(data: bytes) -> Rows | None:
    """Return the rows of a file; None where it has several sections of them, or they are written in an uncommon way."""
    try:
        begin = int(data[data.rindex(b"startxref") + len(b"startxref") :].split(maxsplit=1)[0])
        head = _HEAD.match(data, begin)
        if head is None or _UNCOMMON.search(head[2]):
            return None
        widths = [int(width) for width in _found(_WIDTHS, head[2]).groups()]
        index = _INDEX.search(head[2])
        stretches = [int(number) for number in index[1].split()] if index else [0, number_in(head[2], b"Size")]
        rows = zlib.decompressobj().decompress(data[head.end() :]) if b"/FlateDecode" in head[2] else b""
        if _PREDICTED.search(head[2]):
            rows = _undone(rows, sum(widths))
        if widths != [1, 4, 2]:
            rows = _rewritten(rows, widths)
        if stretches[::2] != sorted(stretches[::2]) or sum(stretches[1::2]) * ROW.size != len(rows):
            return None
        return Rows(head[2], begin, stretches, rows)
    except (ValueError, IndexError, OverflowError, zlib.error, _Uncommon):
        return None


def object_count(data: bytes) -> int:
    """Return how many objects a file says that it has (/Size); 0 where that is said in another way than ours."""
    begin = data.rfind(b"startxref")
    try:
        head = _HEAD.match(data, int(data[begin + len(b"startxref") :].split(maxsplit=1)[0])) if begin >= 0 else None
        return number_in(head[2], b"Size") if head else 0
    except (ValueError, IndexError):
        return 0


def number_in(dictionary: bytes, name: bytes) -> int:
    """Return the number that a dictionary has by a name; raises ValueError where it has none itself."""
    found = re.search(_NUMBER % name, dictionary)
    if found is None:
        raise ValueError(name)
    return int(found[1])


def _found(pattern: re.Pattern[bytes], text: bytes) -> re.Match[bytes]:
    found = pattern.search(text)
    if found is None:
        raise _Uncommon
    return found


def _undone(written: bytes, width: int) -> bytes:
    """Return rows of a width from their differences to the rows above."""
    if set(written[:: width + 1]) != {_UP}:
        raise _Uncommon
    rows = bytearray(len(written) // (width + 1) * width)
    for column in range(width):
        rows[column::width] = bytes(map((255).__and__, accumulate(written[column + 1 :: width + 1])))
    return bytes(rows)


def _rewritten(rows: bytes, widths: list[int]) -> bytes:
    """Return rows of other widths as those kept here; a kind that is left out is that of placed objects."""
    kind, place, _ = widths
    width = sum(widths)
    whole = (rows[start : start + width] for start in range(0, len(rows), width))
    return b"".join(
        ROW.pack(
            int.from_bytes(row[:kind]) if kind else PLACED,
            int.from_bytes(row[kind : kind + place]) if row[0] or not kind else 0,
            int.from_bytes(row[kind + place :]) if row[0] or not kind else 0,
        )
        for row in whole
    )


class _Uncommon(Exception):
    """Rows that are written as none of ours are."""
