"""A stage that may remember what it made before."""

from collections.abc import Callable
from typing import TypeAlias

Remember: TypeAlias = Callable[[str, Callable[[], bytes]], bytes]
"""Given a key that names everything a product depends on, and how to make it, returns it, made before or now."""


def make_anew(key: str, make: Callable[[], bytes]) -> bytes:
    """Remember nothing: make it now."""
    del key
    return make()
