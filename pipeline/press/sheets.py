"""Sheets: pages with bleed and crop marks (ISO 32000-1, 14.11.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pikepdf import Array, Name, Object

from pipeline.book.printing import BLEED, MM

_MARK: Final = 5.0
"""Length of a crop mark in mm; it begins where the bleed ends."""
_MARGIN: Final = 1.0
"""Paper beyond the marks, in mm."""
_LINE: Final = 0.25
"""Thickness of a mark in pt."""

BEYOND: Final = BLEED + _MARK + _MARGIN
"""How far a sheet reaches beyond the trimmed page, in mm."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Left, bottom, right and top in pt."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, millimetres: float) -> "Rectangle":
        """Return the rectangle, larger on all four sides."""
        more = millimetres * MM
        return Rectangle(self.left - more, self.bottom - more, self.right + more, self.top + more)

    def box(self) -> Array:
        """Return the rectangle as a PDF's array."""
        return Array([_number(edge) for edge in (self.left, self.bottom, self.right, self.top)])


def trim_of(page: Object) -> Rectangle:
    """Return a page's trim box; that of the media where it has none."""
    return Rectangle(*(float(edge) for edge in page.get(Name.TrimBox, page.MediaBox)))


def write_boxes(page: Object, trim: Rectangle) -> None:
    """Give a page its trim box, 3 mm of bleed around it and room for marks around that."""
    page.TrimBox = trim.box()
    page.BleedBox = trim.grown(BLEED).box()
    page.MediaBox = trim.grown(BEYOND).box()


def on_sheet(content: bytes, trim: Rectangle, folds: Sequence[float] = ()) -> bytes:
    """Return a page's content cut off at the bleed's edge, with marks at the corners of the trimmed page.

    Marks are drawn in black, outside the bleed; `folds` are the places, in pt from the left edge of the trimmed page,
    that get marks above and below as well.
    """
    bleed = trim.grown(BLEED)
    cut = [bleed.left, bleed.bottom, bleed.right - bleed.left, bleed.top - bleed.bottom]
    lines = "".join(_line(*ends) for ends in (*_corners(trim), *_folds(trim, folds)))
    return (
        f"q\n{_row(cut)} re W n\n".encode() + content + f"\nQ\nq\n0 0 0 1 K {_LINE} w 0 J [] 0 d\n{lines}Q\n".encode()
    )


def _corners(trim: Rectangle) -> Iterator[tuple[float, float, float, float]]:
    near, far = trim.grown(BLEED), trim.grown(BLEED + _MARK)
    for height in (trim.bottom, trim.top):
        yield far.left, height, near.left, height
        yield near.right, height, far.right, height
    for across in (trim.left, trim.right):
        yield across, far.bottom, across, near.bottom
        yield across, near.top, across, far.top


def _folds(trim: Rectangle, folds: Sequence[float]) -> Iterator[tuple[float, float, float, float]]:
    near, far = trim.grown(BLEED), trim.grown(BLEED + _MARK)
    for fold in folds:
        yield trim.left + fold, far.bottom, trim.left + fold, near.bottom
        yield trim.left + fold, near.top, trim.left + fold, far.top


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{_row((x1, y1))} m {_row((x2, y2))} l S\n"


def _row(numbers: Sequence[float]) -> str:
    return " ".join(str(_number(number)) for number in numbers)


def _number(number: float) -> Decimal:
    return Decimal(f"{number:.4f}")
