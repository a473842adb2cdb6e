"""Digests of files: read again whenever the file may have changed."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from pipeline.file_digests import FileDigests


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read, as it happens."""
    names: list[str] = []
    digest = hashlib.file_digest

    def noted(file: object, name: str) -> object:
        names.append(Path(getattr(file, "name", "")).name)
        return digest(file, name)  # type: ignore[arg-type]  # an open file

    monkeypatch.setattr(hashlib, "file_digest", noted)
    return names


def at_rest(monkeypatch: pytest.MonkeyPatch, seconds: float = 60) -> None:
    """Let the clock go on."""
    later = time.time_ns() + int(seconds * 1e9)
    monkeypatch.setattr(time, "time_ns", lambda: later)


def test_a_file_at_rest_is_read_once(tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file, digests = tmp_path / "a", FileDigests()
    file.write_bytes(b"text")
    at_rest(monkeypatch)
    assert [digests.of(file) for _ in range(3)] == [hashlib.sha256(b"text").digest()] * 3
    assert reads == ["a"]


@pytest.mark.parametrize("seconds", [0, 1.9])
def test_a_file_that_changed_just_now_is_read_each_time(
    seconds: float, tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, digests = tmp_path / "a", FileDigests()
    file.write_bytes(b"text")
    at_rest(monkeypatch, seconds)
    digests.of(file)
    digests.of(file)
    assert reads == ["a", "a"]


def test_a_file_changed_back_in_time_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, digests = tmp_path / "a", FileDigests()
    file.write_bytes(b"text")
    about = file.stat()
    at_rest(monkeypatch)
    digests.of(file)
    file.write_bytes(b"tent")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert digests.of(file) == hashlib.sha256(b"tent").digest()


def test_a_file_put_in_the_place_of_another_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, other, digests = tmp_path / "a", tmp_path / "b", FileDigests()
    file.write_bytes(b"text")
    other.write_bytes(b"tent")
    at_rest(monkeypatch)
    digests.of(file)
    other.replace(file)
    assert digests.of(file) == hashlib.sha256(b"tent").digest()


def test_only_what_is_wanted_is_kept(tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    files, digests = (tmp_path / "a", tmp_path / "b"), FileDigests()
    for file in files:
        file.write_bytes(b"text")
    at_rest(monkeypatch)
    for _ in range(2):
        for file in files:
            digests.of(file)
        digests.keep_only({str(files[0])})
    assert reads == ["a", "b", "b"]
