"""data/index.yaml: see, see also, and how entries are filed."""

from pydantic import Field

from pipeline.read.models.base import Filled, Model


class SeeModel(Model):
    """From a form that has no page numbers to the entry that has them."""

    from_: Filled = Field(alias="from")
    to: Filled


class SeeAlsoModel(Model):
    """From one entry to others."""

    from_: Filled = Field(alias="from")
    to: tuple[Filled, ...]


class SortModel(Model):
    """An entry filed as if it were written otherwise."""

    entry: Filled
    as_: Filled = Field(alias="as")


class IndexModel(Model):
    """data/index.yaml."""

    see: tuple[SeeModel, ...] = ()
    see_also: tuple[SeeAlsoModel, ...] = ()
    sort: tuple[SortModel, ...] = ()
