"""`::: {.chart data=…}`."""

from itertools import pairwise

from pipeline import rules
from pipeline.book.data import Chart, Point, Series
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId, SourceKey
from pipeline.read.data.files import plain_value, running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.chart import ChartModel, PointModel, SeriesModel
from pipeline.read.scope import Scope


def chart(model: ChartModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles) -> Chart:
    """Return the chart's numbers; years that are not in order of time are findings."""
    caption = running_text(model.caption, scope)
    return Chart(
        anchor=anchor,
        title=plain_value(model.title) or "",
        caption=caption,
        alt=plain_value(model.alt) or "",
        x_label=plain_value(model.x_label) or "",
        unit=plain_value(model.unit) or "",
        series=tuple(_series(series, model.unit.text, scope) for series in model.series),
        location=here,
    )


def _series(model: SeriesModel, unit: str, scope: Scope) -> Series:
    for earlier, later in pairwise(model.points):
        years = (earlier.x.text, later.x.text)
        if all(year.isdecimal() for year in years) and int(years[1]) < int(years[0]):
            scope.findings.append(rules.OUT_OF_ORDER.at(later.x.location, what=years[1], previous=years[0]))
    points = tuple(_point(point, unit, scope) for point in model.points)
    return Series(model.id.text, model.name.text, points, model.id.location)


def _point(model: PointModel, unit: str, scope: Scope) -> Point:
    sources = tuple(SourceKey(key.text.removeprefix("@")) for key in model.sources)
    value = model.value or 0.0
    if model.fact is not None:
        value = scope.registry.number(model.fact, unit, scope.findings)
        sources = sources or scope.registry.sources(model.fact)
    return Point(model.x.text, value, running_text(model.note, scope), sources, model.x.location)
