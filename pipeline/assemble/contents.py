"""What contents and the list of figures and tables name."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.assemble.outline import outline
from pipeline.book.linked import LinkedBook, Target, TargetKind
from pipeline.book.manuscript import Chapter
from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, GeneratedKind, Matter, PieceId

DEPTH: Final = 2
"""How far the printed contents go: chapters and their sections, or parts and their chapters."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")


def listed_after(piece: PieceId, linked: LinkedBook) -> tuple[OutlineItem, ...]:
    """Return the outline from behind a piece on; the whole of it where the piece is not listed."""
    items = outline(linked)
    listed = [item.piece for item in items]
    return items[listed.index(piece) + 1 :] if piece in listed else items


def kind_of(item: OutlineItem, linked: LinkedBook) -> str:
    """Return what an item of the outline is: front, chapter, back, part or section."""
    if item.anchor != AnchorId(item.piece):
        return "section"
    piece = next(piece for piece in linked.book.spine if piece.piece == item.piece)
    if not isinstance(piece, Chapter) and piece.kind is GeneratedKind.PART:
        return "part"
    return {Matter.FRONT: "front", Matter.BODY: "chapter", Matter.BACK: "back"}[piece.matter]


def captioned(linked: LinkedBook) -> Iterator[tuple[str, tuple[Target, ...]]]:
    """Yield numbered figures and tables in order, each under its word, as far as the book has any."""
    words = linked.book.vocabulary
    for word, kind in ((words.figures, TargetKind.FIGURE), (words.tables, TargetKind.TABLE)):
        targets = [target for target in linked.targets.values() if target.kind is kind and target.number]
        if targets:
            yield word, tuple(sorted(targets, key=lambda target: int(target.number or 0)))


def first_sentence(caption: str) -> str:
    """Return the first sentence of a caption, without its stop."""
    return _SENTENCE_END.split(caption, maxsplit=1)[0].rstrip(".")
