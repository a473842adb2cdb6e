"""Pieces assembled for a process's last builds: the same as long as all that they took from the book is."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.assemble.place import Taken
from pipeline.assemble.production import Production
from pipeline.assemble.whole_book import WholeBook
from pipeline.book.layout import PageBreak
from pipeline.book.manuscript import BookMetadata, Chapter, SpineItem
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import LastBuild, Memory
from pipeline.book.names import Medium, PieceId
from pipeline.book.values import value_as_bytes, value_from
from pipeline.book.vocabulary import Vocabulary

_CODE: Final = ("assemble", "book")
_PACKAGE: Final = Path(__file__).parents[1]
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
    """Keeps assembled pieces while metadata, words and production of their book are the same.

    Chapters for print, without page numbers, are what each build begins with: these are in `memory` too.
    """

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._memory: Memory | None = None
        self._common = b""
        self._frame: tuple[BookMetadata, Vocabulary, Production] | None = None
        self._pieces: LastBuild[tuple[Medium, PieceId], tuple[Assembled, ...]] = LastBuild()

    def begin(self, memory: Memory | None = None) -> None:
        """Begin a build, which may recall what earlier ones of other processes assembled."""
        self._memory = memory
        self._pieces.begin()

    def hold_to(self, book: WholeBook) -> None:
        """Forget everything that was assembled with other metadata, words or production than a book's."""
        frame = book.linked.book.metadata, book.linked.book.vocabulary, book.production
        if frame != self._frame:
            self._frame, self._pieces = frame, LastBuild()
            self._common = hashlib.sha256(repr(frame).encode() + _code_digest()).digest()

    def find(
        self, item: SpineItem, medium: Medium, breaks: tuple[PageBreak, ...], book: WholeBook
    ) -> ChapterMarkup | None:
        """Return a piece as it was assembled, if it would come out the same."""
        known = self._pieces.find((medium, item.piece)) or self._recalled(item, medium)
        return next((one.markup for one in known if one.holds(item, breaks, book)), None)

    def keep(self, medium: Medium, piece: Assembled, book: WholeBook) -> ChapterMarkup:
        """Keep a piece instead of one that was assembled before."""
        key = medium, piece.item.piece
        self._pieces.keep(key, (piece, *(self._pieces.find(key) or ()))[:_VARIANTS])
        name = self._name(piece.item, medium)
        if self._memory and name and not book.folios:
            taken = tuple((question.__name__, about, answer) for (question, about), answer in piece.taken.items())
            self._memory.note(name, value_as_bytes((taken, piece.markup)))
        return piece.markup

    def _recalled(self, item: SpineItem, medium: Medium) -> tuple[Assembled, ...]:
        """Return the chapter as an earlier build of any process assembled it, if one did."""
        name = self._name(item, medium)
        found = value_from(self._memory.recall(name) or b"") if self._memory and name else None
        if not isinstance(found, tuple):
            return ()
        taken = {(getattr(WholeBook, question), about): answer for question, about, answer in found[0]}
        return self._pieces.keep((medium, item.piece), (Assembled(item, (), taken, found[1]),))

    def _name(self, item: SpineItem, medium: Medium) -> str | None:
        """Return the key of a chapter that is made from its own file alone."""
        if medium is not Medium.PRINT or not isinstance(item, Chapter) or not item.digest:
            return None
        return f"markup {item.digest} {self._common.hex()}"


@cache
def _code_digest() -> bytes:
    """Digest modules and templates that make markup of a chapter."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in _CODE for path in (_PACKAGE / folder).rglob("*.*")):
        if path.suffix in (".py", ".j2", ".json"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()
