"""Blocks made from the data files: checked values, their texts already running text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Inlines
from pipeline.book.names import AnchorId, ResourcePath, SourceKey


@dataclass(frozen=True, slots=True)
class InfoboxField:
    """One row of an infobox."""

    id: str
    label: str
    value: Inlines
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class InfoboxImage:
    """The image at the head of an infobox."""

    image: ResourcePath
    alt: str
    caption: Inlines
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Infobox:
    """A panel of labelled values about the book's subject."""

    anchor: AnchorId
    title: Inlines
    image: InfoboxImage | None
    fields: tuple[InfoboxField, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year: what is not known is None."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or a stretch between two; `end` is None for a single date."""

    start: PartialDate
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Mission:
    """One state's mission in another."""

    id: str
    sending: Inlines
    city: Inlines
    kind: Inlines
    opened: DateSpan
    address: Inlines
    head: Inlines
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Missions:
    """The table of resident missions."""

    anchor: AnchorId
    caption: Inlines
    missions: tuple[Mission, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a chronology."""

    date: DateSpan
    text: Inlines
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Chronology:
    """Dated events, in order."""

    anchor: AnchorId
    events: tuple[Event, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of a biographical register; `index` names the index entry that says where the book speaks of them."""

    anchor: AnchorId
    name: Inlines
    sort: str
    life: str | None
    variants: tuple[str, ...]
    about: Inlines
    index: str | None
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class People:
    """A biographical register."""

    anchor: AnchorId
    people: tuple[Person, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series."""

    x: str
    value: float
    note: Inlines
    sources: tuple[SourceKey, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Series:
    """Values that come from one source or belong together."""

    id: str
    name: str
    points: tuple[Point, ...]
    location: SourceLocation


class ChartKind(StrEnum):
    """How numbers by year are drawn: as amounts from zero upwards, or as places from the first downwards."""

    SERIES = "series"
    RANKS = "ranks"


MOST_SERIES: Final = 6
MOST_GROUPS: Final = 4
"""How many series, and groups of a figure of spans, can be told apart without colour."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure drawn from numbers; `points` carry the numbers for its table too."""

    anchor: AnchorId
    title: str
    caption: Inlines
    alt: str
    x_label: str
    unit: str
    series: tuple[Series, ...]
    location: SourceLocation
    kind: ChartKind = ChartKind.SERIES


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Something that took some years, such as the building of a house; `group` is what it shares with others."""

    name: Inlines
    group: str
    date: DateSpan
    note: Inlines
    sources: tuple[SourceKey, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Spans:
    """A figure of stretches of years, one under another; the three labels head the columns of its table."""

    anchor: AnchorId
    title: str
    caption: Inlines
    alt: str
    name_label: str
    group_label: str
    date_label: str
    rows: tuple[SpanRow, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a timeline, drawn to a scale of its own."""

    name: str
    years: DateSpan
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event of a chronology as a timeline names it: in a few words."""

    date: DateSpan
    text: str
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Timeline:
    """A figure of periods, one after another, and the events that fall into them, all in order of time."""

    anchor: AnchorId
    title: str
    caption: Inlines
    alt: str
    periods: tuple[Period, ...]
    events: tuple[TimelineEvent, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class BibliographyBlock:
    """The place where the cited sources are listed."""

    anchor: AnchorId
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class IndexBlock:
    """The place where the index stands."""

    anchor: AnchorId
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class ColophonBlock:
    """The place where programs, edition and the manuscript's digest are named."""

    anchor: AnchorId
    location: SourceLocation


class BlockName(StrEnum):
    """What completeness.yaml calls the blocks that a piece is to hold; an infobox's image counts by itself."""

    INFOBOX = "infobox"
    INFOBOX_IMAGE = "infobox-image"
    MISSIONS = "missions"
    CHRONOLOGY = "chronology"
    PEOPLE = "people"
    CHART = "chart"
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"
    COLOPHON = "colophon"


DrawnFigure: TypeAlias = Chart | Spans | Timeline
"""What `.chart` becomes, by the kind that its data file names."""

DataBlock: TypeAlias = (
    Infobox | Missions | Chronology | People | DrawnFigure | BibliographyBlock | IndexBlock | ColophonBlock
)
