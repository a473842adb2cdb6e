"""The faces of styles/fonts: the names style sheets know them by, and the characters they have."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fontTools.ttLib import TTFont

from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_ITALIC = 1  # OpenType OS/2 fsSelection, bit 0
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""General categories that need no glyph: the shaper makes spaces and drops controls by itself."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: family, weight (400 regular, 600 semibold) and slope as the file itself names them."""

    family: str
    weight: int
    italic: bool
    path: ResourcePath
    characters: frozenset[int] = field(repr=False)

    @property
    def rule(self) -> str:
        """The @font-face rule (CSS Fonts 4) that makes the face known to the engine."""
        style = "italic" if self.italic else "normal"
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight}; font-style: {style}; '
            f'src: url("{self.path}") }}\n'
        )


def read_faces(fonts: Iterable[Resource]) -> tuple[Face, ...]:
    """Read what each font file says of itself (OpenType tables name, OS/2 and cmap)."""
    return tuple(map(_read_face, fonts))


def _read_face(font: Resource) -> Face:
    with TTFont(io.BytesIO(font.data), lazy=True) as table:
        names, os2 = table["name"], table["OS/2"]
        family = names.getDebugName(_TYPOGRAPHIC_FAMILY) or names.getDebugName(_FAMILY)
        return Face(
            str(family), os2.usWeightClass, bool(os2.fsSelection & _ITALIC), font.path, frozenset(table.getBestCmap())
        )


def coverage(families: Sequence[str], weight: int, italic: bool, faces: Sequence[Face]) -> frozenset[int]:
    """Return the code points that the named families have in a face of this slope and weight.

    In each family the face nearest to the weight stands for all; a family without an italic lends its upright.
    """
    return frozenset[int]().union(*(_coverage(family, weight, italic, faces) for family in families))


def missing_characters(text: str, available: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of `text` that are not among those available and need a glyph, each once, in order."""
    if available.issuperset(map(ord, text)):
        return ()
    return tuple(
        character
        for character in dict.fromkeys(text)
        if ord(character) not in available and unicodedata.category(character) not in _INVISIBLE
    )


def _coverage(family: str, weight: int, italic: bool, faces: Iterable[Face]) -> frozenset[int]:
    members = [face for face in faces if face.family.casefold() == family.casefold()]
    if not members:
        return frozenset()
    return min(members, key=lambda face: (face.italic is not italic, abs(face.weight - weight))).characters


def character_name(character: str) -> str:
    """Name a character as Unicode does: “U+2042 ASTERISM”."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed character')}"
