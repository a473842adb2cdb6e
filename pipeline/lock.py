"""One build at a time in an output folder: the second waits. What its processes have in common one of them makes."""

import contextlib
import errno
import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pipeline.settings import Settings

NAME: Final = "lock"
CLAIMS: Final = "claims"
"""A file whose bytes stand for what is being made; none is ever written."""


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


@contextlib.contextmanager
def claimed(folder: Path, digest: str, patient: bool) -> Iterator[bool]:
    """Claim, while the context is open, to make what a digest names, in hexadecimal; the context tells whether we may.

    We may not where another process has claimed it and we are not `patient`, that is, do not wait until it has done.
    The system takes a claim from a process that dies. In a folder that cannot be written to, or locked, everybody may.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / CLAIMS).open("ab")
    except OSError:
        yield True
        return
    with file:
        ours = True
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB), 1, int(digest[:15], 16))
        except OSError as problem:
            ours = patient or problem.errno not in (errno.EAGAIN, errno.EACCES)  # either says that it is taken
        yield ours
