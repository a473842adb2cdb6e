"""A figure drawn from numbers."""

from pipeline.read.models.base import Filled, Model, Name, Number, Text, either, one_of_two


class PointModel(Model):
    """One value, or the id of the fact that has it; `x` is what stands below it on the axis."""

    model_config = either("value", "fact")

    x: Filled
    value: Number | None = None
    fact: Filled | None = None
    note: Text | None = None
    sources: tuple[Filled, ...] = ()

    _given = one_of_two("value", "fact")


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
