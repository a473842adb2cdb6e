"""What charts of values by year share: their marks, the key, the years at the foot."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from pipeline.assemble.charts.axes import Scale, named_years
from pipeline.assemble.charts.drawing import Canvas, Label, Line, Mark, Shape, centred
from pipeline.assemble.charts.lettering import LEADING, text_width
from pipeline.book.data import Chart, Point

SHAPES = tuple(Shape)


def year_of(point: Point) -> int:
    """Return the year a point stands at."""
    return int(point.x)


def years_of(chart: Chart) -> range:
    """Return the years from the first that has a value to the last."""
    years = [year_of(point) for series in chart.series for point in series.points]
    return range(min(years), max(years) + 1)


def key(chart: Chart, canvas: Canvas) -> tuple[tuple[Mark, ...], tuple[Label, ...], float]:
    """Return the marks and names of the series in rows at the head of the drawing, and where the last row ends.

    A chart of one series needs no key.
    """
    size, radius = canvas.text, canvas.radius
    marks: list[Mark] = []
    labels: list[Label] = []
    if len(chart.series) == 1:
        return (), (), 0.0
    x, y = radius + 0.5, 0.9 * size
    for series, shape in zip(chart.series, SHAPES, strict=False):
        taken = 2 * radius + 0.4 * size + text_width(series.name, size)
        if marks and x - radius + taken > canvas.width:
            x, y = radius + 0.5, y + LEADING * size
        marks.append(Mark(x, y - 0.33 * size, shape, radius))
        labels.append(Label(x + radius + 0.4 * size, y, series.name, size))
        x += taken + 1.2 * size
    return tuple(marks), tuple(labels), y + 0.3 * size


def year_names(years: range, scale: Scale, base: float, size: float) -> tuple[tuple[Line, ...], tuple[Label, ...]]:
    """Return a tick below the line `base` for every year, longer where its name stands under it, and the names."""
    named = named_years(years[0], years[-1], scale, size)
    ticks = tuple(
        Line(scale(year), base, scale(year), base + (0.4 if year in named else 0.2) * size) for year in years
    )  # fmt: skip
    return ticks, tuple(centred(scale(year), base + 1.4 * size, str(year), size) for year in named)


def joined(marks: Sequence[tuple[int, Mark]], weight: float = 0.8) -> tuple[Line, ...]:
    """Return lines between marks of successive years, edge to edge; none across a year without a value."""
    lines = []
    for (year, one), (next_year, other) in pairwise(marks):
        reach = hypot(other.x - one.x, other.y - one.y)
        if next_year == year + 1 and reach > one.radius + other.radius + 3:
            across, down = (other.x - one.x) / reach, (other.y - one.y) / reach
            start, stop = one.radius + 1.5, other.radius + 1.5
            lines.append(
                Line(
                    one.x + across * start, one.y + down * start,
                    other.x - across * stop, other.y - down * stop,
                    weight=weight,
                )
            )  # fmt: skip
    return tuple(lines)
