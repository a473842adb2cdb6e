"""Colours that could fade into the reader's ground, be it white, sepia or black (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

LEAST_OF_SHAPES: Final = 3.0
"""Contrast of lines and areas that one must see to understand a drawing (1.4.11)."""

_HARMLESS: Final = frozenset({"none", "inherit", "currentcolor", "transparent", "initial", "unset"})
_DECLARATION: Final = re.compile(
    r"(?<=[{;\s])((?:background-|border-|text-decoration-|outline-)?color|background|fill|stroke)\s*:\s*([^;}]+)"
)
_MIXED: Final = re.compile(r"(?:thin|medium|solid|\s)*color-mix\([^)]*currentcolor[^)]*\)", re.IGNORECASE)
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)

Colour = tuple[int, int, int]


def colours_that_fade(drawn: str | etree._Element) -> Iterator[str]:
    """Yield what a style sheet or a drawing colours so that it cannot be seen on every ground.

    A style sheet may take colours from the text alone. A drawing may, too, or bring a ground of its own, or use greys
    that stand out from black as well as from white.
    """
    if isinstance(drawn, str):
        for name, value in _DECLARATION.findall(drawn):
            if value.strip().lower() not in _HARMLESS and not _MIXED.fullmatch(value.strip()):
                yield f"colours something by itself: {name}: {value.strip()}"
        return
    if _has_ground(drawn):
        return
    for value in sorted({value for element in drawn.iter() for value in _colours_of(element)}):
        colour = read_colour(value)
        if colour is None or min(contrast(colour, ground) for ground in (_WHITE, _BLACK)) < LEAST_OF_SHAPES:
            yield f"has no ground of its own and uses {value}"


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def read_colour(value: str) -> Colour | None:
    """Read `#rgb` or `#rrggbb`; None for anything else."""
    digits = value.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-fA-F]{6}", digits) or not value.startswith("#"):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _has_ground(drawing: etree._Element) -> bool:
    """Tell whether a drawing begins with a rectangle as large as itself."""
    size = drawing.get("viewBox", "").replace(",", " ").split()[2:]
    shapes = (element for element in drawing.iter() if isinstance(element.tag, str) and element is not drawing)
    first = next((shape for shape in shapes if etree.QName(shape).localname not in ("title", "desc", "defs")), None)
    if first is None or etree.QName(first).localname != "rect":
        return False
    return [first.get("width"), first.get("height")] == size and read_colour(first.get("fill", "")) is not None


def _colours_of(element: etree._Element) -> Iterator[str]:
    for name in ("fill", "stroke", "color", "stop-color"):
        value = element.get(name, "none")
        if value.lower() not in _HARMLESS and not value.startswith("url("):
            yield value
