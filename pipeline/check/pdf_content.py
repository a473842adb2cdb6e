"""The content of a PDF's pages as it is marked: what is read aloud, by its number, and what is set apart from it."""

import re
from binascii import unhexlify
from collections.abc import Mapping
from dataclasses import dataclass
from struct import unpack
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Stream

from pipeline.check.page_digests import inherited

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
_GLYPHS: Final = re.compile(rb"<((?:[0-9A-Fa-f]{4})*)>")
_ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_LETTERS: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


class Letters(dict[int, str]):
    """What the glyphs of a font stand for, by their numbers."""

    def __missing__(self, glyph: int) -> str:
        return _UNKNOWN


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


def read_content(page: Object, fonts: dict[tuple[int, int], Letters]) -> PageContent:
    """Read what a page marks and shows, forms aside; `fonts` are the letters of all met so far, by object number."""
    return _Reader(page, fonts).read()


class _Reader:
    """Reads one page; `fonts` are the letters of every font met so far, by its object number."""

    def __init__(self, page: Object, fonts: dict[tuple[int, int], Letters]) -> None:
        self._page = page
        self._fonts = fonts
        self._by_name: dict[bytes, Letters] = {}
        self._marks: list[_Mark] = []
        self._texts: dict[int, str] = {}
        self._unmarked: list[str] = []

    def read(self) -> PageContent:
        letters = Letters()
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

    def _show(self, strings: bytes, letters: Letters) -> None:
        if not any(mark.artifact is not None or mark.instead is not None for mark in self._marks):
            glyphs = _shown_bytes(strings)
            pairs = unpack(f">{len(glyphs) // 2}H", glyphs[: len(glyphs) // 2 * 2])
            self._add("".join(map(letters.__getitem__, pairs)) + _UNKNOWN * (len(glyphs) % 2))

    def _add(self, text: str) -> None:
        number = next((mark.number for mark in reversed(self._marks) if mark.number is not None), None)
        if number is None:
            self._unmarked.append(text)
        else:
            self._texts[number] += text

    def _letters(self, name: bytes) -> Letters:
        if name not in self._by_name:
            self._by_name[name] = self._read_letters(f"/{name.decode()}")
        return self._by_name[name]

    def _read_letters(self, name: str) -> Letters:
        resources = inherited(self._page, Name.Resources)
        fonts = resources.get(Name.Font) if isinstance(resources, Dictionary) else None
        font = fonts.get(name) if fonts is not None else None
        if font is None or Name.ToUnicode not in font:
            return Letters()
        if font.objgen not in self._fonts or not font.is_indirect:
            pairs = _LETTERS.findall(font.ToUnicode.read_bytes())
            self._fonts[font.objgen] = Letters(
                (int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")) for code, text in pairs
            )
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
    raw = _string_bytes(string)
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _shown_bytes(strings: bytes) -> bytes:
    """Return what the strings of an array stand for; those that engines write, of whole glyphs in digits, at once."""
    found = _GLYPHS.findall(strings)
    if len(found) == strings.count(b"<") and b"(" not in strings:
        return unhexlify(b"".join(found))
    return b"".join(map(_string_bytes, _STRINGS.findall(strings)))


def _string_bytes(string: bytes) -> bytes:
    """Return what a string of either kind stands for (7.3.4); a digit too few is 0."""
    if string[:1] == b"<":
        digits = string[1:-1]
        return unhexlify(digits + b"0" * (len(digits) % 2))
    return _ESCAPED.sub(_unescaped, string[1:-1]) if b"\\" in string else string[1:-1]


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    return bytes([int(escaped, 8) & 255]) if escaped.isdigit() else _ESCAPES.get(escaped, escaped)
