"""Registers of people, filed as an index is: by the rules of the book's language."""

from dataclasses import replace

from pipeline.book.blocks import Block, Blocks, Division, Section
from pipeline.book.data import People
from pipeline.book.manuscript import Book, Chapter
from pipeline.link.collation import Collation, collation_for


def file_people(book: Book) -> Book:
    """Put the people of every register into filing order, whatever the order of their data file.

    All else stays as it was. It comes before all counting: a source cited in a register may be numbered by it.
    """
    collation = collation_for(book.metadata.language)
    spine = tuple(
        replace(piece, blocks=_filed(piece.blocks, collation)) if isinstance(piece, Chapter) else piece
        for piece in book.spine
    )
    return replace(book, spine=spine)


def _filed(blocks: Blocks, collation: Collation) -> Blocks:
    return tuple(_file_block(block, collation) for block in blocks)


def _file_block(block: Block, collation: Collation) -> Block:
    match block:
        case People():
            return replace(block, people=tuple(sorted(block.people, key=lambda person: collation.key(person.sort))))
        case Section() | Division():
            return replace(block, blocks=_filed(block.blocks, collation))
        case _:
            return block
