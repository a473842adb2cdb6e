"""The objects of a PDF as they are written, and what each rests on: found without a library that keeps all it reads."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pikepdf import PdfError

from pipeline.check.pdf_rows import FREE, PACKED, PLACED, Rows, number_in, read_rows

_PACKS: Final = 32
"""So many streams of objects are held as they were unpacked."""

_STREAM: Final = re.compile(rb">>\s*stream\r?\n")
_BEGIN: Final = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_STRING: Final = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_REFERENCE: Final = re.compile(rb"\b(\d+)\s+\d+\s+R\b")
_ABOVE: Final = re.compile(rb"/(?:P|Pg|ParentTree)\s+(\d+)\s+\d+\s+R\b")
"""What leads from an element or a link to the page or the element it is on, and from the tree of tags to all links."""
_KIDS: Final = re.compile(rb"/Kids\s*\[[^][]*\]")
_IS_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
_IS_BRANCH: Final = re.compile(rb"/Type\s*/Pages\b")
_IS_ELEMENT: Final = re.compile(rb"/Type\s*/StructElem\b")
_LEADS_UP: Final = re.compile(rb"/Type\s*/(?:StructElem|StructTreeRoot|Annot)\b")
_IN_TRAILER: Final = re.compile(rb"/(?:Root|Info)\s+\d+\s+\d+\s+R\b")
_TREE: Final = re.compile(rb"/StructTreeRoot\s+(\d+)\s+\d+\s+R\b")
_K: Final = re.compile(rb"/K\s*(\[[^]]*\]|\d+\s+\d+\s+R\b)")
_PLAIN_PACK: Final = re.compile(rb"/Type\s*/ObjStm\b")
_UNCOMMON: Final = re.compile(rb"/(?:DecodeParms|Crypt)\b|/Filter\s*(?:\[|/(?!FlateDecode\b))")


Found = Mapping[int, bool]
"""Objects, each with whether what it says is asked for, or no more than that there is one."""


class WrittenObjects:
    """The objects of a file, each as it is written."""

    def __init__(self, data: bytes, rows: Rows) -> None:
        """Find objects by their rows; raises ValueError where these cannot be told from a file of some of them."""
        self.data, self.rows = data, rows
        self._packs: dict[int, tuple[Sequence[int], bytes]] = {}
        if not rows.are_first or not all(self._is_plain(pack) for pack in rows.packs):
            raise ValueError("objects are packed in an uncommon way")
        if any(b"/OCProperties" in self.text(number) for number in self._begun()):
            raise ValueError("what pages show depends on the catalogue")

    def has(self, number: int) -> bool:
        """Tell whether there is such an object."""
        return self.rows.row(number)[0] != FREE

    def placed(self, number: int) -> bytes | None:
        """Return an object that stands by itself, with its number; None where it does not."""
        kind, place, _ = self.rows.row(number)
        return self.data[self.rows.stretch(place)] if kind == PLACED else None

    def text(self, number: int) -> bytes:
        """Return an object as it is written, of a stream the dictionary; nothing where there is no such object."""
        kind, place, index = self.rows.row(number)
        if kind == PLACED:
            stretch = self.rows.stretch(place)
            begin = _BEGIN.match(self.data, place)
            stream = _STREAM.search(self.data, place, stretch.stop)
            return self.data[begin.end() if begin else place : stream.start() + 2 if stream else stretch.stop]
        if kind == PACKED:
            offsets, body = self._unpacked(place)
            return body[offsets[index] : offsets[index + 1]] if index + 1 < len(offsets) else b""
        return b""

    def below(self, numbers: Iterable[int], limit: int | None = None, apart: bool = False) -> Found | None:
        """Return objects and all that they rest on; None where these are more than `limit`.

        Pages and their parents, and what leads from an element to what it stands in, are found by name alone: not
        what is in them, page-tree nodes aside, from which a page takes what it has not. Elements may stand `apart`:
        of those in others is found what they say, but not what that rests on.
        """
        waiting = list(numbers)
        begun, found, followed = frozenset(waiting), dict.fromkeys(waiting, True), set[int]()
        while waiting:
            number = waiting.pop()
            if number in followed:
                continue
            followed.add(number)
            text = self.text(number)
            if b"(" in text:
                text = _STRING.sub(b"()", text)
            if number not in begun and (_IS_PAGE.search(text) or (apart and _IS_ELEMENT.search(text))):
                continue
            above = list[int]()
            if _IS_BRANCH.search(text):
                above = [named for kids in _KIDS.findall(text) for named in _numbers(kids)]
                text = _KIDS.sub(b"", text)
            if _LEADS_UP.search(text):
                above += map(int, _ABOVE.findall(text))
                text = _ABOVE.sub(b"", text)
            for named in above:
                found.setdefault(named, False)
            referred = _numbers(text)
            found.update(dict.fromkeys(referred, True))
            waiting += referred
            if limit is not None and len(found) > limit:
                return None
        return found

    def frame(self) -> Found:
        """Return what a file has once and not on its pages; of its tags, the element of the whole and those in it."""
        begun = self._begun()
        trees = [int(number) for root in begun for number in _TREE.findall(self.text(root))]
        elements = [
            one for holder in (*begun, *trees) for kids in _K.findall(self.text(holder)) for one in _numbers(kids)
        ]
        return self.below([*begun, *elements], apart=True) or {}

    def _begun(self) -> list[int]:
        """Return the catalogue and what is said of the file."""
        return _numbers(b" ".join(_IN_TRAILER.findall(self.rows.head)))

    def _unpacked(self, pack: int) -> tuple[Sequence[int], bytes]:
        """Return where in a stream of objects each begins, and the stream (ISO 32000-1, 7.5.7)."""
        if pack not in self._packs:
            if len(self._packs) >= _PACKS:
                del self._packs[next(iter(self._packs))]
            head, written = self.text(pack), self.placed(pack) or b""
            stream = _STREAM.search(written)
            try:
                body = zlib.decompressobj().decompress(written[stream.end() :]) if stream else b""
                first = number_in(head, b"First")
                offsets = [first + int(offset) for offset in body[:first].split()[1::2]]
            except (ValueError, zlib.error) as problem:
                raise PdfError(f"stream of objects {pack} is damaged: {problem}") from problem
            self._packs[pack] = [*offsets, len(body)], body
        return self._packs[pack]

    def _is_plain(self, pack: int) -> bool:
        """Tell whether a stream of objects is packed as ours are; raises ValueError where it is damaged."""
        if self.rows.row(pack)[0] != PLACED:
            return False
        head = self.text(pack)
        number_in(head, b"First")
        return _PLAIN_PACK.search(head) is not None and b"/FlateDecode" in head and not _UNCOMMON.search(head)


def _numbers(text: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(text)]


def written_objects(data: bytes) -> WrittenObjects | None:
    """Return the objects of a file; None where it is not written as ours are."""
    rows = read_rows(data)
    if rows is None or not rows.packs or rows.beyond > len(data):  # which says of more objects than it can have
        return None
    try:
        return WrittenObjects(data, rows)
    except (ValueError, PdfError):
        return None
