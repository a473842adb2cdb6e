"""Page numbers settle: lay out, see where anchors fell, put the numbers into the text, until nothing moves.

A layout depends on the shape of the folios it prints, not on their values (see `pipeline.book.folios`), so a piece is
laid out again only where a number gained or lost a digit. What comes out depends on the book alone: the first guess is
an estimate from its text, every step follows from the one before, and what was built earlier saves work but decides
nothing. Where several sets of page numbers would agree with themselves, a build from scratch and one after many edits
so come to the same.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final, Protocol

from pipeline.book.folios import is_bound_late, places_of_folios
from pipeline.book.layout import ChapterLayout, Pagination
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, Matter, PieceId
from pipeline.book.pagination import folio_table, paginate
from pipeline.errors import UnsettledFoliosError
from pipeline.estimates import as_layout
from pipeline.proofs import Draft, StandingDrafts

MOST_PASSES: Final = 12
"""Text that still moves after as many layouts goes round in a circle."""
MOST_WAVES: Final = 4
"""In so many parts a book is laid out for the first time: of the later ones it is known how long the earlier became."""
_MOST_NAMED: Final = 6
"""References that an error names."""

LayOut = Callable[[Sequence[ChapterMarkup]], Sequence[ChapterLayout]]


class Assemble(Protocol):
    """Writes a book's markup."""

    def __call__(
        self, folios: Mapping[AnchorId, Folio], only: Container[PieceId] | None = None
    ) -> Sequence[ChapterMarkup]:
        """Return all pieces in reading order, or those named by `only`, with the folios given."""


@dataclass(frozen=True, slots=True)
class SettledBook:
    """Pieces in reading order whose printed page numbers are those of the pagination, and their layouts.

    The layouts have room for these numbers, which are written into them when they are bound.
    """

    markups: tuple[ChapterMarkup, ...]
    layouts: tuple[ChapterLayout, ...]
    pagination: Pagination


def settle_folios(
    assemble: Assemble, lay_out: LayOut, cover: str, standing: StandingDrafts | None = None
) -> SettledBook:
    """Lay a book out until every page number it prints has the room it needs.

    `lay_out` is given markup with blank folios (`with_blank_folios`), and only what has to be laid out. Pieces that
    are compiled from the others' pages come last. Where a piece's folios stand is known from `standing`, if it has
    the piece. Raises UnsettledFoliosError, which names the references, when the numbers do not come to rest.
    """
    drafts = standing or StandingDrafts()
    drafts.begin()
    proofs = _Proofs([drafts.of(markup, Draft.of) for markup in assemble({})], cover)
    for wave in range(MOST_WAVES):
        waiting = proofs.waiting()
        ready = [] if wave == MOST_WAVES - 1 else proofs.certain(waiting)
        proofs.take(lay_out, ready or waiting)
    moved: list[Draft] = []
    for _ in range(MOST_PASSES):
        written = {draft.markup.piece: draft for draft in proofs.plain}
        moved = proofs.stale(written.values())
        if not moved:
            compiled = assemble(proofs.folios(), proofs.compiled)
            written |= {markup.piece: drafts.of(markup, Draft.of) for markup in compiled}
            moved = proofs.stale(written.values())
        if not moved:
            return proofs.settled(written)
        proofs.take(lay_out, moved)
    names = ", ".join(_names([draft.blank(proofs.folios()) for draft in moved]))
    raise UnsettledFoliosError(f"page references keep moving the pages they name: {names}")


class _Proofs:
    """What is known of a book between two layouts: pieces that were laid out, and estimates of the others."""

    def __init__(self, drafts: Sequence[Draft], cover: str) -> None:
        self.compiled: Final = frozenset(draft.markup.piece for draft in drafts if draft.markup.compiled)
        self.plain: Final = [draft for draft in drafts if not draft.markup.compiled]
        self._drafts = drafts
        self._cover = cover
        self._laid_out: dict[PieceId, tuple[bytes, ChapterLayout]] = {}
        self._count()

    def folios(self) -> Mapping[AnchorId, Folio]:
        """Return the folio of every anchor, as far as it is known."""
        return self._folios

    def waiting(self) -> Sequence[Draft]:
        """Return the pieces that are not compiled and were not laid out yet."""
        return [draft for draft in self.plain if draft.markup.piece not in self._laid_out]

    def certain(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Return those of the pieces in which no number is likely to gain or lose a digit."""
        doubts = dict(self._doubts())
        owners = {anchor: draft.markup.piece for draft in self._drafts for anchor in draft.markup.anchors}
        return [
            draft
            for draft in drafts
            if all(_keeps_shape(folio, doubts[owners[anchor]]) for anchor, folio in draft.folios(self._folios))
        ]

    def stale(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Return the pieces that were not laid out as they are now."""
        return [
            draft
            for draft in drafts
            if self._laid_out.get(draft.markup.piece, (b"",))[0] != draft.blank_digest(self._folios)
        ]

    def take(self, lay_out: LayOut, drafts: Sequence[Draft]) -> None:
        """Have pieces laid out and count their pages instead of what was known of them."""
        if drafts:
            blank = [draft.blank(self._folios) for draft in drafts]
            for draft, layout in zip(drafts, lay_out(blank), strict=True):
                self._laid_out[draft.markup.piece] = (draft.blank_digest(self._folios), layout)
            self._count()

    def settled(self, written: Mapping[PieceId, Draft]) -> SettledBook:
        """Return the book once nothing is stale any more."""
        pieces = [draft.markup.piece for draft in self._drafts]
        layouts = tuple(self._laid_out[piece][1] for piece in pieces)
        markups = tuple(written[piece].written(self._folios) for piece in pieces)
        return SettledBook(markups, layouts, self._pagination)

    def _count(self) -> None:
        """Count the pages that are known, and say which folio each anchor has."""
        scale = self._scale()
        self._pagination: Pagination = paginate(
            [
                self._laid_out[draft.markup.piece][1]
                if draft.markup.piece in self._laid_out
                else as_layout(draft.markup, draft.estimate, scale)
                for draft in self._drafts
            ],
            self._cover,
        )
        self._folios: Mapping[AnchorId, Folio] = folio_table(self._pagination)

    def _scale(self) -> float:
        """Return how much longer the pieces became than they were estimated to be; last pages are half full."""
        pages = sum(len(layout.pages) - 0.5 for _, layout in self._laid_out.values())
        estimated = sum(draft.estimate.pages for draft in self._drafts if draft.markup.piece in self._laid_out)
        return pages / estimated if estimated else 1

    def _doubts(self) -> Iterator[tuple[PieceId, float]]:
        """Yield by how many pages what stands in each piece may well stand elsewhere; doubts add up as chances do."""
        squares = dict.fromkeys(Matter, 0.0)
        for draft in self._drafts:
            piece, matter = draft.markup.piece, draft.markup.matter
            matter = Matter.BODY if matter is Matter.BACK else matter
            if piece not in self._laid_out:
                squares[matter] += draft.estimate.doubt**2
            yield piece, 2 * sqrt(squares[matter])


def _keeps_shape(folio: Folio, doubt: float) -> bool:
    if not is_bound_late(folio):
        return doubt == 0
    margin = ceil(doubt)
    return len(str(max(1, int(folio) - margin))) == len(str(int(folio) + margin))


def _names(moved: Sequence[ChapterMarkup]) -> Iterator[str]:
    named = [f"{place} (“{anchor}”)" for markup in moved for anchor, place in places_of_folios(markup)]
    yield from list(dict.fromkeys(named))[:_MOST_NAMED]
    if len(named) > _MOST_NAMED:
        yield "…"
