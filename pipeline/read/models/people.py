"""A biographical register."""

from pipeline.read.models.base import Filled, Model, Name, Text


class PersonModel(Model):
    """One person; `index` is the index entry that says where the book speaks of them."""

    id: Name
    name: Filled
    sort: Filled
    life: Text | None = None
    variants: tuple[Filled, ...] = ()
    about: Filled
    index: Filled | None = None


class PeopleModel(Model):
    """A file for `::: {.people data=…}`."""

    people: tuple[PersonModel, ...]
