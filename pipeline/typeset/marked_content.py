"""Marked stretches of a page's content, made so that what is read aloud is what was written (ISO 32000-1, 14.8.2)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from struct import unpack
from typing import Any, Final

import pydyf  # type: ignore[import-untyped]  # the engine's PDF objects; no type information
from fontTools.ttLib import TTFont

_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_HYPHEN: Final = (b"/Span", b"<</ActualText <feff00ad>>>", b"BDC")
_WITHOUT_GLYPH: Final = frozenset({"Cc", "Cf"})


class _Plain(dict[int, str | None]):
    """What becomes of each character: nothing of one that has no glyph, and all spaces are alike."""

    def __missing__(self, code: int) -> str | None:
        kind = unicodedata.category(chr(code))
        self[code] = plain = None if kind in _WITHOUT_GLYPH else " " if kind == "Zs" else chr(code)
        return plain


_PLAIN: Final = _Plain()
_GLYPHS: Final = re.compile(rb"<([0-9a-f]+)>")
_DIGITS: Final = 4
"""Of a glyph's number in hexadecimal."""


class _Letters(dict[int, str]):
    """The letters that the glyphs of a font stand for; a glyph that is not known stands for none."""

    def __missing__(self, glyph: int) -> str:
        return ""


_Fonts = Mapping[bytes, _Letters]
"""Letters by the name that a content stream calls their font."""


@dataclass(slots=True)
class MarkedText:
    """A stretch of text by its number on the page; `hyphen` is what the engine adds where it divides a word."""

    number: int
    text: str
    hyphen: str
    space_follows: bool = False


def keep_space(font: Any) -> None:
    """Put the space among the glyphs that are kept of a font (the engine's own), where it is not among them yet."""
    if " " in font.to_unicode.values() or font.bitmap:
        return
    space = _space_of(font.file_content, font.index)
    if space is not None:
        glyph, width = space
        font.to_unicode[glyph] = " "
        font.widths[glyph] = width


@lru_cache(maxsize=32)
def _space_of(file: bytes, index: int) -> tuple[int, int] | None:
    """Return the number and the width (thousandths of the type size) of a font's space, if it has one."""
    with TTFont(BytesIO(file), fontNumber=index, lazy=True) as face:
        name = face.getBestCmap().get(ord(" "))
        if name is None:
            return None
        return face.getGlyphID(name), round(face["hmtx"][name][0] * 1000 / face["head"].unitsPerEm)


def make_artifacts(stream: Any, numbers: Iterable[int]) -> None:
    """Take stretches of a page's content out of what is read (14.8.2.2): they repeat what stands elsewhere."""
    wanted = set(numbers)
    if not wanted:
        return
    items = stream.stream
    for place, item in enumerate(items):
        if item == b"BDC" and isinstance(items[place - 1], dict) and items[place - 1].get("MCID") in wanted:
            items[place - 2] = "/Artifact"
            items[place - 1] = b"<</Type /Pagination>>"


def mend_texts(stream: Any, texts: Sequence[MarkedText]) -> None:
    """Make each text of a page read as its box has it.

    The hyphen of a divided word is a soft one, the last word of a line is parted from the next by a space, and where
    the glyphs in their order do not spell the text, as in Arabic, the text itself is given.
    """
    fonts: dict[bytes, _Letters] = {}
    for font in stream._fonts.values():
        fonts.setdefault(font.hash.encode(), _Letters()).update(font.to_unicode)
    wanted = {text.number: text for text in texts}
    mended: list[Any] = []
    text: MarkedText | None = None
    start = 0
    for item in stream.stream:
        mended.append(item)
        if item == b"BDC" and _number(mended[-2]) in wanted:
            text, start = wanted[mended[-2]["MCID"]], len(mended)
        elif item == b"EMC" and text is not None:
            _mend(text, mended, start, fonts)
            text = None
    stream.stream = mended


def _number(properties: Any) -> int | None:
    return properties.get("MCID") if isinstance(properties, dict) else None


def _mend(text: MarkedText, items: list[Any], start: int, fonts: _Fonts) -> None:
    """Change the items of a content stream from `start`, behind the mark of `text`, to their end."""
    spelled, last, letters = _spelled(items, start, fonts)
    if last is None:
        return
    divided = text.text.endswith(text.hyphen)
    if _plain(spelled) != _plain(text.text):
        words = text.text.removesuffix(text.hyphen) + _SOFT_HYPHEN if divided else text.text
        items[start - 2]["ActualText"] = pydyf.String(f"{words.rstrip()} " if text.space_follows else words)
    elif divided:
        items[last : last + 1] = _with_soft_hyphen(items[last])
    elif text.space_follows and not text.text.endswith(" "):
        space = next((glyph for glyph, letter in letters.items() if letter == " "), None)
        if space is not None:
            items[last] = items[last].removesuffix(b"] TJ") + b"<%04x>] TJ" % space


def _spelled(items: Sequence[Any], start: int, fonts: _Fonts) -> tuple[str, int | None, Mapping[int, str]]:
    """Return what the glyphs of a marked text spell, the place of the last that are shown, and the font's letters."""
    spelled: list[str] = []
    last: int | None = None
    letters = _Letters()
    for place in range(start, len(items)):
        item = items[place]
        if not isinstance(item, bytes):
            continue
        if item.endswith(b" Tf"):
            letters = fonts[item[1:].split()[0]]
        elif item.endswith(b" TJ"):
            last = place
            glyphs = bytes.fromhex(b"".join(_GLYPHS.findall(item)).decode())
            spelled += map(letters.__getitem__, unpack(f">{len(glyphs) // 2}H", glyphs))
    return "".join(spelled), last, letters


def _plain(text: str) -> str:
    """Return text without what has no glyph, all spaces alike: the engine has one glyph for several of them."""
    return text.translate(_PLAIN).strip()


def _with_soft_hyphen(shown: bytes) -> list[bytes]:
    glyphs, _, rest = shown.removesuffix(b"] TJ").rpartition(b">")
    return [glyphs[:-_DIGITS] + b">] TJ", *_HYPHEN, b"[<" + glyphs[-_DIGITS:] + b">" + rest + b"] TJ", b"EMC"]
