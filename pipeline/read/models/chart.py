"""A figure drawn from numbers."""

from pipeline.read.models.base import Filled, Model, Name, Number, Text


class PointModel(Model):
    """One value; `x` is what stands below it on the axis."""

    x: Filled
    value: Number
    note: Text | None = None
    sources: tuple[Filled, ...] = ()


class SeriesModel(Model):
    """Values that belong together."""

    id: Name
    name: Filled
    points: tuple[PointModel, ...]


class ChartModel(Model):
    """A file for `::: {.chart data=…}`."""

    title: Filled
    caption: Text
    alt: Text
    x_label: Text
    unit: Text
    series: tuple[SeriesModel, ...]
