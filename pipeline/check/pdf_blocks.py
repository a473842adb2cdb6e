"""The blocks of data, index entries, notes and sources that the pages of a finished PDF show."""

from collections.abc import Iterable, Iterator

from pipeline.book.data import BlockName
from pipeline.book.inlines import plain_text
from pipeline.book.names import AnchorId
from pipeline.check.blocks import Held, blocks_of
from pipeline.check.printed_book import PrintedBook
from pipeline.check.wording import text_of


def shown_blocks(book: PrintedBook) -> Iterator[Held]:
    """Yield the blocks whose anchor is on a page of their piece, with what they are filled with."""
    filled = {BlockName.INDEX: count_index_entries, BlockName.BIBLIOGRAPHY: count_sources}
    for chapter in book.linked.book.chapters:
        for block in blocks_of(chapter):
            page = book.page_of(block.anchor)
            if page is None or book.piece_of(page) != chapter.piece:
                continue
            if block.alt is not None and block.alt not in book.file.alternatives:
                continue
            if block.name not in filled or filled[block.name](book):
                yield chapter.piece, block.name


def count_index_entries(book: PrintedBook) -> int:
    """Count the entries, subentries left out, whose heading stands on the page of their anchor."""
    return _count(
        book, ((entry.anchor, plain_text(entry.heading)) for group in book.linked.index for entry in group.entries)
    )


def count_notes(book: PrintedBook) -> int:
    """Count the notes that begin on the page of their anchor."""
    numbers = book.linked.note_numbers
    return _count(
        book,
        (
            (AnchorId(f"note-{chapter.piece}-{number}"), text_of(note.blocks[:1]))
            for chapter in book.linked.book.chapters
            for note in chapter.notes
            if (number := numbers.get((chapter.piece, note.label)))
        ),
    )


def count_sources(book: PrintedBook) -> int:
    """Count the sources listed on the page of their anchor."""
    return _count(book, ((entry.anchor, plain_text(entry.text)) for entry in book.linked.bibliography))


def _count(book: PrintedBook, entries: Iterable[tuple[AnchorId, str]]) -> int:
    pages = ((book.page_of(anchor), words) for anchor, words in entries)
    return sum(1 for page, words in pages if page is not None and book.shows(words, page))
