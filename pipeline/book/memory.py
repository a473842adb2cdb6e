"""A stage that may remember what it made before."""

from collections.abc import Callable, Hashable, Mapping
from typing import Generic, Protocol, TypeAlias, TypeVar

Makers: TypeAlias = Mapping[str, Callable[[], bytes]]
"""How products are made, each by a key that names everything it depends on."""

Remember: TypeAlias = Callable[[Makers], Mapping[str, bytes]]
"""Given how products are made, returns them by their keys, each made before or now."""


def make_anew(makers: Makers) -> Mapping[str, bytes]:
    """Remember nothing: make them now."""
    return {key: make() for key, make in makers.items()}


class Memory(Protocol):
    """What a stage knows from earlier builds. It may forget anything; what it gives is whole."""

    def recall(self, key: str) -> bytes | None:
        """Return what was noted last under a key, None where nothing is."""

    def note(self, key: str, data: bytes) -> None:
        """Remember data under a key, instead of what was noted there before."""


Key = TypeVar("Key", bound=Hashable)
Source = TypeVar("Source")
Made = TypeVar("Made")


class LastBuild(Generic[Key, Made]):
    """What a process keeps of one build for the next, by digests: all that the last one asked for, and no more."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._before: dict[Key, Made] = {}
        self._now: dict[Key, Made] = {}

    def begin(self) -> None:
        """Begin a build: what the one before last kept and the last one did not ask for is forgotten."""
        self._before, self._now = self._now, {}

    def find(self, key: Key) -> Made | None:
        """Return what is kept under a key, None where nothing is."""
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return self._now.get(key)

    def keep(self, key: Key, made: Made) -> Made:
        """Keep a value for the next build, and return it."""
        self._now[key] = made
        return made


class MadeFrom(Generic[Source, Made]):
    """What a process keeps of one build for the next, by the very values it was made from, which cannot change."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: LastBuild[int, tuple[Source, Made]] = LastBuild()

    def begin(self) -> None:
        """Begin a build: what the one before last kept and the last one did not ask for is forgotten."""
        self._kept.begin()

    def of(self, source: Source, make: Callable[[Source], Made]) -> Made:
        """Return what `make` gave for this very value, or gives now."""
        known = self._kept.find(id(source))
        if known is None or known[0] is not source:
            known = self._kept.keep(id(source), (source, make(source)))
        return known[1]
