"""Runs a program, waits for every process that it leaves, and writes what all of them took, as JSON.

`measured.py DESCRIPTOR COMMAND…` writes to an open file and ends with the program's exit code. It imports nothing of
ours: a process that runs a program counts as no smaller than the one that started it, so that one must be small.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Final

PATIENCE: Final = 60
"""Seconds within which all that a program has started must end once it has ended itself."""

_PR_SET_CHILD_SUBREAPER: Final = 36


def main() -> int:
    """Run the program that the arguments name, and return its exit code."""
    descriptor, *command = sys.argv[1:]
    _adopt()
    seconds, work, peak = 0.0, 0.0, 0
    begin = time.perf_counter()
    child = subprocess.Popen(command)
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        # What a process has waited for counts as its own: its time is added up, its memory is that of the largest.
        work += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)
        if pid == child.pid:
            seconds = time.perf_counter() - begin
            child.returncode = os.waitstatus_to_exitcode(status)
            signal.signal(signal.SIGALRM, _give_up)
            signal.alarm(PATIENCE)
    with os.fdopen(int(descriptor), "w", encoding="utf-8") as answer:
        json.dump({"seconds": seconds, "work": work, "peak": peak}, answer)
    return child.returncode


def _adopt() -> None:
    """Become the parent of all that programs started from here leave when they end (prctl(2)); on Linux alone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _give_up(number: int, frame: FrameType | None) -> None:
    sys.exit(f"a process that the program has left does not end within {PATIENCE} s")


if __name__ == "__main__":
    sys.exit(main())
