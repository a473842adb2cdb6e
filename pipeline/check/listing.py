"""What contents, outline and navigation list: the same pieces and sections, in the same order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.book.blocks import Blocks, Section
from pipeline.book.inlines import plain_text
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, GeneratedPiece
from pipeline.book.names import AnchorId, GeneratedKind
from pipeline.check.wording import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listing; a piece stands on depth 1, or 2 under a part."""

    depth: int
    number: str | None
    title: str
    anchor: AnchorId


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is wrong with one line of a listing, in words, and what the line is about."""

    problem: str
    anchor: AnchorId


def expected_listing(linked: LinkedBook) -> tuple[Entry, ...]:
    """Return chapters, parts and all their sections in reading order.

    Other generated pieces are left out: whether a half title is listed is a matter of taste.
    """
    return tuple(_expected(linked))


def _expected(linked: LinkedBook) -> Iterator[Entry]:
    for item in linked.book.spine:
        anchor = AnchorId(item.piece)
        target = linked.targets.get(anchor)
        number = target.number if target else None
        if isinstance(item, Chapter):
            depth = 1 if item.part is None else 2
            yield Entry(depth, number, plain_text(item.title), anchor)
            yield from _sections(item.blocks, depth + 1)
        elif item.kind is GeneratedKind.PART:
            yield Entry(1, number, plain_text(item.title), anchor)


def _sections(blocks: Blocks, depth: int) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Section):
            yield Entry(depth, None, plain_text(block.title), block.anchor)
            yield from _sections(block.blocks, depth + 1)


def optional_pieces(linked: LinkedBook) -> frozenset[AnchorId]:
    """Return the pieces that a listing may name or leave out."""
    return frozenset(
        AnchorId(item.piece)
        for item in linked.book.spine
        if isinstance(item, GeneratedPiece) and item.kind is not GeneratedKind.PART
    )


def compare_listings(
    found: Sequence[tuple[int, str, AnchorId]], expected: Sequence[Entry], optional: frozenset[AnchorId]
) -> Iterator[Disagreement]:
    """Yield where a listing (depth, title, anchor of each line) is not as expected, each line once."""
    wanted = {entry.anchor: entry for entry in expected}
    lines = [line for line in found if line[2] not in optional]
    listed = {anchor for _, _, anchor in lines}
    for entry in expected:
        if entry.anchor not in listed:
            yield Disagreement(f"“{entry.title}” is missing", entry.anchor)
    places = {entry.anchor: place for place, entry in enumerate(expected)}
    furthest = -1
    seen: set[AnchorId] = set()
    for depth, title, anchor in lines:
        if anchor not in wanted:
            yield Disagreement(f"“{title}” leads to “{anchor}”, which is no chapter or section", anchor)
            continue
        entry = wanted[anchor]
        if anchor in seen:
            yield Disagreement(f"“{title}” is listed twice", anchor)
        elif places[anchor] < furthest:
            yield Disagreement(f"“{title}” is out of order", anchor)
        elif depth != entry.depth:
            yield Disagreement(f"“{title}” is on level {depth} instead of {entry.depth}", anchor)
        elif title != entry.title and fold(title) not in (
            fold(entry.title),
            fold(f"{entry.number or ''}{entry.title}"),
        ):
            yield Disagreement(f"“{entry.title}” is called “{title}”", anchor)
        seen.add(anchor)
        furthest = max(furthest, places[anchor])
