"""The book as the read stage gives it: everything the editors wrote, nothing resolved yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeAlias

from pipeline.book.blocks import Blocks, Note
from pipeline.book.data import BlockName
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.facts import Fact, FactUse
from pipeline.book.inlines import Inlines
from pipeline.book.names import FactId, GeneratedKind, LanguageTag, Matter, PieceId, PieceType, ResourcePath, SourceKey
from pipeline.book.printing import PrintSpecification
from pipeline.book.vocabulary import Vocabulary


class Status(StrEnum):
    """How far a chapter has come."""

    DRAFT = "draft"
    REVISED = "revised"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One Markdown file: `piece` is its anchor, `part` the part it stands under, `blocks` begin after the title.

    `type` is what the author says it is to the book, None where its contents are to tell.
    `head_location` is where its running head is written: its short title, or else its title. `digest` names all that
    it was read from; it is empty where that is more than its own file, facts and words.
    """

    piece: PieceId
    file: PurePosixPath
    matter: Matter
    title: Inlines
    short_title: str
    numbered: bool
    status: Status
    blocks: Blocks
    notes: tuple[Note, ...]
    location: SourceLocation
    part: PieceId | None = None
    head_location: SourceLocation | None = None
    type: PieceType | None = None
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class GeneratedPiece:
    """A piece made from metadata and structure; `location` is its line in book.yaml. `title` is set for a part."""

    piece: PieceId
    kind: GeneratedKind
    matter: Matter
    location: SourceLocation
    title: Inlines = ()


SpineItem: TypeAlias = Chapter | GeneratedPiece


@dataclass(frozen=True, slots=True)
class Creator:
    """Somebody who made the book; `role` is a MARC relator code (aut, edt, trl …), a `group` is no person."""

    name: str
    role: str
    sort: str | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Isbns:
    """The thirteen digits that the trade knows each form of the book by; None where it has none."""

    print: str | None = None
    pdf: str | None = None
    epub: str | None = None


@dataclass(frozen=True, slots=True)
class BookMetadata:
    """What book.yaml says of the book; texts that are printed with markup are running text.

    `location` is the title's. `thema` are codes of the subject scheme that the book trade shares. `languages` are those
    of passages that the book vouches for, since the hyphenation does not know them.
    """

    title: str
    subtitle: str | None
    slug: str
    language: LanguageTag
    identifier: str
    creators: tuple[Creator, ...]
    publisher: str | None
    edition: str | None
    date: str | None
    rights: Inlines
    sources_statement: Inlines
    description: str | None
    subjects: tuple[str, ...]
    citation_style: str
    location: SourceLocation
    citation_style_location: SourceLocation | None = None
    printing: PrintSpecification | None = None
    isbns: Isbns = Isbns()
    thema: tuple[str, ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    language_location: SourceLocation | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One item of data/sources.yaml: `csl` is the item as CSL-JSON would write it (names, date-parts)."""

    key: SourceKey
    csl: Mapping[str, object]
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class SeeInstruction:
    """`see` or `see also` of data/index.yaml: from one entry to others, as the editors wrote them."""

    entry: str
    targets: tuple[str, ...]
    also: bool
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class SortInstruction:
    """An entry filed as if it were written otherwise."""

    entry: str
    filed_as: str
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class IndexInstructions:
    """data/index.yaml."""

    see: tuple[SeeInstruction, ...] = ()
    sort: tuple[SortInstruction, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredSection:
    """A section the finished book must contain, with its least number of words."""

    anchor: str
    min_words: int
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class RequiredBlock:
    """A block of data that a piece of the finished book must hold."""

    name: BlockName
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class RequiredPiece:
    """A piece the finished book must contain: a file relative to the book's folder, or a generated piece's name.

    A block named twice among `blocks` must be there twice.
    """

    piece: str
    min_words: int
    sections: tuple[RequiredSection, ...]
    location: SourceLocation
    blocks: tuple[RequiredBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """completeness.yaml: the contract that the checks hold the book to."""

    pieces: tuple[RequiredPiece, ...] = ()
    infobox_fields: tuple[str, ...] = ()
    min_index_entries: int = 0
    min_notes: int = 0
    min_sources: int = 0
    see_also_items: int = 0
    location: SourceLocation | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A file that products contain: an image or a font. `path` is relative to the book's (or the styles') folder.

    `width` and `height` are in pixels for raster images and in the view box's units for SVG; 0 for fonts.
    """

    path: ResourcePath
    media_type: str
    data: bytes = field(repr=False)
    digest: str
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A manuscript, read whole. `spine` is in reading order; `files` maps every text file read to its text.

    `digest` is the SHA-256 of all that was read, for the colophon. `fact_uses` are the places where data files take a
    value of `facts` by its id; marks of the text are in the text. `unreadable_facts` are the ids of
    facts that could not be read.
    """

    metadata: BookMetadata
    vocabulary: Vocabulary
    spine: tuple[SpineItem, ...]
    sources: tuple[Source, ...]
    index: IndexInstructions
    completeness: Completeness
    resources: Mapping[ResourcePath, Resource]
    files: Mapping[PurePosixPath, str]
    digest: str
    diagnostics: tuple[Diagnostic, ...] = ()
    facts: Mapping[FactId, Fact] = field(default_factory=dict)
    unreadable_facts: frozenset[FactId] = frozenset()
    fact_uses: tuple[FactUse, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The pieces that come from files, in reading order."""
        return tuple(item for item in self.spine if isinstance(item, Chapter))

    @property
    def drafts(self) -> tuple[str, ...]:
        """The files of the chapters that are drafts, or say nothing of their status; products have them too."""
        return tuple(str(chapter.file) for chapter in self.chapters if chapter.status is Status.DRAFT)
