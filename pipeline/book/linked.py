"""The book after linking: every number, target, note, citation and index entry is known; only folios are not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.facts import FactUse
from pipeline.book.inlines import Inlines
from pipeline.book.manuscript import Book
from pipeline.book.names import AnchorId, CitationId, PieceId, SourceKey


class TargetKind(StrEnum):
    """What a link can lead to."""

    PIECE = "piece"
    SECTION = "section"
    FIGURE = "figure"
    TABLE = "table"
    LISTING = "listing"
    PLACE = "place"
    PERSON = "person"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Target:
    """Something an author can refer to. `number` is “3” for chapter or figure 3, None where it has none."""

    anchor: AnchorId
    piece: PieceId
    kind: TargetKind
    title: Inlines
    number: str | None
    location: SourceLocation


class Named(NamedTuple):
    """What an anchor names, as far as readers are told: not where in the manuscript it stands."""

    anchor: AnchorId
    kind: TargetKind
    title: Inlines
    number: str | None


@dataclass(frozen=True, slots=True)
class Locator:
    """Where an entry's matter is found: one spot, or a stretch that ends at `end`."""

    start: AnchorId
    end: AnchorId | None
    principal: bool


@dataclass(frozen=True, slots=True)
class IndexLink:
    """A see or see also: the words to print and the entry they lead to."""

    heading: Inlines
    anchor: AnchorId


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading of the index with its locators in reading order; a subentry has no subentries of its own."""

    anchor: AnchorId
    heading: Inlines
    locators: tuple[Locator, ...]
    subentries: tuple["IndexEntry", ...] = ()
    see: tuple[IndexLink, ...] = ()
    see_also: tuple[IndexLink, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries under one letter of the book's own alphabet (“0–9” for numbers, “#” for what begins with none)."""

    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """One source as the citation style writes it; `anchor` is what citations lead to.

    `number` is what a numeric style cites the source by (“12”; no part of `text`), None in other styles.
    """

    key: SourceKey
    anchor: AnchorId
    text: Inlines
    location: SourceLocation
    number: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedBook:
    """A book whose references are resolved.

    `targets`, `note_numbers`, `mark_pieces` (index mark → the piece it stands in) and `citations` are looked up by the
    names that the book's own nodes carry. `person_entries` maps a person's anchor to the index entry of that person.
    `bibliography_piece` and `index_piece` are those that hold the list of sources and the index, if any does.
    `fact_uses` are all places that state a fact, in reading order, those of data files last.
    """

    book: Book
    targets: Mapping[AnchorId, Target]
    note_numbers: Mapping[tuple[PieceId, str], int]
    mark_pieces: Mapping[AnchorId, PieceId]
    citations: Mapping[CitationId, Inlines]
    bibliography: tuple[BibliographyEntry, ...]
    index: tuple[IndexGroup, ...]
    person_entries: Mapping[AnchorId, IndexEntry]
    diagnostics: tuple[Diagnostic, ...] = ()
    fact_uses: tuple[FactUse, ...] = ()
    bibliography_piece: PieceId | None = None
    index_piece: PieceId | None = None
