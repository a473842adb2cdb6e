"""The blocks a chapter is built of; each knows where it stands in the manuscript."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pipeline.book.data import DataBlock
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Inlines
from pipeline.book.names import AnchorId, LanguageTag, ResourcePath


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    children: Inlines
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all under it; `level` is 2 for `##`; `named` tells whether the author gave the anchor."""

    anchor: AnchorId
    named: bool
    level: int
    title: Inlines
    blocks: "Blocks"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered image with its caption; `anchor` is always present, made up where the author gave none."""

    anchor: AnchorId
    image: ResourcePath
    alt: str
    caption: Inlines
    location: SourceLocation


class Alignment(StrEnum):
    """How a table's column is set."""

    START = "start"
    CENTRE = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: a tuple of cells, each running text."""

    cells: tuple[Inlines, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` is None where the author wrote none; without a caption it is not numbered."""

    anchor: AnchorId
    caption: Inlines
    alignments: tuple[Alignment, ...]
    header: Row | None
    rows: tuple[Row, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; in a tight list its paragraphs are set without space between."""

    blocks: "Blocks"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list."""

    items: tuple[ListItem, ...]
    tight: bool
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list that begins at `start`."""

    items: tuple[ListItem, ...]
    start: int
    tight: bool
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with one or more definitions."""

    term: Inlines
    descriptions: tuple["Blocks", ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and what they mean."""

    items: tuple[Definition, ...]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    blocks: "Blocks"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class CodeListing:
    """A listing; `anchor` and number only where it has a caption."""

    anchor: AnchorId
    text: str
    language: str | None
    caption: Inlines
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class VerseLine:
    """One line of verse, indented by `indent` en spaces."""

    indent: int
    children: Inlines


@dataclass(frozen=True, slots=True)
class Verse:
    """A line block: stanzas of lines."""

    stanzas: tuple[tuple[VerseLine, ...], ...]
    location: SourceLocation


class DivisionKind(StrEnum):
    """What a fenced division is for."""

    EPIGRAPH = "epigraph"
    SIGNATURE = "signature"
    SIDEBAR = "sidebar"
    NOTE = "note"
    WARNING = "warning"
    PLAIN = "plain"
    """Only a language or direction is set."""


@dataclass(frozen=True, slots=True)
class Division:
    """`::: {.sidebar}` and its like; an epigraph's last paragraph is its attribution."""

    kind: DivisionKind
    anchor: AnchorId | None
    language: LanguageTag | None
    direction: str | None
    blocks: "Blocks"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """`* * *`: a pause in the text."""

    location: SourceLocation


Block: TypeAlias = (
    Paragraph
    | Section
    | Figure
    | Table
    | BulletList
    | OrderedList
    | DefinitionList
    | Quotation
    | CodeListing
    | Verse
    | Division
    | SceneBreak
    | DataBlock
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note; numbered by the link stage in the order of the calls."""

    label: str
    blocks: Blocks
    location: SourceLocation
