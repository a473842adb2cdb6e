"""Where an assembled document stands: its medium, its piece, and what it takes from the rest of the book."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from markupsafe import Markup

from pipeline.assemble.production import Production
from pipeline.assemble.whole_book import WholeBook
from pipeline.book.folios import ATTRIBUTE
from pipeline.book.manuscript import BookMetadata
from pipeline.book.names import AnchorId, Folio, Medium, PieceId
from pipeline.book.vocabulary import Vocabulary

About = ParamSpec("About")
Answer = TypeVar("Answer")

Taken: TypeAlias = dict[tuple[Callable[..., Any], tuple[Any, ...]], Any]
"""Questions that were asked of the whole book, with their answers."""


@dataclass(slots=True)
class Place:
    """The piece that is being assembled.

    What it is made from besides itself, metadata, words and production is in `taken` when it is done: all else it
    can only ask for. `compiled` is set where what it says of pages, and not only their numbers, depends on where they
    fall.
    """

    book: WholeBook
    medium: Medium
    piece: PieceId
    compiled: bool = False
    taken: Taken = field(default_factory=dict)

    def ask(
        self, question: Callable[Concatenate[WholeBook, About], Answer], *about: About.args, **none: About.kwargs
    ) -> Answer:
        """Ask the rest of the book; question and answer are noted."""
        answer = question(self.book, *about, **none)
        self.taken[question, about] = answer
        return answer

    @property
    def metadata(self) -> BookMetadata:
        """What book.yaml says of the book."""
        return self.book.linked.book.metadata

    @property
    def words(self) -> Vocabulary:
        """The book's words."""
        return self.book.linked.book.vocabulary

    @property
    def production(self) -> Production:
        """How this copy is made."""
        return self.book.production

    @property
    def in_print(self) -> bool:
        """Tell whether pages, not screens, are made."""
        return self.medium is Medium.PRINT

    def href(self, anchor: AnchorId) -> str:
        """Return the address of an anchor as seen from this piece.

        Within the piece `#anchor`; elsewhere in print `book:anchor` (the binder makes it a link into the book), on
        screens `piece.xhtml#anchor`, or the document alone where the anchor is the piece itself.
        """
        piece = self.ask(WholeBook.piece_of, anchor)
        if piece == self.piece:
            return f"#{anchor}"
        if self.in_print:
            return f"book:{anchor}"
        return f"{piece}.xhtml" if anchor == AnchorId(piece) else f"{piece}.xhtml#{anchor}"

    def folio(self, anchor: AnchorId) -> Folio:
        """Return the folio of the page that carries an anchor."""
        return self.ask(WholeBook.folio, anchor)

    def folio_place(self, anchor: AnchorId) -> Markup:
        """Return the attribute that marks an element as nothing but the folio of an anchor."""
        return Markup(' {}="{}"').format(ATTRIBUTE, anchor)


def note_anchor(piece: PieceId, number: int) -> AnchorId:
    """Return the anchor of a note."""
    return AnchorId(f"note-{piece}-{number}")


def call_anchor(piece: PieceId, number: int) -> AnchorId:
    """Return the anchor of the spot a note is called from."""
    return AnchorId(f"call-{piece}-{number}")
