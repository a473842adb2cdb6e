"""One build at a time in an output folder: the second waits."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pipeline.settings import Settings

NAME: Final = "lock"


def alone(settings: Settings) -> contextlib.AbstractContextManager[None]:
    """Return the context in which no other build uses the output folder."""
    return locked(settings.cache, lambda: settings.progress("waiting for another build"))


@contextlib.contextmanager
def locked(folder: Path, told: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a folder while the context is open; while another process has it, wait, having called `told`.

    The system takes the lock from a process that dies. A folder that cannot be written to is not locked: a build that
    would write there fails by itself.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / NAME).open("ab")
    except OSError:
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            told()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
