"""Values that a book states more than once or that age, each written down in one place: data/facts.yaml."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import FactId, SourceKey


class FactKind(StrEnum):
    """What a value is, and so how a text may write it."""

    QUANTITY = "quantity"
    """A number in a unit: 166.9 million US dollars."""
    COUNT = "count"
    """How many there are of something, which the unit names: 2,500 students."""
    RANK = "rank"
    """A place in an order: sixth."""
    DATE = "date"
    """A day, a month, a year, or a stretch of them."""
    NAME = "name"
    """Words that are written as they stand: a person's name."""


FactValue: TypeAlias = float | DateSpan | str
"""A number for a quantity, a count and a rank; a date; a name's words."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """A source of a value and where the registry names it."""

    key: SourceKey
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Fact:
    """One value; `as_of` is when it held or was stated, `review_by` None for what cannot change any more.

    `written` are further ways to write a name; `location` is the line of the registry that names the fact.
    """

    id: FactId
    kind: FactKind
    value: FactValue
    unit: str | None
    as_of: DateSpan
    sources: tuple[FactSource, ...]
    review_by: PartialDate | None
    written: tuple[str, ...]
    note: str | None
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class FactUse:
    """A place that states a fact: `text` are its words, None where a data file takes the value by the fact's id."""

    fact: FactId
    location: SourceLocation
    text: str | None = None
    agrees: bool = True
