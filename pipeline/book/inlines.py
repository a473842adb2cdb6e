"""Running text as a tree: what stands inside a paragraph, a heading, a caption or a cell."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypeAlias

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId, CitationId, FactId, LanguageTag, SourceKey


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; a line end of the source is a single line feed and means a space."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*emphasis*`: italics."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Strong:
    """`**strong**`: bold."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """`[NKVD]{.smallcaps}`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Subscript:
    """`H~2~O`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Superscript:
    """`x^2^`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Code:
    """`` `code` ``."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break the author asked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the book."""

    url: str
    children: "Inlines"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class CrossReference:
    """`[words](03-economy.md#oil)`: `file` is relative to the book's folder; no children: the target's title."""

    file: PurePosixPath
    anchor: AnchorId | None
    children: "Inlines"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class NoteCall:
    """`[^label]`: the place a note is called from."""

    label: str
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One source within a citation: `[see @key, p. 3]` has prefix “see ” and locator “p. 3”."""

    key: SourceKey
    prefix: str
    locator: str
    suffix: str
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Citation:
    """`[@a; @b, p. 3]`, or narrative `@a` as a part of the sentence."""

    id: CitationId
    items: tuple[CitationItem, ...]
    narrative: bool
    location: SourceLocation


class RangeEnd(StrEnum):
    """Whether an index mark opens or closes a stretch of pages."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class IndexMark:
    """`[text]{.index entry="…" sub="…"}`: `anchor` names the spot, `children` stay in the text.

    `entry` and `sub` are inline Markdown as strings; `range` is None for a single spot.
    """

    anchor: AnchorId
    entry: str
    sub: str | None
    principal: bool
    range: RangeEnd | None
    children: "Inlines"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class FactMark:
    """`[166.9 million US dollars]{.fact id=turnover-2008}`: the text states a value of data/facts.yaml.

    Of a mark written with empty brackets, `children` are the value as the read stage writes it.
    """

    fact: FactId
    children: "Inlines"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Span:
    """A run in another language or direction: `[Przedwiośnie]{lang=pl}`."""

    language: LanguageTag | None
    direction: str | None
    children: "Inlines"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class Place:
    """`[]{#id}`: an anchor on a spot of the text."""

    anchor: AnchorId
    location: SourceLocation


class RevisionKind(StrEnum):
    """CriticMarkup: what an editor proposes."""

    INSERTION = "insertion"
    DELETION = "deletion"
    HIGHLIGHT = "highlight"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Revision:
    """`{++ins++}`, `{--del--}`, `{==mark==}`, `{>>comment<<}`; `{~~a~>b~~}` is a deletion and an insertion."""

    kind: RevisionKind
    children: "Inlines"
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class CitedSource:
    """The part of a formatted citation that stands for one source and leads to the bibliography.

    Made by the link stage, never read from a manuscript.
    """

    key: SourceKey
    children: "Inlines"


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | SmallCaps
    | Subscript
    | Superscript
    | Code
    | LineBreak
    | Link
    | CrossReference
    | NoteCall
    | Citation
    | IndexMark
    | FactMark
    | Span
    | Place
    | Revision
    | CitedSource
)
Inlines: TypeAlias = tuple[Inline, ...]


def plain_text(inlines: Inlines) -> str:
    """Return the words of running text alone: no notes, no citations, no editor's comments, line ends as spaces."""
    return "".join(map(_plain, inlines))


def is_blank(inlines: Inlines) -> bool:
    """Tell whether running text has no words to see: blanks, places, and characters without a form are all it holds."""
    return all(letter.isspace() or unicodedata.category(letter) == "Cf" for letter in plain_text(inlines))


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Code(text):
            return text.replace("\n", " ")
        case LineBreak():
            return " "
        case NoteCall() | Citation() | Place() | Revision(kind=RevisionKind.COMMENT | RevisionKind.DELETION):
            return ""
        case _:
            return plain_text(inline.children)
