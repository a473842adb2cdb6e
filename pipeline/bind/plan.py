"""Plans: all that the book decides of a piece's pages, so that they can be written without knowing the book."""

from dataclasses import dataclass, field
from hashlib import sha256

from pipeline.book.layout import ChapterLayout
from pipeline.book.names import AnchorId, Folio, PageIndex, PageKind


@dataclass(frozen=True, slots=True)
class PlacedForm:
    """A running head or folio as pages call it: by `name`, the object that it is."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page of the piece, or a blank, and what is stamped on it."""

    source: PageIndex | None
    kind: PageKind
    forms: tuple[PlacedForm, ...]


@dataclass(frozen=True, slots=True)
class PiecePlan:
    """What a piece's stretch of the file is made from besides its layout.

    `base` is where its numbers begin, `first_key` its keys of the parent tree; `elsewhere` are those of its objects
    that the book has already, with the numbers they have there. `folios` are printed in its slots, `descriptions` on
    its links. `language` is empty where it is the book's. `intents` tells whether the book takes its output intents.
    `shown` are digests of the heads and folios on the pages, which are stored elsewhere: they change how the piece
    reads, not what is written of it.
    """

    base: int
    first_key: int
    elsewhere: tuple[tuple[int, int], ...]
    pages: tuple[PagePlan, ...]
    folios: tuple[Folio, ...]
    descriptions: tuple[tuple[AnchorId, str], ...]
    language: str
    intents: bool
    shown: tuple[str, ...] = field(repr=False)


def written_from(layout: ChapterLayout, pdf_digest: str, plan: PiecePlan) -> str:
    """Name all that a piece's stretch of the file is made from."""
    slots = [(slot.page, slot.digits, slot.glyphs) for slot in layout.folio_slots]
    return sha256(repr((layout.piece, pdf_digest, slots, plan)).encode()).hexdigest()


def reading_of(written: str, plan: PiecePlan) -> str:
    """Name all that decides how a piece reads: what is `written`, by its digest, and what is stamped on it."""
    return sha256(" ".join((written, *plan.shown)).encode()).hexdigest()
