"""What is stamped on pages: running heads and folios, each laid out once, however many pages carry it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.layout import BookPage
from pipeline.book.names import Folio, PageKind, PieceId, Side

HEAD: Final = "running-head"
FOLIO: Final = "running-folio"
_BLOCK: Final = 100


class Stamp(NamedTuple):
    """A running head or a folio as it stands on pages of one kind and side; `name` is its class in the style sheets."""

    name: str
    kind: PageKind
    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Stamps:
    """Stamps that were laid out together: `pdf` is untagged and has a page for each of them, in their order."""

    stamps: tuple[Stamp, ...]
    pdf: bytes = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()


def stamps_of(page: BookPage, book_title: str) -> Iterator[Stamp]:
    """Yield what a page carries.

    A RUNNING page has a head (the book's title on a verso, the piece's on a recto) and a folio, an OPENER a folio at
    its foot, DISPLAY and BLANK pages nothing.
    """
    if page.kind is PageKind.RUNNING:
        yield Stamp(HEAD, page.kind, page.side, book_title if page.side is Side.VERSO else page.head)
    if page.kind in (PageKind.RUNNING, PageKind.OPENER):
        yield Stamp(FOLIO, page.kind, page.side, page.folio)


def stamps_together(pages: Sequence[BookPage], book_title: str) -> tuple[tuple[Stamp, ...], ...]:
    """Return the stamps of a book as they are laid out together, so that few are laid out again when pages move.

    The folios of running pages make blocks of a hundred, whichever of them are wanted; heads are one set, and all
    other folios, which are few, another.
    """
    wanted: dict[str | int, Mapping[Stamp, None]] = {}
    others: dict[str, dict[Stamp, None]] = {}
    for page in pages:
        for stamp in stamps_of(page, book_title):
            block = _block(stamp)
            if block is None:
                others.setdefault(stamp.name, {})[stamp] = None
                wanted.setdefault(stamp.name, others[stamp.name])
            elif block not in wanted:
                wanted[block] = _folios_of(block)
    return tuple(tuple(stamps) for stamps in wanted.values())


def places_of_stamps(
    pages: Sequence[BookPage], book_title: str, title: SourceLocation, heads: Mapping[PieceId, SourceLocation]
) -> Mapping[Stamp, SourceLocation]:
    """Return where running heads are written: the book's `title`, and the head of the first piece that has each."""
    places: dict[Stamp, SourceLocation] = {}
    for page in pages:
        place = title if page.side is Side.VERSO else heads.get(page.piece)
        for stamp in stamps_of(page, book_title):
            if stamp.name == HEAD and place is not None:
                places.setdefault(stamp, place)
    return places


def findings_in(furniture: Sequence[Stamps]) -> tuple[Diagnostic, ...]:
    """Return what is wrong with running heads and folios."""
    return tuple(found for stamps in furniture for found in stamps.diagnostics)


@cache
def _folios_of(block: int) -> Mapping[Stamp, None]:
    """Return the folios of a block of a hundred, in order."""
    numbers = range(block * _BLOCK + 1, (block + 1) * _BLOCK + 1)
    return {Stamp(FOLIO, PageKind.RUNNING, _side(number), Folio(str(number))): None for number in numbers}


def _block(stamp: Stamp) -> int | None:
    """Return the block of a hundred that a folio belongs to; None for all but arabic folios on their own side."""
    if stamp.name != FOLIO or stamp.kind is not PageKind.RUNNING or not stamp.text.isdecimal():
        return None
    number = int(stamp.text)
    return (number - 1) // _BLOCK if stamp.side is _side(number) and str(number) == stamp.text else None


def _side(number: int) -> Side:
    return Side.RECTO if number % 2 else Side.VERSO


def sheets(stamps: Sequence[Stamps]) -> Mapping[Stamp, tuple[int, int]]:
    """Return where each stamp is: which of the sets, and which page of its PDF."""
    return {
        stamp: (number, page) for number, laid_out in enumerate(stamps) for page, stamp in enumerate(laid_out.stamps)
    }
