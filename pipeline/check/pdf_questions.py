"""What the contract and the index ask of the pages of a finished PDF."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.book.blocks import Section
from pipeline.book.data import BlockName, Infobox
from pipeline.book.inlines import plain_text
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, RequiredPiece
from pipeline.book.names import AnchorId, PieceId
from pipeline.book.walk import walk_blocks
from pipeline.check.completeness import required_piece
from pipeline.check.index import entries_of, see_phrases
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_wanted import Manner, Questions, Strip, Wanted
from pipeline.check.printed_book import PrintedBook
from pipeline.check.wording import text_of

Stretches = Mapping[AnchorId, Sequence[tuple[PieceId, Strip]]]
"""Pieces and sections with the strips of pages that they reach over."""

Point = tuple[int, float]
"""A page and, negative, a height on it: points sort as one reads."""

_HEAD: Final = float("-inf")
"""The height of a point that names none: the page's head."""


def questions(book: PrintedBook, stretches: Stretches) -> Questions:
    """Return what is asked, by the piece on whose pages the file says that the answer stands."""
    wanted: dict[PieceId, list[Wanted]] = defaultdict(list)
    for one in _wanted(book.linked):
        page = book.page_of(one.anchor)
        if page is not None:
            wanted[book.piece_of(page)].append(one)
    strips: dict[PieceId, dict[Strip, None]] = defaultdict(dict)
    for piece, strip in (one for found in stretches.values() for one in found):
        strips[piece][strip] = None
    return Questions(
        {piece: tuple(found) for piece, found in wanted.items()},
        {piece: tuple(found) for piece, found in strips.items()},
    )


def _wanted(linked: LinkedBook) -> Iterator[Wanted]:
    contract = linked.book.completeness
    blocks = {block.name for required in contract.pieces for block in required.blocks}
    for entry in entries_of(linked):
        yield Wanted(entry.anchor, plain_text(entry.heading), Manner.WHOLE)
        for phrase in see_phrases(entry, linked.book.vocabulary):
            yield Wanted(entry.anchor, phrase, Manner.WHOLE)
    if contract.min_index_entries or BlockName.INDEX in blocks:
        yield from wanted_entries(linked)
    if contract.min_notes:
        yield from wanted_notes(linked)
    if contract.min_sources or BlockName.BIBLIOGRAPHY in blocks:
        yield from wanted_sources(linked)
    if contract.infobox_fields:
        yield from wanted_fields(linked).values()


def wanted_entries(linked: LinkedBook) -> Iterator[Wanted]:
    """Yield the headings of the index, subentries left out."""
    for group in linked.index:
        for entry in group.entries:
            yield Wanted(entry.anchor, plain_text(entry.heading), Manner.BEGINNING)


def wanted_notes(linked: LinkedBook) -> Iterator[Wanted]:
    """Yield the first words of the notes."""
    for chapter in linked.book.chapters:
        for note in chapter.notes:
            if number := linked.note_numbers.get((chapter.piece, note.label)):
                anchor = AnchorId(f"note-{chapter.piece}-{number}")
                yield Wanted(anchor, text_of(note.blocks[:1]), Manner.BEGINNING)


def wanted_sources(linked: LinkedBook) -> Iterator[Wanted]:
    """Yield the sources that are listed."""
    for entry in linked.bibliography:
        yield Wanted(entry.anchor, plain_text(entry.text), Manner.BEGINNING)


def wanted_fields(linked: LinkedBook) -> Mapping[str, Wanted]:
    """Return the labels and values of the infobox by the ids of its fields; those without a value are left out."""
    return {
        field.id: Wanted(AnchorId(f"infobox-{field.id}"), f"{field.label} {value}", Manner.PARTED)
        for node in walk_blocks(tuple(chapter.blocks for chapter in linked.book.chapters))
        if isinstance(node, Infobox)
        for field in node.fields
        if (value := text_of(field.value)).strip()
    }


def stretches_asked(book: PrintedBook, parts: Mapping[PieceId, PdfPart]) -> Stretches:
    """Return what the contract asks a number of words of."""
    linked, found = book.linked, dict[AnchorId, Sequence[tuple[PieceId, Strip]]]()
    pieces = {point for item in linked.book.spine if (point := point_of(book, AnchorId(item.piece))) is not None}
    for required in linked.book.completeness.pieces:
        piece = required_piece(linked.book, required)
        if piece is not None and piece in parts:
            if required.min_words:
                found[AnchorId(piece)] = [(piece, Strip(page, 0.0, None)) for page in range(parts[piece].pages)]
            for anchor, start, end in _sections(book, required, piece, sorted(pieces)):
                found[anchor] = tuple(_strips(book, parts, start, end))
    return found


def point_of(book: PrintedBook, anchor: AnchorId) -> Point | None:
    """Return where the file says that an anchor is."""
    spot = book.file.destinations.get(anchor)
    return None if spot is None or spot.page is None else (spot.page, _HEAD if spot.top is None else -spot.top)


def _sections(
    book: PrintedBook, required: RequiredPiece, piece: PieceId, pieces: Sequence[Point]
) -> Iterator[tuple[AnchorId, Point, Point]]:
    """Yield the sections of a piece whose words count; each reaches to the next that is not under it."""
    asked = {section.anchor for section in required.sections if section.min_words}
    chapters = [chapter for chapter in book.linked.book.chapters if chapter.piece == piece and asked]
    listed = {mark.target for mark in book.file.bookmarks}
    sections = [
        (point, node.level, node.anchor)
        for node in _sections_of(chapters)
        if node.anchor in listed and (point := point_of(book, node.anchor)) is not None
    ]
    ordered = sorted((*sections, *((point, 0, None) for point in pieces)), key=lambda one: one[0])
    for place, (start, level, anchor) in enumerate(ordered):
        if anchor in asked:
            following = (point for point, other, _ in ordered[place + 1 :] if other <= level)
            yield anchor, start, next(following, (len(book.pagination.pages), _HEAD))


def _sections_of(chapters: Sequence[Chapter]) -> Iterator[Section]:
    for node in walk_blocks(tuple(chapter.blocks for chapter in chapters)):
        if isinstance(node, Section):
            yield node


def _strips(
    book: PrintedBook, parts: Mapping[PieceId, PdfPart], start: Point, end: Point
) -> Iterator[tuple[PieceId, Strip]]:
    for number in range(start[0], min(end[0] + 1, len(book.pagination.pages))):
        top = -start[1] if number == start[0] and start[1] != _HEAD else None
        bottom = -end[1] if number == end[0] else 0.0
        if bottom < (float("inf") if top is None else top):
            piece = book.pagination.pages[number].piece
            yield piece, Strip(number - parts[piece].first, bottom, top)
