"""What one process keeps between builds of one book, as a printer keeps type standing for the next impression.

A `Standing` is made once with the settings of a book and goes with them to every stage. Each stage has a value of
its own in it, of a class of its own, that is asked for by digests of what it was made from, or for the very values it
was made from: what is kept saves work and decides nothing. A stage keeps what its last build used and no more, so that
all of it together is never larger than one book.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Kept = TypeVar("Kept")


class Standing:
    """What the stages keep; empty at first, and again wherever it is handed to another process."""

    def __init__(self, once: bool = False) -> None:
        """Keep nothing yet; what builds `once` keeps nothing for longer than that build needs it."""
        self._once = once
        self._kept: dict[Callable[[], Any], Any] = {}
        self._put_off: Callable[[], None] | None = None

    @property
    def lasts(self) -> bool:
        """Tell whether there may be another build."""
        return not self._once

    def of(self, kind: Callable[[], Kept]) -> Kept:
        """Return what is kept of a kind, made by calling it where there is nothing yet."""
        if kind not in self._kept:
            self._kept[kind] = kind()
        kept: Kept = self._kept[kind]
        return kept

    def holds(self, kind: Callable[[], Any]) -> bool:
        """Tell whether anything is kept of a kind."""
        return kind in self._kept

    def let_go(self, *kinds: Callable[[], Any]) -> None:
        """Give back what this build needs no more, if there will be no other."""
        for kind in kinds if self._once else ():
            self._kept.pop(kind, None)

    def put_off(self, task: Callable[[], None]) -> None:
        """Do what only another build will ask for: now, or where there may be one soon, when `catch_up` is called."""
        if self._once:
            task()
        else:
            self._put_off = task

    def catch_up(self) -> None:
        """Do what was put off last, while nobody waits."""
        task, self._put_off = self._put_off, None
        if task:
            task()

    def __reduce__(self) -> tuple[type["Standing"], tuple[bool]]:
        """Hand on nothing that is kept."""
        return Standing, (self._once,)
