"""Work done in a copy of the process gives what it would have given here, whatever becomes of the copy."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.errors import LayoutError
from pipeline.forked import forked
from tests.small_book import write_book

ROOT = Path(__file__).parents[1]
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
    environment = {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
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


ALONE = """
import os, sys
from pathlib import Path
from pipeline.build import build
from pipeline.folders import styles_folder
from pipeline.settings import Settings
from pipeline.standing import Standing
os.register_at_fork(before=lambda: print("copied"))
book, output, workers = sys.argv[1:]
build(Settings(Path(book), Path(output), styles_folder(), workers=int(workers), standing=Standing(once=True)))
"""


@pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="no copies are made elsewhere")
def test_a_build_with_one_worker_makes_no_copy_of_itself(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", "Oil.").folder

    def copies(workers: int) -> int:
        command = [sys.executable, "-c", ALONE, str(book), str(tmp_path / f"output-{workers}"), str(workers)]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return str(said).count("copied")

    assert copies(1) == 0
    assert copies(2) == 1  # which cuts fonts down
    for name in ("small-book.pdf", "small-book.epub"):
        assert (tmp_path / "output-1" / name).read_bytes() == (tmp_path / "output-2" / name).read_bytes()
