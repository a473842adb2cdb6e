"""Products are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.output import write_files
from tests.full_disk import no_room


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    assert write_files(tmp_path / "out", {"a.pdf": b"new", "html/b.html": b"page"}) == (
        tmp_path / "out/a.pdf",
        tmp_path / "out/html/b.html",
    )
    assert (tmp_path / "out/html/b.html").read_bytes() == b"page"


def test_a_failure_leaves_every_old_file_and_no_scraps(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "blocked").write_bytes(b"a file where a folder should be")
    with pytest.raises(OutputError):
        write_files(tmp_path, {"a.pdf": b"new", "blocked/b.epub": b"new"})
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "blocked"]


def test_a_disk_that_is_full_halfway_leaves_every_old_file_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = [True, False]

    def full(handle: int) -> None:
        if not room.pop(0):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "a.pdf").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_files(tmp_path, {"a.pdf": b"new", "b.epub": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.pdf": b"old"}


def test_a_full_disk_is_said_so_and_the_old_file_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with no_room(), pytest.raises(OutputError, match=r"cannot write to .*: File too large"):
        write_files(tmp_path, {"a.pdf": bytes(1000)})
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_what_a_killed_build_left_behind_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".a.pdf.x8s7d").write_bytes(b"half")
    write_files(tmp_path, {"a.pdf": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
