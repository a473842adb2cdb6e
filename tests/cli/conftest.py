"""The command line within the process that tests it, and the book that `pipeline new` makes, built once."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.products.conftest import run


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Said]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command as in a process of its own, without one; what it does not catch fails the test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    def command(*arguments: str) -> Said:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as ended:
            code = int(str(ended.code))
        return Said(code, *capsys.readouterr())

    return command


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `pipeline new` has made a book, and `pipeline build` its products, as from a shell."""
    folder = tmp_path_factory.mktemp("new") / "mine"
    for done in (run("new", str(folder)), run("build", cwd=folder)):
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def built(first_build: Path, tmp_path: Path) -> Path:
    """A copy of that folder, with the products and the cache in `output`."""
    return Path(shutil.copytree(first_build, tmp_path / "mine"))
