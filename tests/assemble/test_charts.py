"""Charts: everything within the drawing, no label on another, the same each time."""

from itertools import combinations, pairwise
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.assemble import assemble
from pipeline.assemble.charts import Drawing, draw
from pipeline.assemble.charts.axes import Scale, named_values, named_years
from pipeline.assemble.charts.drawing import Canvas, Line, canvas_for, inside, interrupted, overlap
from pipeline.assemble.charts.labels import spread
from pipeline.assemble.charts.lettering import text_width
from pipeline.book.data import (
    Chart,
    ChartKind,
    DateSpan,
    DrawnFigure,
    PartialDate,
    Period,
    Point,
    Series,
    SpanRow,
    Spans,
    Timeline,
    TimelineEvent,
)
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Text
from pipeline.book.names import AnchorId, Medium
from pipeline.book.walk import walk
from pipeline.link import link_book
from pipeline.read import read_book
from tests.products.conftest import ROOT

HERE = SourceLocation(PurePosixPath("data/chart.yaml"), 1)
PAGE, PHONE = canvas_for(Medium.PRINT), canvas_for(Medium.EPUB)
MEASURE, COLUMN = 323.15, 320.0
"""What 114 mm are in points, and what a phone of 375 pixels leaves for the text."""


def chart(*values: dict[int, float], kind: ChartKind = ChartKind.SERIES) -> Chart:
    series = tuple(
        Series(str(number), f"Series {number}", tuple(point(*pair) for pair in sorted(one.items())), HERE)
        for number, one in enumerate(values)
    )
    return Chart(AnchorId("fig"), "Trade", (), "alt", "Year", "million", series, HERE, kind)


def point(year: int, value: float) -> Point:
    return Point(str(year), value, (), (), HERE)


def years(start: int, end: int | None = None) -> DateSpan:
    return DateSpan(PartialDate(start), PartialDate(end) if end else None)


def spans(*rows: tuple[str, int, int]) -> Spans:
    made = (SpanRow((Text(name),), name[:1], years(start, end), (), (), HERE) for name, start, end in rows)
    return Spans(AnchorId("fig"), "Houses", (), "alt", "House", "Architect", "Built", tuple(made), HERE)


def timeline(periods: list[tuple[int, int]], events: list[tuple[int, str]]) -> Timeline:
    return Timeline(
        AnchorId("fig"), "Time", (), "alt",
        tuple(Period(f"Period from {start}", years(start, end), HERE) for start, end in periods),
        tuple(TimelineEvent(years(year), text, HERE) for year, text in sorted(events)),
        HERE,
    )  # fmt: skip


def assert_legible(drawing: Drawing, canvas: Canvas) -> None:
    frame = (0.0, 0.0, canvas.width, drawing.height)
    for label in drawing.labels:
        assert inside(label.box, (-0.01, -0.01, frame[2] + 0.01, frame[3] + 0.01)), label
    for one, other in combinations(drawing.labels, 2):
        assert not overlap(one.box, other.box, -0.05), (one, other)
    for mark in drawing.marks:
        assert inside(mark.box, (-0.01, -0.01, frame[2] + 0.01, frame[3] + 0.01)), mark
        assert not any(overlap(mark.box, label.box) for label in drawing.labels), mark


def manuscript_figures() -> list[DrawnFigure]:
    book = read_book(ROOT / "manuscript")
    return [node for chapter in book.chapters for node in walk(chapter.blocks) if isinstance(node, DrawnFigure)]


FIGURES = manuscript_figures()


@pytest.mark.parametrize("canvas", [PAGE, PHONE], ids=["page", "phone"])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.anchor)
def test_a_figure_of_the_manuscript_is_legible(figure: DrawnFigure, canvas: Canvas) -> None:
    assert_legible(draw(figure, canvas), canvas)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.anchor)
def test_every_value_of_the_manuscript_is_written_beside_its_mark(figure: DrawnFigure) -> None:
    texts = [label.text for label in draw(figure, PHONE).labels]
    if isinstance(figure, Chart):
        for value in (point.value for series in figure.series for point in series.points):
            assert f"{value:g}" in texts
    else:
        words = " ".join(texts)
        items = figure.rows if isinstance(figure, Spans) else figure.events
        for year in (item.date.start.year for item in items):
            assert str(year) in words


def test_the_manuscript_has_each_kind() -> None:
    kinds = [figure.kind if isinstance(figure, Chart) else type(figure).__name__ for figure in FIGURES]
    assert sorted(kinds) == ["Spans", "Timeline", "ranks", "series"]


def test_lettering_is_7_points_on_the_page_and_9_pixels_on_a_phone() -> None:
    assert PAGE.text * MEASURE / PAGE.width >= 7
    assert PHONE.text * COLUMN / PHONE.width >= 9


AMOUNTS = st.dictionaries(
    st.integers(1990, 2012), st.floats(0.1, 10_000).map(lambda value: round(value, 1)), min_size=1
)


@settings(max_examples=40)
@given(st.lists(AMOUNTS, min_size=1, max_size=3))
@example([{1990: 1446.5, 1991: 1.0}])  # the highest stands right below the unit
def test_amounts_are_legible_whatever_they_are(values: list[dict[int, float]]) -> None:
    assert_legible(draw(chart(*values), PHONE), PHONE)


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.integers(2000, 2012), st.integers(1, 40), min_size=1), min_size=1, max_size=2))
def test_ranks_are_legible_whatever_they_are(values: list[dict[int, float]]) -> None:
    assert_legible(draw(chart(*values, kind=ChartKind.RANKS), PHONE), PHONE)


NAMES = st.text("abcdefghij ", min_size=1, max_size=60).map(lambda text: " ".join(text.split()) or "a")


@given(st.lists(st.tuples(NAMES, st.integers(1400, 2025), st.integers(0, 300)), min_size=1, max_size=15))
def test_spans_are_legible_whatever_they_are(rows: list[tuple[str, int, int]]) -> None:
    drawing = draw(spans(*((name, year, year + length) for name, year, length in rows)), PAGE)
    long_words = any(text_width(word, PAGE.text) > PAGE.width for name, _, _ in rows for word in name.split())
    if not long_words:
        assert_legible(drawing, PAGE)


@given(st.lists(st.tuples(st.integers(1472, 2025), NAMES), min_size=1, max_size=25))
def test_a_timeline_is_legible_whatever_happens(events: list[tuple[int, str]]) -> None:
    fitting = [(year, " ".join(word[:20] for word in text.split())) for year, text in events]
    assert_legible(draw(timeline([(1472, 1800), (1801, 1990), (1991, 2025)], fitting), PHONE), PHONE)


def test_events_keep_their_order_and_stand_at_their_years() -> None:
    drawing = draw(timeline([(1900, 1999)], [(1910, "a"), (1911, "b"), (1990, "c")]), PAGE)
    at = {label.text: label.y for label in drawing.labels}
    assert at["a"] < at["b"] < at["c"]
    [first, second, third] = [mark.y for mark in drawing.marks]
    assert (third - second) == pytest.approx(79 * (second - first))


def test_a_rank_stands_higher_the_nearer_it_is_to_the_first() -> None:
    drawing = draw(chart({2021: 8, 2022: 1}, kind=ChartKind.RANKS), PAGE)
    [eighth, first] = [mark for mark in drawing.marks if mark.radius == PAGE.radius]
    assert first.y < eighth.y


def test_series_differ_in_shape_and_only_successive_years_are_joined() -> None:
    drawing = draw(chart({2013: 100, 2014: 10, 2018: 50}, {2015: 70}), PAGE)
    marks = [mark for mark in drawing.marks if mark.y > 30]
    assert len({mark.shape for mark in marks}) == 2
    slanting = [line for line in drawing.lines if line.x1 != line.x2 and line.y1 != line.y2 and line.weight == 0.8]
    assert len(slanting) == 1


def test_a_value_below_zero_stands_below_the_line_of_zero() -> None:
    drawing = draw(chart({2013: -5, 2014: 5}), PAGE)
    low, high = (mark.y for mark in drawing.marks)
    zero = next(label.y for label in drawing.labels if label.text == "0")
    assert high < zero < low + 4


def test_a_line_stops_short_of_lettering() -> None:
    [left, right] = interrupted([Line(0, 5, 100, 5)], [(40, 0, 60, 10)], gap=1)
    assert (left.x2, right.x1) == (39, 61)
    assert interrupted([Line(0, 5, 100, 5)], [(40, 6.5, 60, 10)], gap=1) == (Line(0, 5, 100, 5),)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 20)), max_size=12))
def test_spread_blocks_do_not_cover_one_another(blocks: list[tuple[float, float]]) -> None:
    blocks.sort()
    heights = [height for _, height in blocks]
    edges = spread([wanted for wanted, _ in blocks], heights, 0)
    assert all(edge >= -1e-9 for edge in edges)
    ends = [edge + height for edge, height in zip(edges, heights, strict=True)]
    assert all(edge >= end - 1e-9 for edge, end in zip(edges[1:], ends, strict=False))


def test_spread_leaves_blocks_where_they_wish_to_be_if_there_is_room() -> None:
    assert spread([0, 30, 90], [10, 10, 10], 0) == [0, 30, 90]


@given(st.integers(1, 2000), st.integers(0, 2000))
def test_years_on_an_axis_have_room_for_their_names(first: int, length: int) -> None:
    scale = Scale(first, first + length, 0, 300)
    named = named_years(first, first + length, scale, 10)
    assert named
    places = [scale(year) for year in named]
    assert all(later - earlier >= text_width("0000", 10) for earlier, later in pairwise(places))


@given(st.integers(-(10**6), 10**6).map(float), st.integers(0, 10**6).map(float))
def test_named_values_reach_from_zero_round_all_values(lowest: float, reach: float) -> None:
    named = named_values(lowest, lowest + reach)
    assert 2 <= len(named) <= 13 or lowest == reach == 0
    assert named[0] <= min(lowest, 0) + 1e-6 and named[-1] >= max(lowest + reach, 0) - abs(named[-1]) * 1e-6


def test_data_of_each_kind_are_a_table_on_screens_and_the_alternative_is_said() -> None:
    linked = link_book(read_book(ROOT / "tests/books/charts-of-every-kind"))
    [screen] = assemble(linked, Medium.EPUB)
    root = etree.fromstring(screen.xhtml.encode())
    ns = {"h": "http://www.w3.org/1999/xhtml", "s": "http://www.w3.org/2000/svg"}
    tables = root.xpath("//h:div[contains(@class, 'chart-data')]/h:table", namespaces=ns)
    heads = [["".join(cell.itertext()) for cell in table.xpath("h:thead//h:th", namespaces=ns)] for table in tables]
    assert heads == [
        ["Year", "Source of the figures", "Value", "Remark"],
        ["Year", "Source of the figures", "Value", "Remark"],
        ["Building", "Architect", "Built", "Remark"],
        ["Date", "Event", "Period"],
    ]
    assert all(table.find("h:caption", ns) is not None for table in tables)
    assert [row.get("scope") for row in root.xpath("//h:tbody//h:th", namespaces=ns)] == ["row"] * 8
    labels = [picture.get("aria-label") for picture in root.iter("{http://www.w3.org/2000/svg}svg")]
    assert labels == ["Two points.", "Two points.", "Two bars.", "Two events."]
    [page] = assemble(linked, Medium.PRINT)
    titles = [title.text for title in etree.fromstring(page.xhtml.encode()).iter("{http://www.w3.org/2000/svg}title")]
    assert titles == labels


def test_ink_is_the_readers_colour_and_nothing_is_white() -> None:
    linked = link_book(read_book(ROOT / "tests/books/charts-of-every-kind"))
    [screen] = assemble(linked, Medium.EPUB)
    root = etree.fromstring(screen.xhtml.encode())
    drawn = [node for picture in root.iter("{http://www.w3.org/2000/svg}svg") for node in picture.iter()]
    colours = {node.get(name) for node in drawn for name in ("fill", "stroke")} - {None}
    assert colours == {"currentColor", "none", "#888"}
