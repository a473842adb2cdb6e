"""Dated events."""

from pipeline.read.models.base import Filled, Model, SpanText, either, one_of_two


class EventModel(Model):
    """One event; `fact` is the id of its date, where `date` does not give it, `short` its name on a timeline."""

    model_config = either("date", "fact")

    date: SpanText | None = None
    fact: Filled | None = None
    text: Filled
    short: Filled | None = None

    _given = one_of_two("date", "fact")


class ChronologyModel(Model):
    """A file for `::: {.chronology data=…}`."""

    events: tuple[EventModel, ...]
