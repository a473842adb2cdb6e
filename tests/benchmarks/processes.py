"""Running programs and measuring what they take: time, and memory of the largest of all their processes.

All are those that a program starts, those that they start, and so on, whether anybody there waits for them or not: a
build's workers are started by a process that goes on a little after the build. `measured.py` adopts what a program
leaves and waits for it; of each the system tells processors' time and the most memory that was resident (`ru_maxrss`),
both with those of the processes that it waited for itself. Pages that processes share count for each of them.

Where the system is not Linux nothing is adopted, and what a program leaves is not counted. Nowhere is a process counted
whose parent has the system wait for it (by ignoring SIGCHLD): none of the programs here does that.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).parents[2]
_MEASURED: Final = Path(__file__).parent / "measured.py"
_BYTES_PER_UNIT: Final = 1 if sys.platform == "darwin" else 1024
"""What the system counts resident memory in."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one run took: `seconds` of the clock and `work` seconds of processors, which a busy machine changes less.

    `seconds` end with the program; `work` is that of all its processes, `peak` the memory of the largest of them, in
    bytes.
    """

    seconds: float
    work: float | None = None
    peak: int | None = None


class ProgramFailedError(Exception):
    """A program that is measured did not end well; the message is what it said."""


def run(command: Sequence[str | Path], folder: Path = ROOT) -> Measure:
    """Run a program to its end in `folder`, and to that of everything it starts."""
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="utf-8") as answer:
        try:
            done = subprocess.run(
                [sys.executable, "-I", _MEASURED, str(writing), *command],
                cwd=folder, env=environment(), pass_fds=(writing,),
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        finally:
            os.close(writing)
        if done.returncode:
            raise ProgramFailedError(f"{' '.join(map(str, command))}\n{done.stdout.decode(errors='replace')[-2000:]}")
        took = json.load(answer)
    return Measure(took["seconds"], took["work"], took["peak"] * _BYTES_PER_UNIT)


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
