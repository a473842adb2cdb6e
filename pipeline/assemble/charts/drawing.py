"""What a chart is drawn of: lines, bars, marks and labels on a canvas. Coordinates count downwards from the top."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from pipeline.assemble.charts.lettering import Weight, text_width
from pipeline.book.names import Medium

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """How wide a chart is drawn, and the size of its lettering in the same unit."""

    width: float
    text: float

    @property
    def radius(self) -> float:
        """Half of how wide a mark is."""
        return 0.36 * self.text


_PAGE: Final = Canvas(width=323, text=8)
"""A unit is a point: 323 are the 114 mm of the measure."""

_PHONE: Final = Canvas(width=330, text=10)
"""About as many units as a phone of 375 pixels leaves for the column, so that letters are 9 pixels or more."""


def canvas_for(medium: Medium) -> Canvas:
    """Return what a chart is drawn on for a medium."""
    return _PAGE if medium is Medium.PRINT else _PHONE


class Shape(StrEnum):
    """Marks that can be told apart without colour."""

    DISC = "disc"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    RING = "ring"
    CROSS = "cross"


class Fill(StrEnum):
    """Bars that can be told apart without colour."""

    SOLID = "solid"
    OPEN = "open"
    GREY = "grey"
    LINED = "lined"


class Tone(StrEnum):
    """Ink is the text's own colour; pale shows on a white page and on a black one."""

    INK = "ink"
    PALE = "pale"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone = Tone.INK
    weight: float = 0.5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that lies."""

    box: Box
    fill: Fill


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a series, or a dot."""

    x: float
    y: float
    shape: Shape
    radius: float
    tone: Tone = Tone.INK

    @property
    def box(self) -> Box:
        """The room that the mark takes."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


@dataclass(frozen=True, slots=True)
class Label:
    """A line of lettering that begins at `x` and stands on `y`."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight = Weight.REGULAR

    @property
    def width(self) -> float:
        """How wide it is, rather too much than too little."""
        return text_width(self.text, self.size, self.weight)

    @property
    def box(self) -> Box:
        """The room that the label takes."""
        return self.x, self.y - 0.76 * self.size, self.x + self.width, self.y + 0.24 * self.size


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be written as SVG."""

    width: float
    height: float
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()


def centred(x: float, y: float, text: str, size: float) -> Label:
    """Return a label whose middle is at `x`."""
    return Label(x - text_width(text, size) / 2, y, text, size)


def ending(x: float, y: float, text: str, size: float) -> Label:
    """Return a label that ends at `x`."""
    return Label(x - text_width(text, size), y, text, size)


def overlap(one: Box, other: Box, gap: float = 0) -> bool:
    """Tell whether two boxes come nearer to each other than `gap`."""
    return (
        one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap
    )  # fmt: skip


def inside(inner: Box, outer: Box) -> bool:
    """Tell whether a box does not reach out of another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def interrupted(lines: Iterable[Line], boxes: Iterable[Box], gap: float = 1.5) -> tuple[Line, ...]:
    """Return lines that run along an axis without the parts behind `boxes`, so that lettering needs no ground."""
    kept = list(lines)
    for left, top, right, bottom in boxes:
        kept = [
            piece for line in kept for piece in _without(line, (left - gap, top - gap, right + gap, bottom + gap))
        ]  # fmt: skip
    return tuple(kept)


def _without(line: Line, box: Box) -> Iterable[Line]:
    level = line.y1 == line.y2
    across, along = (line.y1, (line.x1, line.x2)) if level else (line.x1, (line.y1, line.y2))
    low, high = (box[1], box[3]) if level else (box[0], box[2])
    start, end = (box[0], box[2]) if level else (box[1], box[3])
    if not (low < across < high and start < along[1] and end > along[0]):
        yield line
        return
    for begin, stop in ((along[0], start), (end, along[1])):
        if begin < stop:
            ends = (begin, across, stop, across) if level else (across, begin, across, stop)
            yield Line(*ends, line.tone, line.weight)
