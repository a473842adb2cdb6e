"""The index of a process's last build, whose entries are the same while their headings and instructions are."""

from collections.abc import Callable
from typing import TypeAlias

from pipeline.book.linked import IndexEntry, IndexGroup

Made: TypeAlias = tuple[tuple[IndexGroup, ...], dict[str, IndexEntry]]


class StandingIndex:
    """Keeps the entries last made, and what they were made from."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: tuple[object, Made] | None = None

    def entries(self, source: object, make: Callable[[], Made]) -> Made:
        """Return groups and entries: those of the last build if they were made from an equal source, else made now."""
        if self._kept is None or self._kept[0] != source:
            self._kept = source, make()
        return self._kept[1]
