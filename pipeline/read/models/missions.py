"""Resident missions."""

from pipeline.read.models.base import Filled, Model, Name, SpanText, Text


class MissionModel(Model):
    """One mission."""

    id: Name
    sending: Filled
    host: Filled
    city: Filled
    kind: Filled
    opened: SpanText
    address: Text
    head: Text


class MissionsModel(Model):
    """A file for `::: {.missions data=…}`."""

    caption: Text
    missions: tuple[MissionModel, ...]
