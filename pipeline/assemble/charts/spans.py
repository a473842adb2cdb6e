"""Kind `spans`: stretches of years as bars, one under another, each with its name above it."""

from pipeline.assemble.charts.axes import Scale, named_years
from pipeline.assemble.charts.drawing import Bar, Canvas, Drawing, Fill, Label, Line, Tone, interrupted
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
    y = base + 1.2 * size
    for row in figure.rows:
        begin, end = x(row.date.start.year), x((row.date.end or row.date.start).year + 1)
        for text in wrap(f"{plain_text(row.name)}, {row.group}, {_years(row)}", canvas.width, size):
            width = text_width(text, size)
            start = begin if begin + width <= canvas.width else max(0.0, min(end, canvas.width) - width)
            labels.append(Label(start, y, text, size))
            y += LEADING * size
        top = y - 0.9 * size
        bars.append(Bar((begin, top, end, top + 0.5 * size), fills[row.group]))
        y = top + 1.65 * size
    foot = y - 0.7 * size

    years = named_years(first, last, x, size, least=5 if last - first > 10 else 1)
    names = [Label(x(year) + 0.25 * size, 0.85 * size, str(year), size) for year in years]
    names = [label for label in names if label.x + label.width <= canvas.width]
    grid = interrupted(
        (Line(x(year), 0, x(year), foot, Tone.PALE, 0.4) for year in years),
        [*(label.box for label in labels), *(bar.box for bar in bars)],
    )
    ticks = (Line(x(year), base, x(year), base + 0.25 * size) for year in range(first, last + 2))
    return Drawing(
        canvas.width,
        foot,
        lines=(Line(0.5, base, canvas.width - 0.5, base), *grid, *ticks),
        bars=tuple(bars),
        labels=(*names, *labels),
    )


def _years(row: SpanRow) -> str:
    start, end = row.date.start.year, row.date.end
    return str(start) if end is None or end.year == start else f"{start}–{end.year}"
