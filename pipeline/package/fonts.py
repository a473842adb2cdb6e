"""The faces a style sheet names, cut down to the characters that the book uses."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import version
from io import BytesIO
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from pipeline.book.manuscript import Resource
from pipeline.book.memory import Remember, make_anew
from pipeline.errors import OutputError
from pipeline.package.publication import Item

_FACE_RULE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FACE_FILE = re.compile(r"""src:[^;}]*?url\(\s*["']?([^"')]+)["']?\s*\)""")
_FACE_RANGE = re.compile(r"unicode-range:\s*([^;}]+)")

ALWAYS: Final = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\N{NO-BREAK SPACE}\N{HYPHEN}…")
"""Reading systems write hyphens, list numbers and ellipses of their own."""

KEPT_FEATURES: Final = ("smcp", "c2sc", "onum", "lnum", "pnum", "tnum", "sups", "subs", "case")
"""What styles ask for, beyond what shaping always needs (kerning, ligatures, marks, local forms)."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of the book, and those of them that stand in code."""

    text: frozenset[str]
    code: frozenset[str]


def characters_of(text: str, code: str) -> Characters:
    """Collect characters, with their capitals and small letters, composed and decomposed, as shapers may ask."""
    return Characters(_forms(text), _forms(code))


def _forms(text: str) -> frozenset[str]:
    found = set(text)
    cased = {variant for sign in found for variant in (sign.upper(), sign.lower())}
    composed = {unicodedata.normalize(form, "".join(sorted(found))) for form in ("NFC", "NFD")}
    return frozenset("".join((*found, *cased, *composed, unicodedata.normalize("NFC", text))))


def embed_fonts(
    style_sheet: str, fonts: Sequence[Resource], characters: Characters, remember: Remember = make_anew
) -> tuple[str, tuple[Item, ...]]:
    """Return the style sheet without the faces that the book has no use for, and the others as subset fonts.

    A face whose `unicode-range` holds no character of the book goes; so does a typewriter face where there is
    no code. The fonts are TrueType, which every reading system knows; the archive compresses them. Raises
    OutputError where a face names a file that is not among `fonts`.
    """
    files = {str(font.path): font for font in fonts}
    named = {rule: found[1] for rule in _FACE_RULE.findall(style_sheet) if (found := _FACE_FILE.search(rule))}
    for name in named.values():
        if name not in files:
            raise OutputError(f"The style sheet names the font {name}, which is not there.")
    keys = {rule: _key(files[name], characters, _ranges(rule)) for rule, name in named.items()}
    # What is used of a font is found out when it is cut: of one that the book has no use for, nothing is left.
    cut = remember(
        {keys[rule]: partial(_subset, files[name].data, characters, _ranges(rule)) for rule, name in named.items()}
    )
    items: list[Item] = []

    def keep(rule: re.Match[str]) -> str:
        if rule[0] not in named:
            return rule[0]
        name, data = f"styles/{named[rule[0]]}", cut[keys[rule[0]]]
        if not data:
            return ""
        if all(item.name != name for item in items):
            items.append(Item(f"font-{len(items) + 1}", name, "font/ttf", data))
        return rule[0]

    return _FACE_RULE.sub(keep, style_sheet), tuple(items)


def named_fonts(style_sheet: str, fonts: Sequence[Resource]) -> Iterator[Resource]:
    """Yield the fonts that the style sheet names, whole."""
    named = set(_FACE_FILE.findall(style_sheet))
    return (font for font in fonts if str(font.path) in named)


def _ranges(rule: str) -> tuple[range, ...] | None:
    found = _FACE_RANGE.search(rule)
    if found is None:
        return None
    return tuple(map(_range, found[1].split(",")))


def _range(text: str) -> range:
    """Read “U+0600-06FF”, “U+20B5” or “U+4??” (CSS Fonts 4 §4.5)."""
    first, _, last = text.strip()[2:].partition("-")
    return range(int(first.replace("?", "0"), 16), int((last or first).replace("?", "F"), 16) + 1)


def _key(font: Resource, characters: Characters, ranges: tuple[range, ...] | None) -> str:
    """Name everything that a font cut down to what the book uses of it depends on."""
    used = "".join(sorted(characters.text)) + "\n" + "".join(sorted(characters.code))
    return f"font {_version()} {font.digest} {KEPT_FEATURES} {ranges} {used}"


@cache
def _version() -> str:
    return version("fonttools")


def _subset(data: bytes, characters: Characters, ranges: tuple[range, ...] | None) -> bytes:
    """Return a font cut down to what the book uses of it; empty where it uses nothing."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    used = characters.code if font["post"].isFixedPitch else characters.text
    if ranges is not None:
        wanted = frozenset(sign for sign in used if any(ord(sign) in stretch for stretch in ranges))
    else:
        wanted = used | ALWAYS if used else used
    if not wanted:
        return b""
    options = Options()
    options.layout_features = [*options.layout_features, *KEPT_FEATURES]
    options.hinting = False
    options.notdef_outline = True
    options.no_subset_tables = [*options.no_subset_tables, "name"]  # to look who names a name takes a third of the work
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, wanted)))
    subsetter.subset(font)
    output = BytesIO()
    font.save(output, reorderTables=True)
    return output.getvalue()
