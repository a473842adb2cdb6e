"""Resident missions."""

from pipeline.read.models.base import Filled, Model, Name, SpanText, Text, either, one_of_two


class MissionModel(Model):
    """One mission; `fact` is the id of the date of its opening, where `opened` does not give it."""

    model_config = either("opened", "fact")

    id: Name
    sending: Filled
    city: Filled
    kind: Filled
    opened: SpanText | None = None
    fact: Filled | None = None
    address: Text
    head: Text

    _given = one_of_two("opened", "fact")


class MissionsModel(Model):
    """A file for `::: {.missions data=…}`."""

    caption: Text
    missions: tuple[MissionModel, ...]
