"""Builds that are killed, and builds that run at the same time, spoil nothing.

`KILLS=100 python -m pytest -n 0 tests/test_killed_builds.py` kills a hundred builds instead of a few.
"""

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path
from random import Random

import pytest

from pipeline.build import build
from pipeline.folders import styles_folder
from pipeline.lock import locked
from pipeline.settings import CACHE_FOLDER, Product, Settings
from tests.edited_book import Edit, after, first_state, write_state

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("KILLS", "4"))

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["pipeline.build", "pipeline.typeset.engine"])


def settings_for(folder: Path, output: str, workers: int = 1) -> Settings:
    return Settings(folder / "book", folder / output, styles_folder(), frozenset({Product.PDF}), workers=workers)


def build_there(folder: Path, output: str, workers: int) -> None:
    """Build in a process of its own."""
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    build(settings_for(folder, output, workers))


@pytest.fixture(autouse=True)
def epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # what is loaded beforehand is found by this alone


def test_a_build_killed_at_any_moment_leaves_the_last_output_whole(tmp_path: Path) -> None:
    random = Random(7)
    chapters = first_state(5)
    write_state(tmp_path / "book", chapters)
    started = time.monotonic()
    pdf = build(settings_for(tmp_path, "output")).written[0]
    longest = time.monotonic() - started
    whole = pdf.read_bytes()
    done = 0
    for kill in range(KILLS):
        chapters = after([Edit("grow", kill, 1 + kill % 3)], chapters)
        write_state(tmp_path / "book", chapters)
        process = _PROCESSES.Process(target=build_there, args=(tmp_path, "output", 1 + kill % 2))
        process.start()
        process.join(random.uniform(0, longest))
        process.kill()
        process.join()
        now = pdf.read_bytes()
        if now != whole:
            assert now == fresh(tmp_path, kill)
            whole, done = now, done + 1
    assert done < max(KILLS, 1)
    build(settings_for(tmp_path, "output"))
    assert pdf.read_bytes() == fresh(tmp_path, KILLS)
    assert [path.name for path in pdf.parent.iterdir() if path.name.startswith(".")] == [CACHE_FOLDER]


def fresh(folder: Path, number: int) -> bytes:
    """Build the book from scratch."""
    pdf = build(settings_for(folder, f"fresh-{number}")).written[0]
    return pdf.read_bytes()


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []
    waits = threading.Event()

    def second() -> None:
        with locked(tmp_path, waits.set):
            order.append("second")

    with locked(tmp_path, waits.set):
        thread = threading.Thread(target=second)
        thread.start()
        assert waits.wait(60)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def hold(folder: Path) -> None:
    with locked(folder, lambda: None):
        (folder / "held").touch()
        time.sleep(600)


def test_a_lock_left_by_a_dead_process_holds_nobody(tmp_path: Path) -> None:
    process = _PROCESSES.Process(target=hold, args=(tmp_path,))
    process.start()
    while not (tmp_path / "held").exists():
        time.sleep(0.01)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with locked(tmp_path, lambda: pytest.fail("nobody has the lock")):
        pass


def test_a_build_says_that_it_waits(tmp_path: Path) -> None:
    write_state(tmp_path / "book", first_state(3))
    heard: list[str] = []
    released = threading.Event()
    output = tmp_path / "output"

    def hold_until_heard() -> None:
        with locked(output / CACHE_FOLDER, lambda: None):
            released.set()
            while "waiting for another build" not in heard:
                time.sleep(0.01)

    holder = threading.Thread(target=hold_until_heard)
    holder.start()
    released.wait()
    outcome = build(Settings(tmp_path / "book", output, styles_folder(), frozenset({Product.PDF}), heard.append, 1))
    holder.join()
    assert outcome.written and heard[0] == "waiting for another build"
