"""Memory that this process needs no more, given back to the system."""

import ctypes
import gc
import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Return memory to the system so that what comes next may have it.

    Libraries leave circles of values behind, which are looked for first; the C library (glibc) keeps what was freed.
    """
    gc.collect()
    give_back_freed()


def give_back_freed() -> None:
    """Return what is free already."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
