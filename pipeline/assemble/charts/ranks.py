"""Kind `ranks`: places by year, the first at the head; a row of dots for each place that could have been taken."""

from pipeline.assemble.charts.axes import Scale
from pipeline.assemble.charts.drawing import Canvas, Drawing, Label, Line, Mark, Shape, Tone, ending, overlap
from pipeline.assemble.charts.labels import label_marks
from pipeline.assemble.charts.lettering import LEADING, text_width
from pipeline.assemble.charts.points import SHAPES, joined, key, year_names, year_of, years_of
from pipeline.book.data import Chart

_MOST_ROWS = 12
"""So many places have a row each; of more, all stand in the height of these, and every fifth is named."""


def draw_ranks(chart: Chart, canvas: Canvas) -> Drawing:
    """Draw each rank in its place; years that follow each other are joined, across series if no year stands twice."""
    size = canvas.text
    key_marks, key_labels, head = key(chart, canvas)
    unit = Label(0, head + 1.15 * size, chart.unit, size)
    lowest = int(max(point.value for series in chart.series for point in series.points))
    top = unit.y + 1.5 * size
    bottom = top + LEADING * size * (min(max(lowest, 2), _MOST_ROWS) - 1)
    left = text_width(str(lowest), size) + 0.9 * size
    right = canvas.width - 0.2 * size
    years = years_of(chart)
    margin = max(2.4 * size, (right - left) / (2 * len(years)))
    x = Scale(years[0], years[-1], left + margin, right - margin)
    y = Scale(1, max(lowest, 2), top, bottom)

    placed = [
        [(year_of(point), Mark(x(year_of(point)), y(point.value), shape, canvas.radius)) for point in series.points]
        for series, shape in zip(chart.series, SHAPES, strict=False)
    ]
    together = sorted((pair for group in placed for pair in group), key=lambda pair: pair[0])
    one_each = len({year for year, _ in together}) == len(together)
    lines = tuple(line for marks in ([together] if one_each else placed) for line in joined(marks))
    marks = [mark for group in placed for _, mark in group]
    texts = [str(int(point.value)) for series in chart.series for point in series.points]
    in_order = sorted(zip(marks, texts, strict=True), key=lambda pair: (pair[0].x, pair[0].y))
    base = bottom + 0.8 * size
    labelled = label_marks(in_order, size, (left, top - 1.2 * size, right, base), lines=lines)

    taken = [*(mark.box for mark in marks), *(label.box for label in labelled.labels)]
    dots = [Mark(x(year), y(rank), Shape.DISC, 0.14 * size, Tone.PALE) for year in years for rank in _rows(lowest)]
    ticks, year_labels = year_names(years, x, base, size)
    named = [rank for rank in _rows(lowest) if lowest <= _MOST_ROWS or rank == 1 or rank % 5 == 0]
    return Drawing(
        canvas.width,
        base + 1.75 * size,
        lines=(Line(left, base, right, base), *ticks, *labelled.leaders, *lines),
        marks=(*key_marks, *(dot for dot in dots if not any(overlap(dot.box, box, 1) for box in taken)), *marks),
        labels=(
            *key_labels,
            unit,
            *(ending(left - 0.5 * size, y(rank) + 0.33 * size, str(rank), size) for rank in named),
            *labelled.labels,
            *year_labels,
        ),
    )


def _rows(lowest: int) -> range:
    step = 1 if lowest <= _MOST_ROWS else 5 * (lowest // (5 * _MOST_ROWS) + 1)
    return range(1, lowest + 1) if step == 1 else range(step, lowest + 1, step)
