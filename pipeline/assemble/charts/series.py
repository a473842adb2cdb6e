"""Kind `series`: amounts by year, a shape of mark for each series, every mark with its value."""

from pipeline.assemble.charts.axes import Scale, named_values, written
from pipeline.assemble.charts.drawing import Canvas, Drawing, Label, Line, Mark, Tone, ending, interrupted
from pipeline.assemble.charts.labels import label_marks
from pipeline.assemble.charts.lettering import text_width
from pipeline.assemble.charts.points import SHAPES, joined, key, year_names, year_of, years_of
from pipeline.book.data import Chart

_HEIGHT = 0.5
"""How high the plot is, in widths of the drawing."""


def draw_series(chart: Chart, canvas: Canvas) -> Drawing:
    """Draw values upwards from zero over the years; only values of successive years of one series are joined."""
    size = canvas.text
    key_marks, key_labels, head = key(chart, canvas)
    unit = Label(0, head + 1.15 * size, chart.unit, size)
    top = unit.y + 1.2 * size
    bottom = top + _HEIGHT * canvas.width
    values = [point.value for series in chart.series for point in series.points]
    named = named_values(min(values), max(values))
    left = max(text_width(written(value), size) for value in named) + 0.5 * size
    right = canvas.width - 0.2 * size
    years = years_of(chart)
    x = Scale(years[0], years[-1], left + 1.6 * size, right - 1.6 * size)
    y = Scale(named[0], named[-1], bottom, top)

    placed = [
        [(year_of(point), Mark(x(year_of(point)), y(point.value), shape, canvas.radius)) for point in series.points]
        for series, shape in zip(chart.series, SHAPES, strict=False)
    ]
    lines = tuple(line for marks in placed for line in joined(marks))
    texts = [written(point.value) for series in chart.series for point in series.points]
    marks = [mark for group in placed for _, mark in group]
    in_order = sorted(zip(marks, texts, strict=True), key=lambda pair: (pair[0].x, pair[0].y))
    labelled = label_marks(in_order, size, (left, top - 1.1 * size, right, bottom), taken=(unit.box,), lines=lines)

    ticks, year_labels = year_names(years, x, bottom, size)
    grid = interrupted(
        (Line(left, y(value), right, y(value), Tone.PALE, 0.4) for value in named if y(value) != bottom),
        [*(label.box for label in labelled.labels), *(mark.box for mark in marks)],
    )
    value_labels = (ending(left - 0.5 * size, y(value) + 0.33 * size, written(value), size) for value in named)
    return Drawing(
        canvas.width,
        bottom + 1.75 * size,
        lines=(*grid, Line(left, bottom, right, bottom), *ticks, *labelled.leaders, *lines),
        marks=(*key_marks, *marks),
        labels=(*key_labels, unit, *value_labels, *labelled.labels, *year_labels),
    )
