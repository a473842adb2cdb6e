"""Registers of people, filed as an index is: by the rules of the book's language."""

from dataclasses import replace

from pipeline.book.blocks import Block, Blocks, Division, Section
from pipeline.book.data import People
from pipeline.book.manuscript import Chapter
from pipeline.link.collation import Collation


def file_people(chapter: Chapter, collation: Collation) -> Chapter:
    """Put the people of every register of a chapter into filing order, whatever the order of their data file.

    All else stays as it was. It comes before all counting: a source cited in a register may be numbered by it.
    """
    blocks = _filed(chapter.blocks, collation)
    return chapter if blocks is chapter.blocks else replace(chapter, blocks=blocks)


def _filed(blocks: Blocks, collation: Collation) -> Blocks:
    """Return blocks with their registers filed; the very blocks where there are none."""
    filed = tuple(_file_block(block, collation) for block in blocks)
    return blocks if all(map(_same, blocks, filed)) else filed


def _file_block(block: Block, collation: Collation) -> Block:
    match block:
        case People():
            return replace(block, people=tuple(sorted(block.people, key=lambda person: collation.key(person.sort))))
        case Section() | Division():
            within = _filed(block.blocks, collation)
            return block if within is block.blocks else replace(block, blocks=within)
        case _:
            return block


def _same(one: Block, other: Block) -> bool:
    return one is other
