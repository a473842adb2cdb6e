"""Everything a link can lead to, by its anchor; an anchor names one thing in the whole book."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import Target, TargetKind
from pipeline.book.manuscript import Book, Chapter, GeneratedPiece, SpineItem
from pipeline.book.names import AnchorId, PieceId
from pipeline.link.survey import MadeAnchor, Survey
from pipeline.rules import ANCHOR_TAKEN, DUPLICATE_ANCHOR

RESERVED_PIECES: Final[Mapping[str, str]] = {"nav": "the navigation"}
"""Names of files that the pipeline writes itself, beside those of the pieces, and what they hold."""


def collect_targets(book: Book, surveys: Sequence[Survey]) -> tuple[Target, ...]:
    """Return every target of the book in reading order, duplicates among them; `surveys` are in that order too."""
    of_chapters = iter(surveys)
    return tuple(
        target
        for item in book.spine
        for target in (
            (Target(AnchorId(item.piece), item.piece, TargetKind.PIECE, item.title, None, item.location),)
            if isinstance(item, GeneratedPiece)
            else next(of_chapters).targets
        )
    )


def check_anchors(targets: Sequence[Target], made: Sequence[MadeAnchor]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each target whose anchor something else carries already, or the pipeline gives out.

    `made` are the anchors that the pipeline gives to what no reference can name.
    """
    first: dict[AnchorId, Target] = {}
    twice: set[PieceId] = set()
    for target in targets:
        known = first.setdefault(target.anchor, target)
        if known is target:
            continue
        if known.kind is target.kind is TargetKind.PIECE:
            twice.add(target.piece)
        elif known.piece == target.piece and target.piece in twice:
            continue  # made of the piece's name, and said of it already
        yield DUPLICATE_ANCHOR.at(target.location, anchor=target.anchor, first=known.location)
    givers: dict[AnchorId, MadeAnchor] = {}
    for one in made:
        other = givers.setdefault(one.anchor, one)
        if one.piece in twice:
            continue
        if one.anchor in first:
            yield ANCHOR_TAKEN.at(first[one.anchor].location, anchor=one.anchor, what=one.what)
        elif other is not one:
            yield DUPLICATE_ANCHOR.at(one.location, anchor=one.anchor, first=other.location)


def check_file_names(book: Book) -> Iterator[Diagnostic]:
    """Yield each piece whose file in the EPUB another one has, in capitals or small letters (EPUB 3.3 §4.2.3)."""
    first: dict[str, SpineItem] = {}
    for item in book.spine:
        name = unicodedata.normalize("NFC", item.piece).casefold()
        known = first.setdefault(name, item)
        if name in RESERVED_PIECES and isinstance(item, Chapter):
            yield ANCHOR_TAKEN.at(item.location, anchor=item.piece, what=RESERVED_PIECES[name])
        elif known.piece != item.piece:
            hint = "names of files are compared without regard to capitals"
            yield DUPLICATE_ANCHOR.at(item.location, hint, anchor=item.piece, first=known.location)


def by_anchor(targets: Sequence[Target]) -> Mapping[AnchorId, Target]:
    """Return targets by anchor; of two that share one, the first counts."""
    return {target.anchor: target for target in reversed(targets)}
