"""Memory that this process needs no more, given back to the system where it has taken much of it."""

import ctypes
import gc
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

MUCH: Final = 160 * 1024 * 1024
"""Bytes: what a book of some hundred pages takes. Below, nothing is won by giving back what will be taken again."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Look for values left in circles only when what is done here is done and nobody waits, not meanwhile.

    Of a book that a process keeps, all would be looked through again and again: a quarter of the time of an edit.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def tidy() -> None:
    """Look for values left in circles now."""
    gc.collect()


def give_back() -> None:
    """Return memory to the system so that what comes next may have it.

    Libraries leave circles of values behind, which are looked for first; the C library (glibc) keeps what was freed.
    """
    if holds_much():
        gc.collect()
        give_back_freed()


def give_back_freed() -> None:
    """Return what is free already."""
    trim = _trim()
    if trim is not None and holds_much():
        trim(0)


def holds_much() -> bool:
    """Tell whether this process has held much memory; where it could not be given back anyway, it is taken not to."""
    return sys.platform == "linux" and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > MUCH


@cache
def _trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
