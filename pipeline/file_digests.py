"""Digests of files, each read again only where it may have changed since it was read last."""

import hashlib
import os
import time
from collections.abc import Container
from pathlib import Path
from typing import Final

_RACY: Final = 2_000_000_000
"""Nanoseconds: a file that changed this short a time before it was read may change once more and bear the same time."""

_Signature = tuple[int, int, int, int, int]


class FileDigests:
    """The SHA-256 of files, remembered by what the file system says of each: its times, its size and its identity.

    A file that was changed shortly before it was read is read each time, until it has been at rest (as Git does with
    its index): the clock of a file system may be too coarse to tell two changes apart.
    """

    def __init__(self) -> None:
        """Know no file yet."""
        self._known: dict[str, tuple[_Signature, bytes]] = {}

    def of(self, file: "Path | os.DirEntry[str]") -> bytes:
        """Return the digest of a file; raises OSError where it cannot be read."""
        name = os.fspath(file)
        now = time.time_ns()
        before = _signature(file.stat())
        known = self._known.get(name)
        if known is not None and known[0] == before:
            return known[1]
        path = Path(name)
        with path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").digest()
        if _at_rest(before, now) and _signature(path.stat()) == before:
            self._known[name] = before, digest
        else:
            self._known.pop(name, None)
        return digest

    def keep_only(self, names: Container[str]) -> None:
        """Forget all other files."""
        self._known = {name: known for name, known in self._known.items() if name in names}


def _signature(about: os.stat_result) -> _Signature:
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino, about.st_dev


def _at_rest(signature: _Signature, now: int) -> bool:
    modified, changed, *_ = signature
    return max(modified, changed) + _RACY < now
