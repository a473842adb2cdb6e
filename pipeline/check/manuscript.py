"""What completeness.yaml and good practice ask of the manuscript itself."""

from collections.abc import Iterator, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter
from pipeline.book.names import AnchorId
from pipeline.check.addresses import addresses_in, addresses_of_sources, check_addresses_given
from pipeline.check.chapters import ChapterContents, StandingContents, contents_of
from pipeline.check.completeness import Inventory, Stretch, check_completeness, required_piece
from pipeline.check.text import check_reminders
from pipeline.rules import FIELD_MISSING, NO_INDEX, TOO_FEW_ITEMS, UNLISTED_PIECE

PRODUCT = "the manuscript"

SEE_ALSO = "see-also"
"""The piece (by its id or its file's name) whose items `see-also-items` of completeness.yaml counts."""


Contents = Sequence[ChapterContents]
"""What each of a book's chapters holds, in their order."""


def check_manuscript(linked: LinkedBook, standing: StandingContents | None = None) -> Iterator[Diagnostic]:
    """Yield what is missing, unfinished or malformed in a book; what read and link have said is not said again.

    What is `standing` of the last build's chapters is not looked for again.
    """
    known = standing or StandingContents()
    known.begin()
    contents = [known.of(chapter, contents_of) for chapter in linked.book.chapters]
    said = {(found.rule, found.location) for found in linked.diagnostics}
    for found in _check_all(linked, contents):
        if (found.rule, found.location) not in said:
            yield found


def _check_all(linked: LinkedBook, contents: Contents) -> Iterator[Diagnostic]:
    book = linked.book
    yield from check_completeness(manuscript_inventory(linked, contents), linked)
    yield from _check_listed(linked)
    yield from _check_fields(linked, contents)
    yield from _check_counts(linked, contents)
    yield from _check_index(contents)
    for held in contents:
        yield from check_reminders(held.reminders, book)
        yield from held.text
    yield from check_addresses_given(addresses_in((book.metadata.rights, book.metadata.sources_statement)))
    for held in contents:
        yield from held.addresses
    yield from check_addresses_given(addresses_of_sources(book))


def manuscript_inventory(linked: LinkedBook, contents: Contents) -> Inventory:
    """Return what the manuscript holds; pieces that no file gives have no words to count."""
    words = iter(held.words for held in contents)
    return Inventory(
        PRODUCT,
        tuple(
            Stretch(AnchorId(item.piece), next(words) if isinstance(item, Chapter) else None)
            for item in linked.book.spine
        ),
        tuple(section for held in contents for section in held.sections),
        frozenset(field.id for held in contents for field in held.fields if field.has_value),
        tuple(block for held in contents for block in held.blocks),
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
    after = ", at the head"
    for item in linked.book.spine:
        if item.piece not in listed:
            name = item.file if isinstance(item, Chapter) else item.piece
            yield UNLISTED_PIECE.at(contract.location, f"add “- piece: {name}” under “pieces”{after}", piece=name)
        after = f", after “{item.file if isinstance(item, Chapter) else item.piece}”"


def _check_fields(linked: LinkedBook, contents: Contents) -> Iterator[Diagnostic]:
    """Yield each infobox field without a value that completeness.yaml does not ask for by name anyway."""
    asked = linked.book.completeness.infobox_fields
    for field in (field for held in contents for field in held.fields):
        if field.id not in asked and not field.has_value:
            yield FIELD_MISSING.at(field.location, product=PRODUCT, field=field.id)


def _check_counts(linked: LinkedBook, contents: Contents) -> Iterator[Diagnostic]:
    contract = linked.book.completeness
    if not contract.see_also_items:
        return
    both = zip(linked.book.chapters, contents, strict=True)
    listing = [(chapter, held) for chapter, held in both if SEE_ALSO in (chapter.piece, chapter.file.stem)]
    chapters, items = [chapter for chapter, _ in listing], sum(held.items for _, held in listing)
    if items < contract.see_also_items:
        location = chapters[0].location if chapters else contract.location
        name = chapters[0].file if chapters else SEE_ALSO
        yield TOO_FEW_ITEMS.at(location, piece=name, count=items, least=contract.see_also_items)


def _check_index(contents: Contents) -> Iterator[Diagnostic]:
    """Yield the first index mark of a book that has no place for its index."""
    mark = next((held.mark for held in contents if held.mark is not None), None)
    if mark is not None and not any(held.has_index for held in contents):
        yield NO_INDEX.at(mark)
