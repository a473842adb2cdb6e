"""Kind `spans`: stretches of years as bars, one under another, each with its name above it."""

from pipeline.assemble.charts.axes import Scale, named_years
from pipeline.assemble.charts.drawing import Bar, Canvas, Drawing, Fill, Label, Line, Tone, centred, interrupted
from pipeline.assemble.charts.lettering import LEADING, text_width, wrap
from pipeline.book.data import SpanRow, Spans
from pipeline.book.inlines import plain_text


def draw_spans(figure: Spans, canvas: Canvas) -> Drawing:
    """Draw each row's years from the beginning of the first to the end of the last; a fill for each group."""
    size = canvas.text
    first = min(row.date.start.year for row in figure.rows)
    last = max((row.date.end or row.date.start).year for row in figure.rows)
    x = Scale(first, last + 1, 0.5, canvas.width - 0.5)
    groups = list(dict.fromkeys(row.group for row in figure.rows))
    fills = dict(zip(groups, (fill for _ in groups for fill in Fill), strict=False))

    bars: list[Bar] = []
    labels: list[Label] = []
    base = 1.3 * size
    y = base + 1.1 * size
    for row in figure.rows:
        begin, end = x(row.date.start.year), x((row.date.end or row.date.start).year + 1)
        for text in wrap(f"{plain_text(row.name)}, {row.group} {_years(row)}", canvas.width, size):
            width = text_width(text, size)
            start = begin if begin + width <= canvas.width else max(0.0, min(end, canvas.width) - width)
            labels.append(Label(start, y, text, size))
            y += LEADING * size
        top = y - 0.85 * size
        bars.append(Bar((begin, top, end, top + 0.55 * size), fills[row.group]))
        y = top + 2.05 * size
    foot = y - 1.0 * size

    years = named_years(first, last, x, size)
    middles = {year: (x(year) + x(year + 1)) / 2 for year in years}
    grid = interrupted(
        (Line(x(year), base, x(year), foot, Tone.PALE, 0.4) for year in years),
        [*(label.box for label in labels), *(bar.box for bar in bars)],
    )
    return Drawing(
        canvas.width,
        foot + 0.5,
        lines=(Line(0.5, base, canvas.width - 0.5, base), *grid),
        bars=tuple(bars),
        labels=(*_year_labels(middles, canvas), *labels),
    )


def _years(row: SpanRow) -> str:
    start, end = row.date.start.year, row.date.end
    return str(start) if end is None or end.year == start else f"{start}–{end.year}"


def _year_labels(middles: dict[int, float], canvas: Canvas) -> list[Label]:
    """Return the years' names above the axis, the outer ones moved into the drawing."""
    labels = []
    for year, middle in middles.items():
        label = centred(middle, 0.85 * canvas.text, str(year), canvas.text)
        labels.append(Label(min(max(0, label.x), canvas.width - label.width), label.y, label.text, label.size))
    return labels
