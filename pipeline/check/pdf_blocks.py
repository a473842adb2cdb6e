"""The blocks of data, fields, index entries, notes and sources that the pages of a finished PDF show."""

from collections.abc import Iterable, Iterator

from pipeline.book.data import BlockName
from pipeline.check.blocks import Held, blocks_of
from pipeline.check.completeness import required_piece
from pipeline.check.pdf_questions import wanted_entries, wanted_fields, wanted_notes, wanted_sources
from pipeline.check.pdf_wanted import Wanted
from pipeline.check.pdf_whole import WholeBook


def shown_blocks(whole: WholeBook) -> Iterator[Held]:
    """Yield the blocks whose anchor is on a page of their piece, with what they are filled with.

    Pieces of which the contract asks no block are left out.
    """
    book, linked = whole.book, whole.book.linked
    asked = {required_piece(linked.book, one) for one in linked.book.completeness.pieces if one.blocks}
    filled = {BlockName.INDEX: count_index_entries, BlockName.BIBLIOGRAPHY: count_sources}
    for chapter in (chapter for chapter in linked.book.chapters if chapter.piece in asked):
        for block in blocks_of(chapter):
            page = book.page_of(block.anchor)
            if page is None or book.piece_of(page) != chapter.piece:
                continue
            if block.alt is not None and block.alt not in whole.alternatives:
                continue
            if block.name not in filled or filled[block.name](whole):
                yield chapter.piece, block.name


def shown_fields(whole: WholeBook) -> Iterator[str]:
    """Yield the ids of the fields asked for whose label and value can be read where the field is said to be."""
    wanted = wanted_fields(whole.book.linked) if whole.book.linked.book.completeness.infobox_fields else {}
    yield from (field for field, words in wanted.items() if whole.has(words))


def count_index_entries(whole: WholeBook) -> int:
    """Count the entries, subentries left out, whose heading stands on the page of their anchor."""
    return _count(whole, wanted_entries(whole.book.linked))


def count_notes(whole: WholeBook) -> int:
    """Count the notes that begin on the page of their anchor."""
    return _count(whole, wanted_notes(whole.book.linked))


def count_sources(whole: WholeBook) -> int:
    """Count the sources listed on the page of their anchor."""
    return _count(whole, wanted_sources(whole.book.linked))


def _count(whole: WholeBook, wanted: Iterable[Wanted]) -> int:
    return sum(map(whole.has, wanted))
