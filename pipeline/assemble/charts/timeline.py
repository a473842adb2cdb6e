"""Kind `timeline`: time runs downwards, period by period, each to a scale of its own; events are named beside it."""

from dataclasses import dataclass

from pipeline.assemble.charts.axes import Scale
from pipeline.assemble.charts.drawing import Canvas, Drawing, Label, Line, Mark, Shape, Tone
from pipeline.assemble.charts.labels import spread
from pipeline.assemble.charts.lettering import LEADING, Weight, text_width, wrap
from pipeline.book.data import DateSpan, Period, Timeline, TimelineEvent

_NAMES = 0.255
"""How wide the column of the periods' names is, in widths of the drawing."""

_GAP = 1.0
"""Between two periods, in sizes of the lettering."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a timeline begin: the axis, and the events with their years."""

    axis: float
    years: float

    def text(self, event: TimelineEvent, size: float) -> float:
        """Return where an event's text begins: in line with the others, as far as its years leave room."""
        widths = (text_width(years, size, Weight.SEMIBOLD) for years in ("0000", _year(event.date)))
        return self.years + max(widths) + 0.7 * size


def draw_timeline(figure: Timeline, canvas: Canvas) -> Drawing:
    """Draw the periods one under another, as high as their events need."""
    size = canvas.text
    axis = _NAMES * canvas.width + 0.8 * size
    years = axis + 2.1 * size
    columns = _Columns(axis, years)
    parts = Drawing(canvas.width, 0)
    rim = 0.3 * size  # half a mark
    y = rim
    for period in figure.periods:
        first, last = _bounds(period)
        events = [event for event in figure.events if first <= event.date.start.year <= last]
        part = _draw_period(period, events, columns, y, canvas)
        parts = Drawing(
            canvas.width,
            part.height + rim,
            lines=parts.lines + part.lines,
            marks=parts.marks + part.marks,
            labels=parts.labels + part.labels,
        )
        y = part.height + _GAP * size
    return parts


def _draw_period(period: Period, events: list[TimelineEvent], columns: _Columns, top: float, canvas: Canvas) -> Drawing:
    """Return one period, drawn from `top` down to its own `height`."""
    size, line = canvas.text, LEADING * canvas.text
    first, last = _bounds(period)
    named = wrap(period.name, _NAMES * canvas.width, size, Weight.SEMIBOLD)
    span = _year(period.years)
    texts = [wrap(event.text, canvas.width - columns.text(event, size), size) for event in events]
    heights = [len(lines) * line + 0.15 * size for lines in texts]
    height = max((len(named) + 1) * line, sum(heights) + 0.5 * size, 2.4 * size)
    scale = Scale(first, last + 1, top, top + height)
    places = [scale(event.date.start.year + 0.5) for event in events]
    edges = spread([place - line / 2 for place in places], heights, top)
    below = max((edge + size_ for edge, size_ in zip(edges, heights, strict=True)), default=0.0)
    height = max(height, below - top - 0.15 * size)
    scale = Scale(first, last + 1, top, top + height)
    places = [scale(event.date.start.year + 0.5) for event in events]

    labels = [Label(0, top + size * 0.8 + line * row, text, size, Weight.SEMIBOLD) for row, text in enumerate(named)]
    labels.append(Label(0, top + size * 0.8 + line * len(named), span, size))
    lines = [
        Line(columns.axis, top, columns.axis, top + height, weight=0.8),
        *(Line(columns.axis - 0.35 * size, end, columns.axis + 0.35 * size, end, weight=0.8)
          for end in (top, top + height)),
    ]  # fmt: skip
    marks = []
    for event, place, edge, rows in zip(events, places, edges, texts, strict=True):
        base = edge + 0.8 * size
        labels.append(Label(columns.years, base, _year(event.date), size, Weight.SEMIBOLD))
        start = columns.text(event, size)
        labels.extend(Label(start, base + line * row, text, size) for row, text in enumerate(rows))
        marks.append(Mark(columns.axis, place, Shape.DISC, 0.27 * size))
        middle = base - 0.33 * size
        lines.append(
            Line(columns.axis + 0.55 * size, place, columns.years - 0.3 * size, middle, Tone.PALE, 0.5)
        )  # fmt: skip
    return Drawing(canvas.width, top + height, lines=tuple(lines), marks=tuple(marks), labels=tuple(labels))


def _bounds(period: Period) -> tuple[int, int]:
    return period.years.start.year, (period.years.end or period.years.start).year


def _year(span: DateSpan) -> str:
    end = span.end
    return str(span.start.year) if end is None or end.year == span.start.year else f"{span.start.year}–{end.year}"
