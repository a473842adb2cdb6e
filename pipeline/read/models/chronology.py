"""Dated events."""

from pipeline.read.models.base import Filled, Model, SpanText


class EventModel(Model):
    """One event."""

    date: SpanText
    text: Filled


class ChronologyModel(Model):
    """A file for `::: {.chronology data=…}`."""

    events: tuple[EventModel, ...]
