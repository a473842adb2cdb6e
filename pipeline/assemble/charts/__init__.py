"""Charts: figures drawn from data, in black and greys, told apart by shape, the text's own colour for ink.

One module for each kind; `drawing` has what they are made of, `labels` finds places for their lettering.
"""

from pipeline.assemble.charts.drawing import Canvas, Drawing, canvas_for
from pipeline.assemble.charts.ranks import draw_ranks
from pipeline.assemble.charts.series import draw_series
from pipeline.assemble.charts.spans import draw_spans
from pipeline.assemble.charts.timeline import draw_timeline
from pipeline.book.data import ChartKind, DrawnFigure, Spans, Timeline

__all__ = ["Canvas", "Drawing", "canvas_for", "draw"]


def draw(figure: DrawnFigure, canvas: Canvas) -> Drawing:
    """Place all that a figure shows on the canvas; the same data come out the same everywhere."""
    match figure:
        case Spans():
            return draw_spans(figure, canvas)
        case Timeline():
            return draw_timeline(figure, canvas)
        case _:
            return (draw_ranks if figure.kind is ChartKind.RANKS else draw_series)(figure, canvas)
