"""Files of one folder, and of no other place: every byte the read stage takes in passes here."""

import hashlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path, PurePosixPath


class Refusal(Enum):
    """Why a file was not read."""

    MISSING = "missing"
    OUTSIDE = "outside"
    UNREADABLE = "unreadable"


class FileRefusedError(Exception):
    """A file that is not there, lies outside the folder, or is kept back by the operating system."""

    def __init__(self, refusal: Refusal, problem: str = "") -> None:
        super().__init__(problem)
        self.refusal = refusal
        self.problem = problem


class Folder:
    """A folder whose files are read by paths relative to it, each once; `digest` covers all that were read."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._read: dict[PurePosixPath, bytes] = {}
        self._followed: dict[PurePosixPath, Path] = {}

    def read(self, path: PurePosixPath) -> bytes:
        """Return the bytes of the file at `path`, which counts from the folder.

        Raises FileRefusedError for a path that leads out of the folder, be it by `..`, from the root of the file
        system or through a symbolic link, and for anything that is not a readable file.
        """
        if path not in self._read:
            self._read[path] = self._bytes(path)
        return self._read[path]

    def holds(self, path: PurePosixPath) -> bool:
        """Tell whether a file of that path is in the folder."""
        try:
            return self._safe(path).is_file()
        except FileRefusedError:
            return False

    def lacks(self, path: PurePosixPath) -> bool:
        """Tell whether there is nothing of that path: no file, nothing that only looks like one, no way out."""
        try:
            return not self._safe(path).exists()
        except FileRefusedError as error:
            return error.refusal is Refusal.MISSING

    def is_outside(self, path: PurePosixPath) -> bool:
        """Tell whether a path leads out of the folder."""
        try:
            self._safe(path)
        except FileRefusedError as error:
            return error.refusal is Refusal.OUTSIDE
        return False

    def files(self, under: str, suffix: str) -> Iterator[PurePosixPath]:
        """Yield the files below `under` that end in `suffix`, sorted; hidden ones are left out."""
        found = (PurePosixPath(path.relative_to(self._root)) for path in (self._root / under).rglob("*" + suffix))
        yield from sorted(path for path in found if not any(part.startswith(".") for part in path.parts))

    @property
    def digest(self) -> str:
        """SHA-256 over path and bytes of every file read, in order of the paths."""
        total = hashlib.sha256()
        for path, data in sorted(self._read.items()):
            total.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            total.update(data)
        return total.hexdigest()

    def _bytes(self, path: PurePosixPath) -> bytes:
        file = self._safe(path)
        try:
            if not file.is_file():
                refusal = Refusal.UNREADABLE if file.exists() else Refusal.MISSING
                raise FileRefusedError(refusal, "it is not a file")
            return file.read_bytes()
        except OSError as error:
            raise FileRefusedError(Refusal.UNREADABLE, error.strerror or type(error).__name__) from error

    def _safe(self, path: PurePosixPath) -> Path:
        """Return where a path leads, followed once."""
        if path not in self._followed:
            self._followed[path] = self._follow(path)
        return self._followed[path]

    def _follow(self, path: PurePosixPath) -> Path:
        try:
            file = (self._root / path).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise FileRefusedError(Refusal.MISSING, "the path cannot be followed") from error
        if not file.is_relative_to(self._root):
            raise FileRefusedError(Refusal.OUTSIDE)
        return file
