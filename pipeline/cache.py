"""What was made before and would come out the same: kept on disk, verified when read.

An entry's name is the SHA-256 of everything that can change what it holds. An entry is a digest and the bytes of a
product, or a pickle of the book's own values; a layout's PDF stands in a file beside it, whose digest the entry holds.
What is damaged is as good as not there.
"""

import contextlib
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline import lock
from pipeline.book.layout import ChapterLayout
from pipeline.book.memory import LastBuild, Makers
from pipeline.book.values import value_as_bytes, value_from
from pipeline.file_digests import FileDigests

SIZE_LIMIT: Final = 512 * 1024 * 1024
"""Bytes that a cache may hold; beyond, what was used longest ago is dropped."""

_DIGEST_SIZE: Final = hashlib.sha256().digest_size


class StandingLayouts(LastBuild[str, tuple[bytes, ChapterLayout]]):
    """The layouts of a process's last build, by the keys of their entries, with the digests of their PDFs."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__()
        self.files = FileDigests()

    def __reduce__(self) -> tuple[type["StandingLayouts"], tuple[()]]:
        """Hand nothing on to another process."""
        return StandingLayouts, ()


class BuildCache:
    """Layouts and other products in a folder, which need not exist yet. A build goes on without whatever it loses.

    Several processes may use a cache at once: an entry appears whole or not at all.
    """

    def __init__(self, folder: Path, size_limit: int = SIZE_LIMIT, standing: StandingLayouts | None = None) -> None:
        """Keep layouts in `folder`, at most `size_limit` bytes of them; those in `standing` are not read again."""
        self._folder = folder
        self._size_limit = size_limit
        self._standing = standing or StandingLayouts()

    def find(self, key: str) -> ChapterLayout | None:
        """Return the layout kept under a key, its PDF in a file; None where there is none that is whole."""
        known = self._standing.find(key)
        if known is not None and self._is_whole(key, known[0]):
            return known[1]
        entry = self._read(key)
        if entry is None or not self._is_whole(key, entry[:_DIGEST_SIZE]):
            return None
        layout = value_from(entry[_DIGEST_SIZE:])
        if not isinstance(layout, ChapterLayout):
            return None
        return self._standing.keep(key, (entry[:_DIGEST_SIZE], replace(layout, file=self._pdf(key))))[1]

    def keep(self, key: str, layout: ChapterLayout) -> ChapterLayout:
        """Keep a layout and return it with its PDF in a file; as it is where the cache cannot be written to."""
        pdf = layout.pdf_bytes()
        record = value_as_bytes(replace(layout, pdf=b"", file=None))
        place = self._pdf(key)
        if self._write(place, pdf) and self._keep(key, hashlib.sha256(pdf).digest() + record):
            return replace(layout, pdf=b"", file=place)
        return layout

    def remember(self, makers: Makers) -> Mapping[str, bytes]:
        """Return what was made when it was last asked for under these keys; what was not is made now.

        Two processes that ask for the same at once share the work: what another is making is left to it, and waited for
        when all else is there.
        """
        made: dict[str, bytes] = {}
        for patient in (False, True):
            for key in [key for key in makers if key not in made]:
                product = self._made_once(key, makers[key], patient)
                if product is not None:
                    made[key] = product
        return made

    def _made_once(self, key: str, make: Callable[[], bytes], patient: bool) -> bytes | None:
        """Return a product, made before or now; None where another process is making it and we are not `patient`."""
        name = hashlib.sha256(key.encode()).hexdigest()
        known = self._read(name)
        if known is not None:
            return known
        with lock.claimed(self._folder, name, patient) as ours:
            if not ours:
                return None
            known = self._read(name)  # the other process has made it meanwhile
            if known is None:
                known = make()
                self._keep(name, known)
            return known

    def origin(self, product: bytes) -> str | None:
        """Return the digest of what a finished file was made from; None where no build here made just this file."""
        origin = self._read(_origin_file(product))
        return origin.decode("ascii", "replace") if origin is not None else None

    def keep_origin(self, product: bytes, inputs: str) -> None:
        """Keep the digest of what a finished file was made from, under the file's own."""
        self._keep(_origin_file(product), inputs.encode())

    def recall(self, key: str) -> bytes | None:
        """Return what was noted last under a key, None where nothing is, or nothing that is whole."""
        return self._read(hashlib.sha256(key.encode()).hexdigest())

    def note(self, key: str, data: bytes) -> None:
        """Keep data under a key, instead of what was noted there before."""
        self._keep(hashlib.sha256(key.encode()).hexdigest(), data)

    def trim(self) -> None:
        """Drop what was used longest ago until the cache is within its limit."""
        entries = tuple(self._entries())
        if sum(size for _, size, _ in entries) <= self._size_limit:
            return
        used = {name: time for time, _, name in entries}
        of_layouts = ((used.get(name.removesuffix(".pdf"), time), size, name) for time, size, name in entries)
        total = 0
        for _, size, name in sorted(of_layouts, reverse=True):
            total += size
            if total > self._size_limit:
                with contextlib.suppress(OSError):
                    (self._folder / name).unlink(missing_ok=True)

    def _pdf(self, key: str) -> Path:
        return self._folder / f"{key}.pdf"

    def _is_whole(self, key: str, digest: bytes) -> bool:
        """Tell whether a layout's PDF is what it was; of the two files of a layout the entry shows when it was used."""
        try:
            os.utime(self._folder / key)
            return self._standing.files.of(self._pdf(key)) == digest
        except OSError:
            return False

    def _read(self, name: str) -> bytes | None:
        path = self._folder / name
        try:
            entry = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        digest, payload = entry[:_DIGEST_SIZE], entry[_DIGEST_SIZE:]
        return payload if hashlib.sha256(payload).digest() == digest else None

    def _keep(self, name: str, payload: bytes) -> bool:
        return self._write(self._folder / name, hashlib.sha256(payload).digest() + payload)

    def _entries(self) -> Iterator[tuple[float, int, str]]:
        """Yield when each file was written or used last, its size and its name."""
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                about = entry.stat()
                if stat.S_ISREG(about.st_mode) and entry.name not in (lock.NAME, lock.CLAIMS):
                    yield about.st_mtime, about.st_size, entry.name

    def _write(self, place: Path, data: bytes) -> bool:
        """Write a file whole or not at all and tell whether it is there; what stands in its place goes."""
        beside: Path | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=self._folder)
            beside = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            if place.is_dir():
                shutil.rmtree(place)
            beside.replace(place)
        except OSError:
            if beside:
                with contextlib.suppress(OSError):
                    beside.unlink(missing_ok=True)
            return False
        return True


def _origin_file(product: bytes) -> str:
    return f"made-{hashlib.sha256(product).hexdigest()}"
