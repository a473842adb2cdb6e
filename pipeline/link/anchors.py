"""Everything a link can lead to, by its anchor; an anchor names one thing in the whole book."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import Target, TargetKind
from pipeline.book.manuscript import Book, GeneratedPiece
from pipeline.book.names import AnchorId
from pipeline.link.survey import Survey
from pipeline.rules import DUPLICATE_ANCHOR


def collect_targets(book: Book, surveys: Sequence[Survey]) -> tuple[Target, ...]:
    """Return every target of the book in reading order, duplicates among them."""
    by_chapter = {survey.chapter.piece: survey.targets for survey in surveys}
    return tuple(
        target
        for item in book.spine
        for target in (
            (Target(AnchorId(item.piece), item.piece, TargetKind.PIECE, item.title, None, item.location),)
            if isinstance(item, GeneratedPiece)
            else by_chapter[item.piece]
        )
    )


def check_anchors(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each target whose anchor something before it carries already."""
    first: dict[AnchorId, Target] = {}
    for target in targets:
        known = first.setdefault(target.anchor, target)
        if known is not target:
            yield DUPLICATE_ANCHOR.at(target.location, anchor=target.anchor, first=known.location)


def by_anchor(targets: Sequence[Target]) -> Mapping[AnchorId, Target]:
    """Return targets by anchor; of two that share one, the first counts."""
    return {target.anchor: target for target in reversed(targets)}
