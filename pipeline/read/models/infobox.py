"""A panel of labelled values."""

from pipeline.read.models.base import Filled, Model, Name, Text


class InfoboxImageModel(Model):
    """The image at the head; `file` is relative to the data file."""

    file: Filled
    alt: Text
    caption: Text | None = None


class InfoboxFieldModel(Model):
    """One labelled value."""

    id: Name
    label: Filled
    value: Text


class InfoboxModel(Model):
    """A file for `::: {.infobox data=…}`."""

    title: Filled
    image: InfoboxImageModel | None = None
    fields: tuple[InfoboxFieldModel, ...]
