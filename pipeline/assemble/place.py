"""Where an assembled document stands: its medium, its piece, and how it links to the rest of the book."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.book.data import BibliographyBlock, IndexBlock
from pipeline.book.folios import ATTRIBUTE
from pipeline.book.linked import LinkedBook
from pipeline.book.names import AnchorId, Folio, Medium, PieceId
from pipeline.book.walk import walk_blocks

UNKNOWN_FOLIO = Folio("000")
"""Stands for a folio that no layout has given yet; as wide as most."""


@dataclass(slots=True)
class Place:
    """The piece that is being assembled.

    `compiled` is set where what it says of pages, and not only their numbers, depends on where they fall.
    """

    linked: LinkedBook
    medium: Medium
    piece: PieceId
    folios: Mapping[AnchorId, Folio]
    anchor_pieces: Mapping[AnchorId, PieceId]
    compiled: bool = False

    @property
    def in_print(self) -> bool:
        """Tell whether pages, not screens, are made."""
        return self.medium is Medium.PRINT

    def href(self, anchor: AnchorId) -> str:
        """Return the address of an anchor as seen from this piece.

        Within the piece `#anchor`; elsewhere in print `book:anchor` (the binder makes it a link into the book), on
        screens `piece.xhtml#anchor`, or the document alone where the anchor is the piece itself.
        """
        piece = self.anchor_pieces[anchor]
        if piece == self.piece:
            return f"#{anchor}"
        if self.in_print:
            return f"book:{anchor}"
        return f"{piece}.xhtml" if anchor == AnchorId(piece) else f"{piece}.xhtml#{anchor}"

    def folio(self, anchor: AnchorId) -> Folio:
        """Return the folio of the page that carries an anchor."""
        return self.folios.get(anchor, UNKNOWN_FOLIO)

    def folio_place(self, anchor: AnchorId) -> Markup:
        """Return the attribute that marks an element as nothing but the folio of an anchor."""
        return Markup(' {}="{}"').format(ATTRIBUTE, anchor)


def anchor_pieces(linked: LinkedBook) -> Mapping[AnchorId, PieceId]:
    """Return the piece that carries each anchor of the book, those the pipeline makes included."""
    pieces = {anchor: target.piece for anchor, target in linked.targets.items()}
    pieces.update(linked.mark_pieces)
    for (piece, _), number in linked.note_numbers.items():
        pieces[note_anchor(piece, number)] = piece
        pieces[call_anchor(piece, number)] = piece
    bibliography, index = home_of(BibliographyBlock, linked), home_of(IndexBlock, linked)
    if bibliography:
        pieces.update((entry.anchor, bibliography) for entry in linked.bibliography)
    if index:
        entries = (entry for group in linked.index for entry in group.entries)
        pieces.update((one.anchor, index) for entry in entries for one in (entry, *entry.subentries))
    return pieces


def home_of(block: type, linked: LinkedBook) -> PieceId | None:
    """Return the first piece that holds a block of a kind, or None."""
    holds = (
        chapter.piece
        for chapter in linked.book.chapters
        if any(isinstance(node, block) for node in walk_blocks(chapter.blocks))
    )
    return next(holds, None)


def note_anchor(piece: PieceId, number: int) -> AnchorId:
    """Return the anchor of a note."""
    return AnchorId(f"note-{piece}-{number}")


def call_anchor(piece: PieceId, number: int) -> AnchorId:
    """Return the anchor of the spot a note is called from."""
    return AnchorId(f"call-{piece}-{number}")
