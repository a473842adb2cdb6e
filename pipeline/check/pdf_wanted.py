"""What the pages of a finished PDF are asked for: words that must stand there, stretches whose words are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from pipeline.book.names import AnchorId, PieceId
from pipeline.check.pdf_text import Rectangle


class Manner(Enum):
    """How words stand on the page of their anchor."""

    BEGINNING = "beginning"
    """Their beginning at least, which may go on over the page's end."""
    WHOLE = "whole"
    """All of them, one after another, there or on the next two pages: entries may be long."""
    PARTED = "parted"
    """Each of them, there or on the next page: columns may part what belongs together."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for where the file says that an anchor is."""

    anchor: AnchorId
    words: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class Strip:
    """A page of a piece from a height to another, in pt from the page's foot; `top` is None for all above."""

    page: int
    bottom: float
    top: float | None

    @property
    def is_whole(self) -> bool:
        """Tell whether this is the whole page."""
        return self.bottom == 0 and self.top is None

    def rectangle(self, size: tuple[float, float]) -> Rectangle:
        """Return the strip of a page of a width and height."""
        width, height = size
        return 0.0, self.bottom, width, height if self.top is None else self.top


@dataclass(frozen=True, slots=True)
class Questions:
    """All that is asked, by the piece on whose pages the answer stands."""

    wanted: Mapping[PieceId, tuple[Wanted, ...]] = field(default_factory=dict)
    strips: Mapping[PieceId, tuple[Strip, ...]] = field(default_factory=dict)
