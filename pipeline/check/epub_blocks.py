"""The blocks of data, index entries, notes and sources that the documents of a finished EPUB hold."""

from collections.abc import Iterator

from lxml import etree

from pipeline.book.data import BlockName
from pipeline.book.inlines import plain_text
from pipeline.book.names import AnchorId
from pipeline.check.blocks import Held, HeldBlock, blocks_of
from pipeline.check.packaged_book import PackagedBook
from pipeline.check.wording import fold, text_of


def shown_blocks(book: PackagedBook) -> Iterator[Held]:
    """Yield the blocks whose element is in the document of their piece, with what they are filled with."""
    filled = {BlockName.INDEX: count_index_entries, BlockName.BIBLIOGRAPHY: count_sources}
    for chapter in book.linked.book.chapters:
        document = book.document_of(chapter.piece)
        for block in blocks_of(chapter):
            element = document.ids.get(block.anchor) if document is not None else None
            if element is None or not _draws(element, block):
                continue
            if block.name not in filled or filled[block.name](book):
                yield chapter.piece, block.name


def _draws(element: etree._Element, block: HeldBlock) -> bool:
    """Tell whether an element holds the picture that its block has, if any."""
    if block.alt is None:
        return True
    said = (node.get("alt") or node.get("aria-label") for node in element.iter(etree.Element))
    return block.alt in said


def count_index_entries(book: PackagedBook) -> int:
    """Count the entries, subentries left out, that show their heading."""
    entries = (entry for group in book.linked.index for entry in group.entries)
    return sum(_shows(book, entry.anchor, plain_text(entry.heading)) for entry in entries)


def count_notes(book: PackagedBook) -> int:
    """Count the notes that show their first block."""
    numbers = book.linked.note_numbers
    return sum(
        _shows(book, AnchorId(f"note-{chapter.piece}-{numbers[chapter.piece, note.label]}"), text_of(note.blocks[:1]))
        for chapter in book.linked.book.chapters
        for note in chapter.notes
        if (chapter.piece, note.label) in numbers
    )


def count_sources(book: PackagedBook) -> int:
    """Count the sources that are listed."""
    return sum(_shows(book, entry.anchor, plain_text(entry.text)) for entry in book.linked.bibliography)


def _shows(book: PackagedBook, anchor: AnchorId, words: str) -> bool:
    """Tell whether an element that bears an anchor shows the beginning of some words."""
    wanted = fold(words)[:24]
    elements = (document.ids.get(anchor) for document in book.file.documents.values())
    return any(element is not None and wanted in fold("".join(element.itertext())) for element in elements)
