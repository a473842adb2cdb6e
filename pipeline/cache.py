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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from pipeline import lock
from pipeline.book.furniture import Stamp
from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Book, Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, ResourcePath
from pipeline.book.styles import Styles
from pipeline.book.values import value_as_bytes, value_from

SIZE_LIMIT: Final = 512 * 1024 * 1024
"""Bytes that a cache may hold; beyond, what was used longest ago is dropped."""

_PACKAGE: Final = Path(__file__).parent
_SOURCES: Final = frozenset({".py", ".j2", ".csl", ".conf"})
_WHAT_LAYS_OUT: Final = ("book", "typeset")
_DIGEST_SIZE: Final = hashlib.sha256().digest_size


class BuildCache:
    """Layouts and other products in a folder, which need not exist yet. A build goes on without whatever it loses.

    Several processes may use a cache at once: an entry appears whole or not at all.
    """

    def __init__(self, folder: Path, size_limit: int = SIZE_LIMIT) -> None:
        """Keep layouts in `folder`, at most `size_limit` bytes of them."""
        self._folder = folder
        self._size_limit = size_limit

    def find(self, key: str) -> ChapterLayout | None:
        """Return the layout kept under a key, its PDF in a file; None where there is none that is whole."""
        entry = self._read(key)
        if entry is None or not self._is_whole(self._pdf(key), entry[:_DIGEST_SIZE]):
            return None
        layout = value_from(entry[_DIGEST_SIZE:])
        return replace(layout, file=self._pdf(key)) if isinstance(layout, ChapterLayout) else None

    def keep(self, key: str, layout: ChapterLayout) -> ChapterLayout:
        """Keep a layout and return it with its PDF in a file; as it is where the cache cannot be written to."""
        pdf = layout.pdf_bytes()
        record = value_as_bytes(replace(layout, pdf=b"", file=None))
        place = self._pdf(key)
        if self._write(place, pdf) and self._keep(key, hashlib.sha256(pdf).digest() + record):
            return replace(layout, pdf=b"", file=place)
        return layout

    def remember(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what `make` gave when it was last asked for under this key, else make it now."""
        name = hashlib.sha256(key.encode()).hexdigest()
        known = self._read(name)
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
        total = 0
        for _, size, path in sorted(self._entries(), reverse=True):
            total += size
            if total > self._size_limit:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def _pdf(self, key: str) -> Path:
        return self._folder / f"{key}.pdf"

    def _is_whole(self, path: Path, digest: bytes) -> bool:
        try:
            with path.open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").digest() == digest
            os.utime(path)
        except OSError:
            return False
        return whole

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

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield when each entry was used last, its size and its file."""
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                about = path.stat()
                if stat.S_ISREG(about.st_mode) and path.name != lock.NAME:
                    yield about.st_mtime, about.st_size, path

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


def layout_keys(
    styles: Styles, resources: Mapping[ResourcePath, Resource], engine: Mapping[str, str]
) -> Callable[[ChapterMarkup], str]:
    """Return the function that names a markup's layout: by the markup, its images, the styles, engine and our code."""
    common = hashlib.sha256()
    _add_what_lays_out(common, styles, engine)

    def key(markup: ChapterMarkup) -> str:
        own = common.copy()
        described = (markup.piece, markup.matter, markup.opens, str(markup.display), markup.title, markup.running_head)
        _add(own, *described, markup.language, markup.xhtml, *markup.anchors, str(sorted(markup.source_lines.items())))
        for path in markup.resources:
            _add(own, str(path), resources[path].digest)
        return own.hexdigest()

    return key


def input_digest(book: Book, styles: Styles, engine: Mapping[str, str]) -> str:
    """Digest all that a product is made from: manuscript, styles, engine and the pipeline itself."""
    digest = hashlib.sha256()
    _add(digest, book.digest)
    for name, text in sorted(styles.sheets.items()):
        _add(digest, name, text)
    for font in styles.fonts:
        _add(digest, str(font.path), font.digest)
    for program, version in sorted(engine.items()):
        _add(digest, program, version)
    for path in sorted(_PACKAGE.rglob("*.*")):
        if path.suffix in _SOURCES:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def furniture_keys(
    styles: Styles, language: LanguageTag, engine: Mapping[str, str]
) -> Callable[[Sequence[Stamp]], str]:
    """Return the function that names running heads and folios that are laid out together.

    It names them by their texts, the styles, engine and our code.
    """
    common = hashlib.sha256()
    _add_what_lays_out(common, styles, engine)
    _add(common, language)

    def key(stamps: Sequence[Stamp]) -> str:
        own = common.copy()
        for stamp in stamps:
            _add(own, stamp.name, stamp.kind, stamp.side, stamp.text)
        return f"furniture {own.hexdigest()}"

    return key


def _add_what_lays_out(digest: "hashlib._Hash", styles: Styles, engine: Mapping[str, str]) -> None:
    for name, text in sorted(styles.sheets.items()):
        if name.startswith("print"):
            _add(digest, name, text)
    for font in styles.fonts:
        _add(digest, str(font.path), font.digest)
    for program, version in sorted(engine.items()):
        _add(digest, program, version)
    _add(digest, "code", code_digest())


def _add(digest: "hashlib._Hash", *texts: str) -> None:
    for text in texts:
        data = text.encode()
        digest.update(len(data).to_bytes(8, "big") + data)


@cache
def code_digest() -> str:
    """Digest the modules that decide what a layout is, so that no layout outlives a change of them."""
    digest = hashlib.sha256()
    for folder in _WHAT_LAYS_OUT:
        for path in sorted((_PACKAGE / folder).rglob("*.*")):
            if path.suffix in (".py", ".conf"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _origin_file(product: bytes) -> str:
    return f"made-{hashlib.sha256(product).hexdigest()}"
