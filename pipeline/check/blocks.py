"""The blocks of data that a chapter holds, by the names that completeness.yaml gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.book.data import (
    BibliographyBlock,
    BlockName,
    Chart,
    Chronology,
    ColophonBlock,
    IndexBlock,
    Infobox,
    Missions,
    People,
    Spans,
    Timeline,
)
from pipeline.book.manuscript import Chapter
from pipeline.book.names import AnchorId, PieceId
from pipeline.book.walk import walk_blocks

Held = tuple[PieceId, BlockName]
"""A piece, and a block that it holds."""

_NAMES: Final[Mapping[type, BlockName]] = {
    Infobox: BlockName.INFOBOX,
    Missions: BlockName.MISSIONS,
    Chronology: BlockName.CHRONOLOGY,
    People: BlockName.PEOPLE,
    Chart: BlockName.CHART,
    Spans: BlockName.CHART,
    Timeline: BlockName.CHART,
    BibliographyBlock: BlockName.BIBLIOGRAPHY,
    IndexBlock: BlockName.INDEX,
    ColophonBlock: BlockName.COLOPHON,
}


@dataclass(frozen=True, slots=True)
class HeldBlock:
    """A block of a chapter: the anchor that products have of it and, of one that draws, its text alternative."""

    name: BlockName
    anchor: AnchorId
    alt: str | None


def blocks_of(chapter: Chapter) -> Iterator[HeldBlock]:
    """Yield the blocks of data that a chapter holds, in reading order."""
    for node in walk_blocks(chapter.blocks):
        if type(node) in _NAMES:
            anchor: AnchorId = getattr(node, "anchor")  # noqa: B009  # all of them have one
            yield HeldBlock(_NAMES[type(node)], anchor, getattr(node, "alt", None))
            if isinstance(node, Infobox) and node.image is not None:
                yield HeldBlock(BlockName.INFOBOX_IMAGE, anchor, node.image.alt)
