"""How the book is to be printed and bound: what the printer's files are made to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation

MM: Final = 72 / 25.4
"""One millimetre in pt."""

BLEED: Final = 3.0
"""How far, in mm, what runs to the edge is printed beyond it; the style sheets lay pages out with as much."""

INK_LIMIT: Final = 3.0
"""The most ink in one place: the sum of the four tints, each from 0 to 1."""

RESOLUTION: Final = 300.0
"""Pixels per inch that a picture needs at its printed size."""

LETTERED_SPINE: Final = 6.0
"""The narrowest spine, in mm, that a title is printed on: folds wander by a millimetre."""


class Binding(StrEnum):
    """How leaves become a book."""

    PERFECT = "perfect"
    """Single leaves, glued into a paper cover."""
    SEWN = "sewn"
    """Signatures sewn with thread, then glued into a paper cover."""


_BEYOND_THE_LEAVES: Final[Mapping[Binding, float]] = {Binding.PERFECT: 0.6, Binding.SEWN: 1.0}
"""What binding adds to a spine, in mm: two thicknesses of cover board and the glue, and thread where there is any."""


@dataclass(frozen=True, slots=True)
class PrintSpecification:
    """What book.yaml says under `print`.

    `signature` is in pages; `caliper` is the thickness of one leaf in mm; `spine`, in mm, is the width that the
    printer gave, None where it is to be computed; `isbn` is the printed edition's, with its hyphens.
    """

    signature: int
    caliper: float
    binding: Binding
    spine: float | None
    isbn: str | None
    location: SourceLocation

    def filled_up(self, pages: int) -> int:
        """Return the number of pages that whole signatures have, for a block of at least `pages`."""
        return math.ceil(pages / self.signature) * self.signature

    def spine_width(self, pages: int) -> float:
        """Return the width of the spine, in mm to a tenth, of a block of `pages` (two to a leaf)."""
        if self.spine is not None:
            return self.spine
        return round(pages / 2 * self.caliper + _BEYOND_THE_LEAVES[self.binding], 1)


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """The printed cover, laid flat: back, spine and front side by side; all in mm, without bleed."""

    page_width: float
    page_height: float
    spine: float

    @property
    def width(self) -> float:
        """The width of back, spine and front together."""
        return 2 * self.page_width + self.spine


@dataclass(frozen=True, slots=True)
class PrintedCover:
    """The printed cover, laid out as one page with bleed, in the colours of its style sheet."""

    sheet: CoverSheet
    pdf: bytes = field(repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
