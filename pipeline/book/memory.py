"""A stage that may remember what it made before."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

Remember: TypeAlias = Callable[[str, Callable[[], bytes]], bytes]
"""Given a key that names everything a product depends on, and how to make it, returns it, made before or now."""


def make_anew(key: str, make: Callable[[], bytes]) -> bytes:
    """Remember nothing: make it now."""
    del key
    return make()


class Memory(Protocol):
    """What a stage knows from earlier builds. It may forget anything; what it gives is whole."""

    def recall(self, key: str) -> bytes | None:
        """Return what was noted last under a key, None where nothing is."""

    def note(self, key: str, data: bytes) -> None:
        """Remember data under a key, instead of what was noted there before."""
