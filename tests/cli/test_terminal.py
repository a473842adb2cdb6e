"""Progress and colours are for people at a terminal, and for nobody else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.products.conftest import ROOT, run

WRONG = ROOT / "tests/books/cross-reference-missing-error"


def at_a_terminal(folder: Path, **environment: str) -> str:
    """Run a build whose errors go to a terminal, and return all that the terminal was sent."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "build", "--book", str(WRONG), "--output", str(folder)]
    settings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=settings) as process:
        os.close(theirs)
        sent = b""
        try:
            while part := os.read(ours, 4096):
                sent += part
        except OSError:
            pass  # how Linux says that the other end is closed
        os.close(ours)
        assert process.wait() == 1
    return sent.decode()


def test_a_terminal_is_shown_progress_that_is_taken_away_and_errors_in_red(tmp_path: Path) -> None:
    sent = at_a_terminal(tmp_path)
    progress, _, findings = sent.rpartition("\r\x1b[K")
    assert "reading …" in progress
    assert "\x1b[31merror\x1b[0m LNK-001" in findings


def test_who_wants_no_colour_gets_none(tmp_path: Path) -> None:
    assert "\x1b[31m" not in at_a_terminal(tmp_path, NO_COLOR="1")


def test_a_file_or_a_pipe_gets_findings_alone(tmp_path: Path) -> None:
    done = run("build", "--book", str(WRONG), "--output", str(tmp_path))
    assert "LNK-001" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "reading" not in done.stderr
