"""How wide the lettering of a chart is, and where it breaks into lines."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

TABLE: Final = "advances.json"

LEADING: Final = 1.22
"""From one line of lettering to the next, in sizes of the type."""

_UNKNOWN: Final = 1000
"""A character that the table lacks is taken to be as wide as the type is large, which few are."""

_MARGIN: Final = 1.02
"""Reading systems kern and round; a label is taken to be a little wider than its letters."""


class Weight(StrEnum):
    """The weights that labels are set in."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"


def text_width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """Return how wide a text is set at `size`, in the unit of `size`."""
    advances = _advances()[weight]
    return _MARGIN * size * sum(advances.get(character, _UNKNOWN) for character in text) / 1000


def wrap(text: str, width: float, size: float, weight: Weight = Weight.REGULAR) -> tuple[str, ...]:
    """Break a text between words so that each line fits `width`, as far as its longest word does."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@cache
def _advances() -> Mapping[Weight, Mapping[str, int]]:
    table = json.loads((files(__package__) / TABLE).read_text(encoding="utf-8"))
    return {
        weight: {character: int(width) for width, characters in table[weight].items() for character in characters}
        for weight in Weight
    }
