"""Ranges: object numbers and keys that are one part's alone, with room to spare, so that an edit moves few others."""

from collections.abc import Mapping
from typing import Final

from pipeline.book.names import PageKind

CATALOG, PAGES, STRUCTURE, DOCUMENT, INFORMATION, BEFORE = range(1, 7)
"""The book's own objects, of a number that never changes: most of them are referred to by its pieces."""

AFTER: Final[Mapping[PageKind, int]] = {PageKind.OPENER: 7, PageKind.RUNNING: 8}
"""What stands after the content of pages of a kind."""

FIRST: Final = 16
"""Where the ranges of the parts begin."""

STAMPS_STEP: Final = 256
FURNITURE_STEP: Final = 1024
PIECE_STEP: Final = 512
KEYS_STEP: Final = 256
"""Room for some edits. Much more would be taken for damage: qpdf refuses numbers that a file is too small for."""


class Ranges:
    """Ranges that follow each other from `next` on, each a multiple of `step`."""

    def __init__(self, first: int, step: int) -> None:
        """Begin with none."""
        self.next = first
        self._step = step

    def take(self, size: int) -> int:
        """Return where the range of a part begins that needs so many numbers."""
        start = self.next
        self.next += rounded_up(size, self._step)
        return start


def rounded_up(size: int, step: int) -> int:
    """Return the least multiple of `step` that is not below `size`."""
    return -(-size // step) * step
