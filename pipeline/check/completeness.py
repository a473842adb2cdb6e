"""The contract of completeness.yaml, held against the manuscript, the PDF and the EPUB alike."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Book, Chapter, Completeness, RequiredPiece
from pipeline.book.names import AnchorId, PieceId
from pipeline.check.blocks import Held
from pipeline.rules import (
    BLOCK_MISSING,
    FIELD_MISSING,
    PIECE_MISSING,
    SECTION_MISSING,
    TOO_FEW_ENTRIES,
    TOO_FEW_WORDS,
    WRONG_ORDER,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece or section as it was found; `words` is None where it has no words of its own to count."""

    anchor: AnchorId
    words: int | None


@dataclass(frozen=True, slots=True)
class Inventory:
    """What `product` (“the PDF”) holds: pieces and sections in the order in which it has them.

    `fields` are the ids of the infobox fields that have a value there, `blocks` the blocks of data by their pieces;
    then come how many index entries, subentries not counted, how many notes and how many sources it shows.
    """

    product: str
    pieces: tuple[Stretch, ...]
    sections: tuple[Stretch, ...]
    fields: frozenset[str]
    blocks: tuple[Held, ...]
    index_entries: int
    notes: int
    sources: int


def required_piece(book: Book, required: RequiredPiece) -> PieceId | None:
    """Return the piece that completeness.yaml means by a file or name; None where the spine has no such piece."""
    for item in book.spine:
        if required.piece == item.piece or (isinstance(item, Chapter) and required.piece == str(item.file)):
            return item.piece
    return None


def check_completeness(inventory: Inventory, linked: LinkedBook) -> Iterator[Diagnostic]:
    """Yield what completeness.yaml asks for and the product does not have, or has in another order."""
    yield from _check_pieces(inventory, linked)
    for required in linked.book.completeness.pieces:
        yield from _check_sections(inventory, linked, required)
        yield from _check_blocks(inventory, linked, required)
    yield from _check_counts(inventory, linked.book.completeness)
    for field in linked.book.completeness.infobox_fields:
        if field not in inventory.fields:
            location = linked.book.completeness.location
            yield FIELD_MISSING.at(location, product=inventory.product, field=field)


def _check_pieces(inventory: Inventory, linked: LinkedBook) -> Iterator[Diagnostic]:
    found = {stretch.anchor: stretch for stretch in inventory.pieces}
    asked: list[tuple[str, AnchorId, SourceLocation]] = []
    for required in linked.book.completeness.pieces:
        piece = required_piece(linked.book, required)
        if piece is None or AnchorId(piece) not in found:
            yield PIECE_MISSING.at(required.location, product=inventory.product, piece=required.piece)
            continue
        anchor = AnchorId(piece)
        asked.append((required.piece, anchor, required.location))
        yield from _check_words(inventory, linked, required.piece, found[anchor], required.min_words)
    yield from _check_order(inventory, asked, list(found))


def _check_sections(inventory: Inventory, linked: LinkedBook, required: RequiredPiece) -> Iterator[Diagnostic]:
    found = {stretch.anchor: stretch for stretch in inventory.sections}
    piece = required_piece(linked.book, required)
    asked: list[tuple[str, AnchorId, SourceLocation]] = []
    for section in required.sections:
        anchor = AnchorId(section.anchor)
        target = linked.targets.get(anchor)
        if anchor not in found or target is None or target.piece != piece:
            words = {"section": section.anchor, "piece": required.piece}
            yield SECTION_MISSING.at(section.location, product=inventory.product, **words)
            continue
        asked.append((section.anchor, anchor, section.location))
        yield from _check_words(inventory, linked, section.anchor, found[anchor], section.min_words)
    yield from _check_order(inventory, asked, list(found))


def _check_blocks(inventory: Inventory, linked: LinkedBook, required: RequiredPiece) -> Iterator[Diagnostic]:
    piece = required_piece(linked.book, required)
    left = Counter(name for held, name in inventory.blocks if held == piece)
    for block in required.blocks:
        left[block.name] -= 1
        if left[block.name] < 0:
            words = {"block": block.name, "piece": required.piece}
            yield BLOCK_MISSING.at(block.location, product=inventory.product, **words)


def _check_counts(inventory: Inventory, contract: Completeness) -> Iterator[Diagnostic]:
    counts = (
        ("index entries", inventory.index_entries, contract.min_index_entries),
        ("notes", inventory.notes, contract.min_notes),
        ("sources", inventory.sources, contract.min_sources),
    )
    for what, count, least in counts:
        if count < least:
            yield TOO_FEW_ENTRIES.at(contract.location, product=inventory.product, count=count, what=what, least=least)


def _check_words(
    inventory: Inventory, linked: LinkedBook, name: str, stretch: Stretch, least: int
) -> Iterator[Diagnostic]:
    if stretch.words is not None and stretch.words < least:
        target = linked.targets.get(stretch.anchor)
        location = target.location if target else None
        count = stretch.words
        yield TOO_FEW_WORDS.at(location, product=inventory.product, piece=name, words=count, least=least)


def _check_order(
    inventory: Inventory, asked: Sequence[tuple[str, AnchorId, SourceLocation]], found: Sequence[AnchorId]
) -> Iterator[Diagnostic]:
    """Yield each thing that stands before one it is asked to follow."""
    places = {anchor: place for place, anchor in enumerate(found)}
    furthest = -1
    for name, anchor, location in asked:
        if places[anchor] < furthest:
            yield WRONG_ORDER.at(location, product=inventory.product, piece=name)
        furthest = max(furthest, places[anchor])
