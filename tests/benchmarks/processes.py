"""Running programs and measuring what they take: time, and memory of the largest process."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).parents[2]
_BYTES_PER_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""What the system counts resident memory in."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one run took: `seconds` of the clock and `work` seconds of processors, which a busy machine changes less.

    `peak` is the memory of the largest of its processes, in bytes.
    """

    seconds: float
    work: float | None = None
    peak: int | None = None


class ProgramFailedError(Exception):
    """A program that is measured did not end well; the message is what it said."""


def run(command: Sequence[str | Path], folder: Path = ROOT) -> Measure:
    """Run a program to its end in `folder`; processes that it starts and waits for count as its own."""
    begin = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        said = child.stdout.read() if child.stdout else b""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if child.returncode:
        raise ProgramFailedError(f"{' '.join(map(str, command))}\n{said.decode(errors='replace')[-2000:]}")
    return Measure(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _BYTES_PER_UNIT)


class Kept:
    """A program that is kept open and does its work again for every line it is sent; a context manager."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        """Start the program, which answers every line with the seconds that its work took."""
        self._command = command
        self._child = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def again(self) -> Measure:
        """Let the program do its work once more."""
        if self._child.stdin is None or self._child.stdout is None:
            raise ProgramFailedError("no pipe")
        self._child.stdin.write("\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline().strip()
        if not answer:
            raise ProgramFailedError(f"{' '.join(map(str, self._command))} ended")
        return Measure(float(answer))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.communicate()


def environment() -> dict[str, str]:
    """Return the environment of what is measured: this checkout's package, this environment's programs."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PYTHONPATH": str(ROOT), "PATH": programs, "SOURCE_DATE_EPOCH": "1795392000"}
