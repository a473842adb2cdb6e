"""A figure of stretches of years: kind `spans`."""

from typing import Annotated

from pipeline.read.models.base import AT_LEAST_ONE, Filled, Model, SpanText, Text, one_of


class SpanRowModel(Model):
    """One stretch; `name` is running text, `group` plain."""

    name: Filled
    group: Filled
    date: SpanText
    note: Text | None = None
    sources: tuple[Filled, ...] = ()


class SpansModel(Model):
    """A file for `::: {.chart data=…}` whose kind is `spans`."""

    kind: Annotated[Text, *one_of("spans", what="kind of chart")]
    title: Filled
    caption: Filled
    alt: Filled
    name_label: Filled
    group_label: Filled
    date_label: Filled
    rows: Annotated[tuple[SpanRowModel, ...], *AT_LEAST_ONE]
