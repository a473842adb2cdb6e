"""A figure drawn from numbers by year: kinds `series` and `ranks`."""

from typing import Annotated

from pipeline.read.models.base import (
    AT_LEAST_ONE,
    Filled,
    Model,
    Name,
    Number,
    Text,
    YearText,
    either,
    one_of,
    one_of_two,
)

CHART_KINDS = ("series", "ranks", "spans", "timeline")
"""The kinds of `.chart`; a file that names none is of the first."""


class KindModel(Model):
    """What any file for `::: {.chart data=…}` says first: which other keys it has depends on it."""

    kind: Annotated[Text, *one_of(*CHART_KINDS, what="kind of chart")]


class PointModel(Model):
    """One value, or the id of the fact that has it; `x` is the year that stands below it on the axis."""

    model_config = either("value", "fact")

    x: YearText
    value: Number | None = None
    fact: Filled | None = None
    note: Text | None = None
    sources: tuple[Filled, ...] = ()

    _given = one_of_two("value", "fact")


class SeriesModel(Model):
    """Values that belong together."""

    id: Name
    name: Filled
    points: Annotated[tuple[PointModel, ...], *AT_LEAST_ONE]


class ChartModel(Model):
    """A file for `::: {.chart data=…}` whose kind is `series` or `ranks`."""

    kind: Annotated[Text, *one_of("series", "ranks", what="kind of chart")] | None = None
    title: Filled
    caption: Filled
    alt: Filled
    x_label: Filled
    unit: Filled
    series: Annotated[tuple[SeriesModel, ...], *AT_LEAST_ONE]
