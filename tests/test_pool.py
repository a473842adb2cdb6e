"""Processes that die, hang or fail take nothing with them but the task they had."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.pool import OverdueError, ProcessPool, WorkerLostError

GREETING = "hello"


def greet(word: str) -> None:
    os.environ["POOL_GREETING"] = word


def greeting() -> str:
    return os.environ["POOL_GREETING"]


def double(number: int) -> int:
    return 2 * number


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    while True:
        time.sleep(60)


def fill_memory() -> None:
    raise MemoryError


def fail() -> None:
    raise ValueError("wrong")


@pytest.fixture
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(2, greet, (GREETING,), time_limit=60) as made:
        yield made


def test_tasks_are_done_in_processes_that_were_set_up(pool: ProcessPool) -> None:
    assert [future.result() for future in [pool.submit(double, number) for number in range(5)]] == [0, 2, 4, 6, 8]
    assert pool.submit(greeting).result() == GREETING
    assert pool.submit(os.getpid).result() != os.getpid()


@pytest.mark.parametrize(("task", "words"), [(die, "SIGKILL"), (fill_memory, "out of memory")])
def test_a_process_that_dies_costs_its_own_task_only(pool: ProcessPool, task, words: str) -> None:  # type: ignore[no-untyped-def]  # one of the above
    lost = pool.submit(task)
    others = [pool.submit(double, number) for number in range(4)]
    with pytest.raises(WorkerLostError, match=words):
        lost.result()
    assert [future.result() for future in others] == [0, 2, 4, 6]


def test_what_a_task_raises_is_raised_with_its_place(pool: ProcessPool) -> None:
    with pytest.raises(ValueError, match="wrong") as raised:
        pool.submit(fail).result()
    assert "in fail" in raised.value.__notes__[0]
    assert pool.submit(double, 1).result() == 2


def test_a_task_that_does_not_end_is_ended() -> None:
    with ProcessPool(1, greet, (GREETING,), time_limit=0.2) as pool:
        process = pool.submit(os.getpid).result()
        with pytest.raises(OverdueError):
            pool.submit(hang).result()
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_without_waiting_everything_is_ended_at_once() -> None:
    pool = ProcessPool(1, greet, (GREETING,), time_limit=60)
    process = pool.submit(os.getpid).result()
    begun, waiting = pool.submit(hang), pool.submit(hang)
    while not begun.running():
        time.sleep(0.01)
    pool.shutdown(wait=False)
    assert isinstance(begun.exception(), WorkerLostError)
    assert waiting.cancelled()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


ORPHANS = """
import os, signal, sys
from pipeline.pool import ProcessPool
from tests.test_pool import greet
if __name__ == "__main__":
    pool = ProcessPool(1, greet, ("hello",), 60)
    print(pool.submit(os.getpid).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_process_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(ORPHANS)
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, env={"PYTHONPATH": str(root)}
    )
    assert done.returncode == -signal.SIGKILL
    for _ in range(200):
        try:
            os.kill(int(done.stdout), 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a worker goes on without its parent")
