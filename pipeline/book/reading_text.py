"""The reading text of a piece: what its documents have in common in every medium, counted sign by sign.

A sign is a letter, a mark, a picture or a folio (whose digits are written last of all); spaces and soft hyphens are
none. What stands in one medium only (a note at the foot, the notes that close a chapter, “(page 12)”) is apart, and not
counted. A place in the reading text of a piece is thus the same on paper and on a screen, however lines are broken and
elements are nested.
"""

from typing import Final

APART: Final = "data-apart"
"""The attribute of elements that stand apart, with all that is within them."""

PICTURES: Final = frozenset({"img", "svg"})
"""Elements, by their local names, each of which is one sign."""

OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a picture or a folio."""

_NO_SIGN: Final = "\N{SOFT HYPHEN}"


def is_sign(character: str) -> bool:
    """Tell whether a character of a text counts."""
    return not character.isspace() and character != _NO_SIGN


def signs(text: str | None) -> str:
    """Return the signs of a text."""
    return "".join((text or "").split()).replace(_NO_SIGN, "")
