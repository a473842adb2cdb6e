"""`::: {.chart data=…}` of the kinds `series` and `ranks`: numbers by year."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from pipeline import rules
from pipeline.book.data import MOST_SERIES, Chart, ChartKind, Point, Series
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.book.numbers import in_figures
from pipeline.read.data.files import plain_value, running_text, source_keys
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.chart import ChartModel, PointModel, SeriesModel
from pipeline.read.scope import Scope

_Number: TypeAlias = Callable[[PointModel, Scope], float]
"""Takes a point's value, as amount or as rank."""


def chart(model: ChartModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles) -> Chart:
    """Return the chart's numbers; years that are not in order of time are findings, and ranks that cannot be."""
    if len(model.series) > MOST_SERIES:
        problem = f"{len(model.series)} series cannot be told apart without colour; {MOST_SERIES} can"
        where = model.series[MOST_SERIES].id.location
        scope.findings.append(rules.WRONG_VALUE.at(where, key="series", problem=problem))
    caption = running_text(model.caption, scope)
    kind = ChartKind(model.kind.text) if model.kind else ChartKind.SERIES
    number = _rank if kind is ChartKind.RANKS else partial(_amount, model.unit.text)
    return Chart(
        anchor=anchor,
        title=plain_value(model.title) or "",
        caption=caption,
        alt=plain_value(model.alt) or "",
        x_label=plain_value(model.x_label) or "",
        unit=plain_value(model.unit) or "",
        series=tuple(_series(series, number, scope) for series in model.series),
        location=here,
        kind=kind,
    )


def _amount(unit: str, model: PointModel, scope: Scope) -> float:
    return model.value or 0.0 if model.fact is None else scope.registry.number(model.fact, unit, scope.findings)


def _rank(model: PointModel, scope: Scope) -> float:
    if model.fact is not None:
        return scope.registry.rank(model.fact, scope.findings)
    value = model.value or 0.0
    if value < 1 or value % 1:
        problem = f"{in_figures(value)} is no rank; the first is 1"
        scope.findings.append(rules.WRONG_VALUE.at(model.x.location, key="value", problem=problem))
    return value


def _series(model: SeriesModel, number: _Number, scope: Scope) -> Series:
    for earlier, later in pairwise(model.points):
        years = (earlier.x.text, later.x.text)
        if int(years[1]) <= int(years[0]):
            scope.findings.append(rules.OUT_OF_ORDER.at(later.x.location, what=years[1], previous=years[0]))
    points = tuple(_point(point, number, scope) for point in model.points)
    return Series(model.id.text, model.name.text, points, model.id.location)


def _point(model: PointModel, number: _Number, scope: Scope) -> Point:
    sources = source_keys(model.sources)
    if model.fact is not None:
        sources = sources or scope.registry.sources(model.fact)
    return Point(model.x.text, number(model, scope), running_text(model.note, scope), sources, model.x.location)
