"""A panel of labelled values."""

from pipeline.read.models.base import Filled, Model, Name, Text, either, one_of_two


class InfoboxImageModel(Model):
    """The image at the head; `file` is relative to the data file."""

    file: Filled
    alt: Text
    caption: Text | None = None


class InfoboxFieldModel(Model):
    """One labelled value; `fact` is the id of the fact that is to stand here with its sources."""

    model_config = either("value", "fact")

    id: Name
    label: Filled
    value: Text | None = None
    fact: Filled | None = None

    _given = one_of_two("value", "fact")


class InfoboxModel(Model):
    """A file for `::: {.infobox data=…}`."""

    title: Filled
    image: InfoboxImageModel | None = None
    fields: tuple[InfoboxFieldModel, ...]
