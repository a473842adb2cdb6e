"""What a chapter is to the book: the type that reading systems and screen readers are told."""

from collections.abc import Mapping
from typing import Final

from pipeline.book.data import BibliographyBlock, ColophonBlock, IndexBlock
from pipeline.book.manuscript import Chapter
from pipeline.book.names import Matter, PieceType
from pipeline.book.walk import walk_blocks

_BY_BLOCK: Final[Mapping[type, PieceType]] = {
    IndexBlock: PieceType.INDEX,
    BibliographyBlock: PieceType.BIBLIOGRAPHY,
    ColophonBlock: PieceType.COLOPHON,
}
_BY_MATTER: Final[Mapping[Matter, PieceType]] = {
    Matter.FRONT: PieceType.PREFACE,
    Matter.BODY: PieceType.CHAPTER,
    Matter.BACK: PieceType.APPENDIX,
}


def piece_type(chapter: Chapter) -> PieceType:
    """Return the type an author gave a chapter, else that of a block which tells it, else that of its matter."""
    if chapter.type is not None:
        return chapter.type
    held = {type(node) for node in walk_blocks(chapter.blocks)}
    return next((kind for block, kind in _BY_BLOCK.items() if block in held), _BY_MATTER[chapter.matter])
