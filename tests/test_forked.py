"""Work done in a copy of the process gives what it would have given here, whatever becomes of the copy."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.errors import LayoutError
from pipeline.forked import forked

SCRIPT = """
import os, signal, sys
from pipeline.errors import LayoutError
from pipeline.forked import forked
here = os.getpid()

def fail():
    raise LayoutError(str(os.getpid()))

def die_elsewhere():
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"

import time
forked(lambda: time.sleep(600))  # which nobody waits for
try:
    os.waitpid(-1, os.WNOHANG)
    print("left")
except ChildProcessError:
    print("ended")

first, second, third = forked(os.getpid), forked(fail), forked(die_elsewhere)
print(here, first())
try:
    second()
except LayoutError as error:
    print(error)
print(third())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_a_task_is_done_in_a_copy_or_here_if_the_copy_dies() -> None:
    root = Path(__file__).parents[1]
    environment = {"PYTHONPATH": str(root)}
    said = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    if (os.cpu_count() or 1) > 1:
        assert said.stdout.startswith("ended")
    _, here, copy, failed, third = said.stdout.replace("done here", "done").split()
    if (os.cpu_count() or 1) > 1:
        assert len({here, copy, failed}) == 3
    assert third == "done"


def test_beside_other_threads_a_task_is_done_when_it_is_asked_for() -> None:
    done: list[int] = []
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        result = forked(lambda: done.append(os.getpid()))
        assert done == []
        result()
        assert done == [os.getpid()]
    finally:
        over.set()
        thread.join()


def test_what_a_task_raises_is_raised_when_it_is_asked_for() -> None:
    def fail() -> None:
        raise LayoutError("wrong")

    result = forked(fail)
    with pytest.raises(LayoutError, match="wrong"):
        result()
