"""Chapters laid out by the workers of a Dask cluster, which see no file of ours."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import pipeline.cluster
from pipeline.build import build
from pipeline.cluster import connected
from pipeline.errors import ToolMissingError
from pipeline.folders import styles_folder
from pipeline.settings import Product, Settings
from tests.edited_book import first_state, write_state

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a scheduler and two workers on this machine, each a process in a folder of its own."""
    pytest.importorskip("distributed", reason="Dask's “distributed” is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    scheduler = (
        "dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    )
    worker = ("dask_worker", "--scheduler-file", str(file), "--no-nanny", "--no-dashboard", "--nthreads", "1")
    with ExitStack() as running:
        for name, command in (("scheduler", scheduler), ("one", worker), ("two", worker)):
            place = folder / name
            place.mkdir()
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]],
                cwd=place,
                env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(place)},
                stderr=subprocess.DEVNULL,
            )
            running.callback(process.wait)
            running.callback(process.kill)
        distributed = importlib.import_module("distributed")
        with distributed.Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
            found = client.scheduler.address
        yield found


def test_a_cluster_makes_the_book_that_one_process_makes(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    book = write_state(tmp_path / "book", first_state(6))
    made = []
    for name, where in (("here", None), ("there", address)):
        heard: list[str] = []
        settings = Settings(
            book, tmp_path / name, styles_folder(), frozenset({Product.PDF}), heard.append, workers=1, cluster=where
        )
        pdf = build(settings).written[0]
        made.append(pdf.read_bytes())
        assert sum(told.startswith("typesetting") for told in heard) >= 8
    assert made[0] == made[1]


def test_a_cluster_that_does_not_answer_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask's “distributed” is not installed")
    monkeypatch.setattr(pipeline.cluster, "PATIENCE", "0.1s")
    with pytest.raises(ToolMissingError, match="no cluster answers"), connected("tcp://127.0.0.1:9"):
        pass


def test_a_cluster_needs_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ToolMissingError, match="pip install distributed"), connected("tcp://127.0.0.1:9"):
        pass
