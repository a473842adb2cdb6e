"""Charts: everything in its place, no lettering over other lettering."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.charts import Drawing, canvas_for, draw
from pipeline.assemble.charts.drawing import Box
from pipeline.book.data import Chart, ChartKind, DrawnFigure, Point, Series, Spans, Timeline
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.manuscript import Book
from pipeline.book.names import AnchorId, Medium
from pipeline.book.walk import walk
from pipeline.read import read_book
from tests.products.conftest import ROOT

HERE = SourceLocation(read_book(ROOT / "tests/books/po-polsku").chapters[0].file, 1)


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(ROOT / "manuscript")


def figures(book: Book) -> list[DrawnFigure]:
    return [
        node for chapter in book.chapters for node in walk(chapter.blocks) if isinstance(node, Chart | Spans | Timeline)
    ]


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def inside(drawing: Drawing, box: Box) -> bool:
    slack = 0.6
    return (
        box[0] >= -slack and box[1] >= -slack and box[2] <= drawing.width + slack and box[3] <= drawing.height + slack
    )


@pytest.mark.parametrize("medium", [Medium.PRINT, Medium.EPUB])
def test_no_lettering_of_the_books_figures_overlaps_or_leaves_the_drawing(book: Book, medium: Medium) -> None:
    drawn = figures(book)
    assert len(drawn) >= 4
    for figure in drawn:
        drawing = draw(figure, canvas_for(medium))
        for one, other in combinations(drawing.labels, 2):
            assert not overlap(one.box, other.box), (figure.title, one.text, other.text)
        for label in drawing.labels:
            assert inside(drawing, label.box), (figure.title, label.text)


@pytest.mark.parametrize("kind", list(ChartKind))
@settings(max_examples=25)
@given(values=st.dictionaries(st.integers(1990, 2030), st.integers(1, 12), min_size=1, max_size=12))
def test_every_mark_is_inside_its_drawing(kind: ChartKind, values: dict[int, int]) -> None:
    points = tuple(Point(str(year), value, (), (), HERE) for year, value in sorted(values.items()))
    series = (Series("one", "One", points, HERE),)
    chart = Chart(AnchorId("fig"), "Trade", (), "", "Year", "million", series, HERE, kind)
    drawing = draw(chart, canvas_for(Medium.PRINT))
    assert all(inside(drawing, mark.box) for mark in drawing.marks)
