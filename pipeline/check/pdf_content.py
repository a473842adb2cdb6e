"""The content of a PDF's pages as it is marked: what is read aloud, by its number, and what is set apart from it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Stream

from pipeline.book.memory import Memory

_STRING: Final = rb"(?:\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)"
_TOKEN: Final = re.compile(
    rb"""/(?P<tag>\w+)\s*(?P<marked><<(?:%(string)b|[^<>()])*>>)?\s*(?:BDC|BMC)\b
    |(?P<end>\bEMC\b)
    |/(?P<font>\S+)\s+[\d.]+\s+Tf\b
    |\[(?P<shown>(?:%(string)b|[-\d.\s])*)\]\s*TJ\b
    |(?P<alone>%(string)b)\s*Tj\b
    |/(?P<form>\S+)\s+Do\b"""
    % {b"string": _STRING},
    re.VERBOSE | re.DOTALL,
)
"""All that marks or shows something (ISO 32000-1, 7.8.2, 14.6); literal strings hold no brackets but escaped ones."""

_NUMBER: Final = re.compile(rb"/MCID\s+(\d+)")
_ARTIFACT_TYPE: Final = re.compile(rb"/Type\s*/(\w+)")
_INSTEAD: Final = re.compile(rb"/ActualText\s*(%b)" % _STRING, re.DOTALL)
_STRINGS: Final = re.compile(_STRING, re.DOTALL)
_ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_LETTERS: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


_Letters = Mapping[bytes, str]
"""What the glyphs of a font stand for, by their numbers in hexadecimal."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """`texts` are the marked stretches by number; `unmarked` is text that is neither one of them nor an artifact.

    `furniture` tells whether something is stamped on the page as an artifact of pagination.
    """

    texts: Mapping[int, str]
    unmarked: str
    furniture: bool


@dataclass(slots=True)
class _Mark:
    """A stretch that has begun: its number if it has one, what is to be read instead of its glyphs."""

    number: int | None
    artifact: bytes | None
    instead: str | None


def read_contents(
    pages: Sequence[Object], digests: Sequence[bytes] = (), memory: Memory | None = None
) -> tuple[PageContent, ...]:
    """Read what pages mark and show, forms aside.

    With `digests` of the pages, those that are drawn just as in the file that was read last are not read again: what
    was read of them is in the `memory`.
    """
    fonts: dict[tuple[int, int], _Letters] = {}
    if memory is None or len(digests) != len(pages):
        return tuple(_Reader(page, fonts).read() for page in pages)
    names = [digest.hex() for digest in digests]
    known = _recalled(memory)
    read = {name: known.get(name) or _Reader(page, fonts).read() for name, page in zip(names, pages, strict=True)}
    if read.keys() != known.keys():
        _note(memory, read)
    return tuple(read[name] for name in names)


def _recalled(memory: Memory) -> dict[str, PageContent]:
    """Return what is remembered of pages by their digests."""
    record = json.loads(memory.recall(_key()) or b"{}")
    return {
        name: PageContent({int(number): text for number, text in texts.items()}, unmarked, furniture)
        for name, (texts, unmarked, furniture) in record.items()
    }


def _note(memory: Memory, contents: Mapping[str, PageContent]) -> None:
    record = {name: (dict(page.texts), page.unmarked, page.furniture) for name, page in contents.items()}
    memory.note(_key(), json.dumps(record).encode())


@cache
def _key() -> str:
    """Name what pages mark and show, by the code that reads it."""
    return f"contents of pages, read by {sha256(Path(__file__).read_bytes()).hexdigest()}"


class _Reader:
    """Reads one page; `fonts` are the letters of every font met so far, by its object number."""

    def __init__(self, page: Object, fonts: dict[tuple[int, int], _Letters]) -> None:
        self._page = page
        self._fonts = fonts
        self._by_name: dict[bytes, _Letters] = {}
        self._marks: list[_Mark] = []
        self._texts: dict[int, str] = {}
        self._unmarked: list[str] = []

    def read(self) -> PageContent:
        letters: _Letters = {}
        furniture = False
        for token in _TOKEN.finditer(_bytes(self._page)):
            match token.lastgroup:
                case "tag" | "marked":
                    self._begin(_mark(token["tag"], token["marked"] or b""))
                case "end":
                    del self._marks[-1:]
                case "font":
                    letters = self._letters(token["font"])
                case "form":
                    furniture |= any(mark.artifact == b"Pagination" for mark in self._marks)
                case _:
                    self._show(token["shown"] or token["alone"] or b"", letters)
        return PageContent(self._texts, "".join(self._unmarked), furniture)

    def _begin(self, mark: _Mark) -> None:
        self._marks.append(mark)
        if mark.number is not None:
            self._texts.setdefault(mark.number, "")
        if mark.instead is not None:
            self._add(mark.instead)

    def _show(self, strings: bytes, letters: _Letters) -> None:
        if not any(mark.artifact is not None or mark.instead is not None for mark in self._marks):
            glyphs = b"".join(map(_hexadecimal, _STRINGS.findall(strings)))
            self._add("".join([letters.get(glyphs[at : at + 4], _UNKNOWN) for at in range(0, len(glyphs), 4)]))

    def _add(self, text: str) -> None:
        number = next((mark.number for mark in reversed(self._marks) if mark.number is not None), None)
        if number is None:
            self._unmarked.append(text)
        else:
            self._texts[number] += text

    def _letters(self, name: bytes) -> _Letters:
        if name not in self._by_name:
            self._by_name[name] = self._read_letters(f"/{name.decode()}")
        return self._by_name[name]

    def _read_letters(self, name: str) -> _Letters:
        font = self._page.Resources.get(Name.Font, Dictionary()).get(name)
        if font is None or Name.ToUnicode not in font:
            return {}
        if font.objgen not in self._fonts or not font.is_indirect:
            pairs = _LETTERS.findall(font.ToUnicode.read_bytes())
            self._fonts[font.objgen] = {
                code.lower(): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
            }
        return self._fonts[font.objgen]


def _bytes(page: Object) -> bytes:
    contents = page.get(Name.Contents)
    if isinstance(contents, Array):
        return b"\n".join(part.read_bytes() for part in contents)
    return contents.read_bytes() if isinstance(contents, Stream) else b""


def _mark(tag: bytes, properties: bytes) -> _Mark:
    number = _NUMBER.search(properties)
    artifact = None
    if tag == b"Artifact":
        kind = _ARTIFACT_TYPE.search(properties)
        artifact = kind[1] if kind else b""
    instead = _INSTEAD.search(properties)
    return _Mark(int(number[1]) if number else None, artifact, _text(instead[1]) if instead else None)


def _text(string: bytes) -> str:
    raw = bytes.fromhex(_hexadecimal(string).decode())
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _hexadecimal(string: bytes) -> bytes:
    """Return the bytes of a string of either kind (7.3.4) in hexadecimal."""
    return string[1:-1].lower() if string[:1] == b"<" else _ESCAPED.sub(_unescaped, string[1:-1]).hex().encode()


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    return bytes([int(escaped, 8) & 255]) if escaped.isdigit() else _ESCAPES.get(escaped, escaped)
