"""A file from blocks: header, blocks one after another, cross-reference stream (ISO 32000-1, 7.5)."""

import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from pipeline.bind.objects import FREE, PLACED, ROW, Block, reference, stream

_HEADER: Final = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_ROW: Final = ROW.size
_FIELDS: Final = b"/W [1 4 2] /DecodeParms <</Predictor 12 /Columns %d>>" % _ROW
_UP: Final = 2
_COMPRESSION: Final = 6
_TOGETHER: Final = 4096 * _ROW
_FIRST_ABOVE: Final = bytes(_ROW)


class FileWriter:
    """Writes blocks; it holds what is written, and a row an object."""

    def __init__(self, begin: bytes = _HEADER) -> None:
        """Begin with the header, or with a file that is to be changed, and the row of object 0, which is free."""
        self._target = BytesIO()
        self._target.write(begin)
        self._rows: dict[int, bytes | bytearray] = {0: ROW.pack(FREE, 0, 65535)}
        """The rows of each stretch of numbers, by the first of them."""

    def place(self, block: Block) -> tuple[int, int]:
        """Write a block and return where it begins and ends."""
        begin = self._target.tell()
        self._target.write(block.data)
        rows = block.rows_at(begin)
        for first, count in block.stretches:
            self._rows[first], rows = rows[: count * _ROW], rows[count * _ROW :]
        return begin, self._target.tell()

    def finish(self, number: int, root: int, information: int, identifier: bytes) -> bytes:
        """Write the cross-reference stream as object `number`, which is above all others, and return the file.

        `root` and `information` are the objects that the trailer names (ISO 32000-1, 7.5.5).
        """
        name = b"<" + identifier.hex().encode() + b">"
        return self.end(
            number, b"/Root %s /Info %s /ID [%s %s]" % (reference(root), reference(information), name, name)
        )

    def end(self, number: int, trailer: bytes) -> bytes:
        """Write the cross-reference stream with the entries of a `trailer`, and return the file; see `finish`."""
        begin = self._target.tell()
        self._rows[number] = ROW.pack(PLACED, begin, 0)
        rows = sorted(self._rows.items())
        index = b" ".join(b"%d %d" % stretch for stretch in _joined((it, len(of) // _ROW) for it, of in rows))
        entries = b"/Type /XRef /Filter /FlateDecode %s /Index [%s] /Size %d %s" % (_FIELDS, index, number + 1, trailer)
        self._target.write(stream(number, entries, b"".join(_compressed(b"".join(of for _, of in rows)))))
        self._target.write(b"startxref\n%d\n%%%%EOF\n" % begin)
        return self._target.getvalue()


def _compressed(rows: bytes) -> Iterator[bytes]:
    """Yield the data of the cross-reference stream, made of some thousand rows at a time."""
    compressor = zlib.compressobj(_COMPRESSION)
    for begin in range(0, len(rows), _TOGETHER):
        above = rows[begin - _ROW : begin] if begin else _FIRST_ABOVE
        yield compressor.compress(predicted_up(rows[begin : begin + _TOGETHER], above))
    yield compressor.flush()


def predicted_up(rows: bytes, above_all: bytes = _FIRST_ABOVE) -> bytes:
    """Return rows as the differences, byte by byte, from the rows above (ISO 32000-1, 7.4.4.4).

    `above_all` is the row above the first. All bytes are subtracted at once, as one number: with their highest bits set
    aside no byte borrows of the next.
    """
    size = len(rows)
    here, above = int.from_bytes(rows), int.from_bytes(above_all + rows[:-_ROW])
    high = int.from_bytes(b"\x80" * size)
    low = int.from_bytes(b"\x7f" * size)
    differences = (((here | high) - (above & low)) ^ ((here ^ above ^ high) & high)).to_bytes(size)
    tagged = bytearray(size // _ROW * (_ROW + 1))
    tagged[:: _ROW + 1] = bytes([_UP]) * (size // _ROW)
    for column in range(_ROW):
        tagged[column + 1 :: _ROW + 1] = differences[column::_ROW]
    return bytes(tagged)


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return stretches with those that follow on each other made one."""
    joined: list[tuple[int, int]] = []
    for first, count in stretches:
        if joined and first == sum(joined[-1]):
            joined[-1] = (joined[-1][0], joined[-1][1] + count)
        else:
            joined.append((first, count))
    return joined
