"""Charts: numbers by year as marks that are told apart by shape, not by colour."""

from dataclasses import dataclass

from pipeline.book.data import Chart, Point

WIDTH, HEIGHT = 456.0, 252.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 12.0, 14.0, 26.0
SHAPES = ("disc", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Mark:
    """One point as drawn; coordinates are in the drawing's units, y downwards."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """One series: its name, the shape of its marks, and where they stand."""

    name: str
    shape: str
    marks: tuple[Mark, ...]
    legend_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of an axis with its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart ready to be written as SVG."""

    width: float
    height: float
    plot: tuple[float, float, float, float]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    series: tuple[DrawnSeries, ...]


def draw(chart: Chart) -> Drawing:
    """Place a chart's points: years along the foot, values up from zero, one shape of mark for each series."""
    points = [point for series in chart.series for point in series.points]
    years = sorted({_year(point) for point in points})
    step = _step(max(point.value for point in points))
    top_value = step * (int(max(point.value for point in points) / step) + 1)
    legend = 15.0 * len(chart.series)
    height = HEIGHT + legend
    left, right, top, bottom = LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM
    span = max(1, years[-1] - years[0])

    def x(year: int) -> float:
        return round(left + 16 + (right - left - 32) * (year - years[0]) / span, 1)

    def y(value: float) -> float:
        return round(bottom - (bottom - top) * value / top_value, 1)

    return Drawing(
        width=WIDTH,
        height=height,
        plot=(left, top, right, bottom),
        years=tuple(Tick(x(year), str(year)) for year in range(years[0], years[-1] + 1) if _shown(year, years)),
        values=tuple(Tick(y(step * n), f"{step * n:g}") for n in range(int(top_value / step) + 1)),
        series=tuple(
            DrawnSeries(
                series.name,
                SHAPES[index % len(SHAPES)],
                tuple(Mark(x(_year(point)), y(point.value), f"{point.value:g}") for point in series.points),
                round(HEIGHT + 15.0 * index + 6, 1),
            )
            for index, series in enumerate(chart.series)
        ),
    )


def _year(point: Point) -> int:
    return int(point.x)


def _step(highest: float) -> float:
    return next(
        step for step in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 10**4, 10**6) if highest / step <= 6
    )


def _shown(year: int, years: list[int]) -> bool:
    return len(range(years[0], years[-1])) <= 20 or year % 5 == 0
