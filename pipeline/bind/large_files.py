"""Large files: a piece's PDF that holds many objects is put so that a few of them can be read without the others.

The layout engine packs all objects of a PDF that are no streams into one stream (ISO 32000-1, 7.5.7), and qpdf reads
the whole of a stream for one object of it: more than 2 kB of memory each, for as long as the file is open.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Final

from pipeline.bind.file_writer import FileWriter
from pipeline.bind.objects import PACKED, TOGETHER, Draft

MANY: Final = 1000
"""So many objects are read one by one and let go again; fewer are sooner read all at once, and take little room."""

_END: Final = re.compile(rb"startxref\n(\d+)\n%%EOF\n\Z")
_STREAM: Final = re.compile(rb"\d+ 0 obj\n<<(/Type /[^\n]*/Filter /FlateDecode/Length (\d+))>>\nstream\n")
_TABLE: Final = re.compile(
    rb"/Type /XRef/Index \[0 (\d+)\]/W \[1 (\d) (\d)\]/Size \1(/Root \d+ 0 R(?:/Info \d+ 0 R)?)/"
)
_PAGE: Final = b"<</Type /Page/"
_PAIR: Final = re.compile(rb"(\d+) (\d+)")
_TAIL: Final = 64
_PACK: Final = re.compile(rb"/Type /ObjStm/N (\d+)/First (\d+)/Filter")


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A PDF whose objects can be read a few at a time.

    `highest` was the highest number of an object before it was made so, `next_number` is above all that there are now.
    """

    data: bytes = field(repr=False)
    highest: int
    next_number: int


def large_file(data: bytes) -> LargeFile | None:
    """Return a PDF with its objects packed anew, a few together; None where they are not many, or not all in one pack.

    What it was stays, and is followed by the new packs as what is changed in a file is (ISO 32000-1, 7.5.6). Every
    object has the number it had, those of the packs are above. Pages are packed by themselves: all of them are looked
    at whenever a file is opened.
    """
    found = _pack(data)
    if found is None:
        return None
    section, pack = found
    file, draft = FileWriter(data), Draft(section.size)
    pages: list[tuple[int, bytes]] = []
    objects = _objects(pack)
    while group := list(islice(objects, TOGETHER)):
        for number, text in group:
            if text.startswith(_PAGE):
                pages.append((number, text))
            else:
                draft.add(text, number)
        file.place(draft.finish())
    for number, text in pages:
        draft.add(text, number)
    file.place(draft.finish())
    number = draft.number()
    whole = file.end(number, b"/Prev %d %s" % (section.begin, section.trailer))
    return LargeFile(whole, section.size - 1, draft.next_number)


@dataclass(frozen=True, slots=True)
class _Section:
    """A file's cross-reference stream: where it begins, the file's /Size, what else a trailer tells."""

    begin: int
    size: int
    trailer: bytes


@dataclass(frozen=True, slots=True)
class _Pack:
    """The texts of packed objects after pairs of number and place, which is counted from `first`."""

    first: int
    text: bytes


def _pack(data: bytes) -> tuple[_Section, _Pack] | None:
    """Return the one pack of a file as the engine writes it, if it holds many objects."""
    end = _END.search(data, max(0, len(data) - _TAIL))
    entries, rows = _stream(data, int(end[1])) if end else (b"", b"")
    told = _TABLE.match(entries)
    if end is None or told is None:
        return None
    place, index = int(told[2]), int(told[3])
    width = 1 + place + index
    kinds = rows[::width]
    count = kinds.count(PACKED)
    if count < MANY:
        return None
    own = _place(rows, kinds.index(PACKED) * width, place) * width
    entries, text = _stream(data, _place(rows, own, place))
    pack = _PACK.match(entries)
    if pack is None or int(pack[1]) != count:
        return None
    return _Section(int(end[1]), int(told[1]), told[4]), _Pack(int(pack[2]), text)


def _place(rows: bytes, row: int, size: int) -> int:
    return int.from_bytes(rows[row + 1 : row + 1 + size])


def _stream(data: bytes, begin: int) -> tuple[bytes, bytes]:
    """Return entries and data of the stream that begins at a byte; nothing where there is none, or a damaged one."""
    found = _STREAM.match(data, begin)
    try:
        return (found[1], zlib.decompress(data[found.end() : found.end() + int(found[2])])) if found else (b"", b"")
    except zlib.error:
        return b"", b""


def _objects(pack: _Pack) -> Iterator[tuple[int, bytes]]:
    """Yield number and text of every object of a pack."""
    places = ((int(found[1]), pack.first + int(found[2])) for found in _PAIR.finditer(pack.text, 0, pack.first))
    for (number, begin), (_, end) in pairwise(chain(places, ((0, len(pack.text)),))):
        yield number, pack.text[begin:end].strip()
