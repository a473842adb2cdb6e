"""Numbers of chapters, parts, figures, tables and listings."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from pipeline.book.linked import Target, TargetKind
from pipeline.book.manuscript import Book, Chapter
from pipeline.book.names import GeneratedKind, PieceId
from pipeline.book.pagination import roman

_CAPTIONED = (TargetKind.FIGURE, TargetKind.TABLE, TargetKind.LISTING)


def number_targets(book: Book, targets: Sequence[Target]) -> tuple[Target, ...]:
    """Number chapters and parts, and captioned figures, tables and listings through the book.

    Front and back matter and chapters that ask for it stay bare; what has no caption is not numbered.
    """
    pieces = _piece_numbers(book)
    counters = {kind: count(1) for kind in _CAPTIONED}
    return tuple(
        replace(target, number=pieces.get(target.piece))
        if target.kind is TargetKind.PIECE
        else replace(target, number=str(next(counters[target.kind])))
        if target.kind in _CAPTIONED and target.title
        else target
        for target in targets
    )


def _piece_numbers(book: Book) -> dict[PieceId, str]:
    chapters, parts = count(1), count(1)
    numbers: dict[PieceId, str] = {}
    for item in book.spine:
        if isinstance(item, Chapter):
            if item.numbered:
                numbers[item.piece] = str(next(chapters))
        elif item.kind is GeneratedKind.PART:
            numbers[item.piece] = roman(next(parts)).upper()
    return numbers
