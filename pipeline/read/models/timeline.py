"""A figure of periods and events: kind `timeline`."""

from typing import Annotated

from pipeline.read.models.base import AT_LEAST_ONE, Filled, Model, SpanText, Text, one_of


class PeriodModel(Model):
    """A stretch of the timeline, with the years that it covers: `1472/1600`."""

    name: Filled
    years: SpanText


class TimelineModel(Model):
    """A file for `::: {.chart data=…}` whose kind is `timeline`.

    `events` is the name of a chronology's file, whose entries with a `short` text are drawn.
    """

    kind: Annotated[Text, *one_of("timeline", what="kind of chart")]
    title: Filled
    caption: Filled
    alt: Filled
    periods: Annotated[tuple[PeriodModel, ...], *AT_LEAST_ONE]
    events: Filled
