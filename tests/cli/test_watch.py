"""`pipeline watch`, as an editor meets it."""

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

import pikepdf
import pytest

from tests.products.conftest import ROOT

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT)}
PATIENCE = 90.0
"""Seconds after which the command is taken to say nothing more."""


class Watching:
    """The command at work on a book."""

    def __init__(self, book: Path, output: Path) -> None:
        command = [sys.executable, "-m", "pipeline", "watch", "--book", str(book), "--output", str(output)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
        )
        self._said = b""

    def says(self, pattern: str) -> str:
        """Wait until a line has been said that matches."""
        assert self.process.stdout
        end = time.monotonic() + PATIENCE
        with DefaultSelector() as selector:
            selector.register(self.process.stdout, EVENT_READ)
            while not (found := re.search(f"(?m)^.*{pattern}.*\n", self._said.decode())):
                assert selector.select(end - time.monotonic()), self._said
                more = self.process.stdout.read(4096)
                assert more, self._said
                self._said += more
        self._said = self._said[len(self._said.decode()[: found.end()].encode()) :]
        return found[0]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests/books/po-polsku", tmp_path / "book")
    return tmp_path / "book"


@pytest.fixture
def watching(book: Path, tmp_path: Path) -> Iterator[Watching]:
    watching = Watching(book, tmp_path / "out")
    yield watching
    watching.process.kill()
    watching.process.communicate()


def pages_of(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def test_every_save_makes_the_pdf_and_a_mistake_leaves_the_last_good_one(
    book: Path, tmp_path: Path, watching: Watching
) -> None:
    pdf, chapter = tmp_path / "out/mala-ksiega-miast.pdf", book / "body/01-warszawa.md"
    watching.says(r"miast\.pdf \([\d.]+ s\)")
    before = pages_of(pdf)
    text = chapter.read_text(encoding="utf-8")

    chapter.write_text(text + "\nNowy akapit, całkiem długi. " * 200, encoding="utf-8")
    watching.says(r"miast\.pdf \([\d.]+ s\)")
    assert pages_of(pdf) > before

    kept = pdf.read_bytes()
    chapter.write_text(text + "\n[Nic](#nic)\n", encoding="utf-8")
    assert "body/01-warszawa.md" in watching.says("error LNK-001")
    watching.says("nothing was written")
    assert pdf.read_bytes() == kept

    chapter.write_text(text, encoding="utf-8")
    watching.says(r"miast\.pdf \([\d.]+ s\)")
    assert pages_of(pdf) == before


def test_an_interrupt_ends_it_in_peace(watching: Watching) -> None:
    watching.says(r"\.pdf \(")
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 0
    assert watching.process.stdout
    assert b"Traceback" not in watching.process.stdout.read()
