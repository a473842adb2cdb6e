"""Pieces assembled for a process's last builds: the same as long as all that they took from the book is."""

from dataclasses import dataclass
from typing import Final

from pipeline.assemble.place import Taken
from pipeline.assemble.production import Production
from pipeline.assemble.whole_book import WholeBook
from pipeline.book.layout import PageBreak
from pipeline.book.manuscript import BookMetadata, Chapter, SpineItem
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import LastBuild
from pipeline.book.names import Medium, PieceId
from pipeline.book.vocabulary import Vocabulary

_VARIANTS: Final = 2
"""Of a piece in one medium: with and without page numbers."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A piece with all that it was made from: itself, page breaks to mark, and what it took from the whole book."""

    item: SpineItem
    breaks: tuple[PageBreak, ...]
    taken: Taken
    markup: ChapterMarkup

    def holds(self, item: SpineItem, breaks: tuple[PageBreak, ...], book: WholeBook) -> bool:
        """Tell whether it would be made again from the same."""
        same = item is self.item if isinstance(item, Chapter) else item == self.item
        if not same or breaks != self.breaks:
            return False
        try:
            return all(question(book, *about) == answer for (question, about), answer in self.taken.items())
        except LookupError:  # what was asked for is there no more
            return False


class StandingMarkup:
    """Keeps assembled pieces while metadata, words and production of their book are the same."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._frame: tuple[BookMetadata, Vocabulary, Production] | None = None
        self._pieces: LastBuild[tuple[Medium, PieceId], tuple[Assembled, ...]] = LastBuild()

    def begin(self) -> None:
        """Begin a build."""
        self._pieces.begin()

    def hold_to(self, book: WholeBook) -> None:
        """Forget everything that was assembled with other metadata, words or production than a book's."""
        frame = book.linked.book.metadata, book.linked.book.vocabulary, book.production
        if frame != self._frame:
            self._frame, self._pieces = frame, LastBuild()

    def find(
        self, item: SpineItem, medium: Medium, breaks: tuple[PageBreak, ...], book: WholeBook
    ) -> ChapterMarkup | None:
        """Return a piece as it was assembled, if it would come out the same."""
        known = self._pieces.find((medium, item.piece)) or ()
        return next((one.markup for one in known if one.holds(item, breaks, book)), None)

    def keep(self, medium: Medium, piece: Assembled) -> ChapterMarkup:
        """Keep a piece instead of one that was assembled before."""
        key = medium, piece.item.piece
        self._pieces.keep(key, (piece, *(self._pieces.find(key) or ()))[:_VARIANTS])
        return piece.markup
