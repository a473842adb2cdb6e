"""Work that may be done aside, while other work goes on."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Made = TypeVar("Made")


class Aside(Protocol):
    """Has something done at the same time as what follows."""

    def __call__(self, task: Callable[[], Made], /) -> Callable[[], Made]:
        """Begin a task and return the function that gives its result or raises its error.

        The task changes nothing here; what it notes in a memory must be found there by whoever shares it.
        """


def in_turn(task: Callable[[], Made], /) -> Callable[[], Made]:
    """Do the task when its result is asked for."""
    return task
