"""Work done in a copy of this process while this one goes on: nothing has to be handed over but the result."""

import contextlib
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

Made = TypeVar("Made")

_FORKS: Final = sys.platform == "linux"
"""Elsewhere the system's own libraries may not be used in a copy of a process."""


def forked(task: Callable[[], Made], /) -> Callable[[], Made]:
    """Have a task done in a copy of this process and return the function that waits for its result.

    The result or the error must be picklable. Where no copy can be made, other threads run that a copy would lack, or
    the copy dies, the task is done in this process when its result is asked for.
    """
    if not _FORKS or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return task
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return task
    if child == 0:
        os.close(reading)
        _answer(task, writing)
    os.close(writing)
    return _Copy(child, reading, task)


class _Copy(Generic[Made]):
    """A copy of this process at work; where its answer is not asked for any more, because of an error, it is ended."""

    def __init__(self, child: int, reading: int, task: Callable[[], Made]) -> None:
        self._child: int | None = child
        self._reading = reading
        self._task = task

    def __call__(self) -> Made:
        """Wait for the copy's result and return it, or raise its error."""
        answer: tuple[bool, Any] | None = None
        with (
            os.fdopen(self._reading, "rb", closefd=False) as pipe,
            contextlib.suppress(EOFError, pickle.UnpicklingError),  # as where it died
        ):
            answer = pickle.load(pipe)  # our own child's, bit by bit: it may be large
        if self._end() or answer is None:
            return self._task()
        failed, made = answer
        if failed:
            raise made
        return made  # type: ignore[no-any-return]  # what the task returned

    def __del__(self) -> None:
        """End a copy that nobody waits for."""
        if self._child is not None:
            with contextlib.suppress(OSError):
                os.kill(self._child, signal.SIGKILL)
                self._end()

    def _end(self) -> int:
        """Let go of a copy that has ended, or is about to, and return its status."""
        child, self._child = self._child, None
        os.close(self._reading)
        return os.waitpid(child, 0)[1] if child is not None else 1


def _answer(task: Callable[[], object], writing: int) -> None:
    """Do a task, write its result and end, without anything that this process would do at its end."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.disable()
        try:
            answer = False, task()
        except Exception as failure:
            answer = True, failure
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)
