"""Axes: where a year or a value stands, and which of them are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from pipeline.assemble.charts.lettering import text_width
from pipeline.book.numbers import in_figures


@dataclass(frozen=True, slots=True)
class Scale:
    """Takes values from `first` to `last` to places from `start` to `end`; one value alone stands in the middle."""

    first: float
    last: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        if self.first == self.last:
            return (self.start + self.end) / 2
        return self.start + (self.end - self.start) * (value - self.first) / (self.last - self.first)


def named_years(first: int, last: int, scale: Scale, size: float, least: int = 1) -> Sequence[int]:
    """Return the years that have room for their names along an axis: all, or every second, fifth and so on.

    They are at least `least` years apart.
    """
    room = text_width("0000", size) + 0.8 * size
    for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000):
        if step < least:
            continue
        years = range(ceil(first / step) * step, last + 1, step)
        if len(years) < 2 or abs(scale(years[1]) - scale(years[0])) >= room:
            return years
    return (first,)


def named_values(lowest: float, highest: float) -> Sequence[float]:
    """Return round values from at most zero up to at least `highest`, about five of them."""
    reach = max(highest, 0) - min(lowest, 0) or 1
    rough = reach / 5
    power = 10.0 ** floor(log10(rough))
    step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= rough * 0.999)
    return [step * count for count in range(floor(min(lowest, 0) / step), ceil(max(highest, 0) / step - 1e-9) + 1)]


def written(value: float) -> str:
    """Return a value as a chart prints it."""
    return in_figures(value).replace("-", "−")
