"""What completeness.yaml and good practice ask of the manuscript itself."""

from collections.abc import Iterator

from pipeline.book.blocks import BulletList, DefinitionList, OrderedList, Section
from pipeline.book.data import IndexBlock, Infobox
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import IndexMark
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter
from pipeline.book.names import AnchorId
from pipeline.book.walk import walk, walk_blocks
from pipeline.check.addresses import check_wording_of_addresses
from pipeline.check.blocks import blocks_of
from pipeline.check.completeness import Inventory, Stretch, check_completeness, required_piece
from pipeline.check.figures import check_figures
from pipeline.check.text import check_text
from pipeline.check.wording import count_words, text_of
from pipeline.rules import FIELD_MISSING, NO_INDEX, TOO_FEW_ITEMS, UNLISTED_PIECE

PRODUCT = "the manuscript"

SEE_ALSO = "see-also"
"""The piece (by its id or its file's name) whose items `see-also-items` of completeness.yaml counts."""


def check_manuscript(linked: LinkedBook) -> Iterator[Diagnostic]:
    """Yield what is missing, unfinished or malformed in a book; what read and link have said is not said again."""
    said = {(found.rule, found.location) for found in linked.diagnostics}
    for found in _check_all(linked):
        if (found.rule, found.location) not in said:
            yield found


def _check_all(linked: LinkedBook) -> Iterator[Diagnostic]:
    yield from check_completeness(manuscript_inventory(linked), linked)
    yield from _check_listed(linked)
    yield from _check_fields(linked)
    yield from _check_counts(linked)
    yield from _check_index(linked)
    for chapter in linked.book.chapters:
        yield from check_text(chapter, linked.book)
        yield from check_figures(chapter)
    yield from check_wording_of_addresses(linked.book)


def manuscript_inventory(linked: LinkedBook) -> Inventory:
    """Return what the manuscript holds; pieces that no file gives have no words to count."""
    pieces: list[Stretch] = []
    sections: list[Stretch] = []
    fields: set[str] = set()
    for item in linked.book.spine:
        if not isinstance(item, Chapter):
            pieces.append(Stretch(AnchorId(item.piece), None))
            continue
        words = count_words(f"{text_of(item.blocks)} {text_of(tuple(note.blocks for note in item.notes))}")
        pieces.append(Stretch(AnchorId(item.piece), words))
        for node in walk_blocks(item.blocks):
            if isinstance(node, Section):
                sections.append(Stretch(node.anchor, count_words(text_of(node.blocks))))
            elif isinstance(node, Infobox):
                fields.update(field.id for field in node.fields if text_of(field.value).strip())
    return Inventory(
        PRODUCT,
        tuple(pieces),
        tuple(sections),
        frozenset(fields),
        tuple((chapter.piece, block.name) for chapter in linked.book.chapters for block in blocks_of(chapter)),
        sum(len(group.entries) for group in linked.index),
        len(linked.note_numbers),
        len(linked.bibliography),
    )


def _check_listed(linked: LinkedBook) -> Iterator[Diagnostic]:
    """Yield each piece of the spine that completeness.yaml leaves out; a book without that file promises nothing."""
    contract = linked.book.completeness
    if contract.location is None:
        return
    listed = {required_piece(linked.book, required) for required in contract.pieces}
    for item in linked.book.spine:
        if item.piece not in listed:
            name = item.file if isinstance(item, Chapter) else item.piece
            yield UNLISTED_PIECE.at(contract.location, piece=name)


def _check_fields(linked: LinkedBook) -> Iterator[Diagnostic]:
    """Yield each infobox field without a value that completeness.yaml does not ask for by name anyway."""
    asked = linked.book.completeness.infobox_fields
    for node in walk_blocks(tuple(chapter.blocks for chapter in linked.book.chapters)):
        if isinstance(node, Infobox):
            for field in node.fields:
                if field.id not in asked and not text_of(field.value).strip():
                    yield FIELD_MISSING.at(field.location, product=PRODUCT, field=field.id)


def _check_counts(linked: LinkedBook) -> Iterator[Diagnostic]:
    contract = linked.book.completeness
    if not contract.see_also_items:
        return
    chapters = [chapter for chapter in linked.book.chapters if SEE_ALSO in (chapter.piece, chapter.file.stem)]
    items = sum(map(count_items, chapters))
    if items < contract.see_also_items:
        location = chapters[0].location if chapters else contract.location
        name = chapters[0].file if chapters else SEE_ALSO
        yield TOO_FEW_ITEMS.at(location, piece=name, count=items, least=contract.see_also_items)


def _check_index(linked: LinkedBook) -> Iterator[Diagnostic]:
    """Yield the first index mark of a book that has no place for its index."""
    nodes = [node for chapter in linked.book.chapters for node in walk((chapter.blocks, chapter.notes))]
    mark = next((node for node in nodes if isinstance(node, IndexMark)), None)
    if mark is not None and not any(isinstance(node, IndexBlock) for node in nodes):
        yield NO_INDEX.at(mark.location)


def count_items(chapter: Chapter) -> int:
    """Return how many items the lists of a chapter have, those of lists within lists included."""
    return sum(
        len(node.items)
        for node in walk_blocks(chapter.blocks)
        if isinstance(node, BulletList | OrderedList | DefinitionList)
    )
