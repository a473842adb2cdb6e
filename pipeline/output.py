"""Writing products: whole or not at all."""

import glob
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import OutputError


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into `folder` and return their paths; raises OutputError, and then every old file is still whole.

    All are written beside their places first and put there only when every one of them is complete.
    """
    written: list[tuple[Path, Path]] = []
    try:
        for name, data in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            for left in place.parent.glob(f".{glob.escape(place.name)}.*"):
                left.unlink()  # by a build that was killed while it wrote
            written.append((_write_beside(place, data), place))
        for beside, place in written:
            beside.replace(place)
    except OSError as problem:
        for beside, _ in written:
            beside.unlink(missing_ok=True)
        raise OutputError(f"cannot write to {folder}: {problem.strerror or problem}") from problem
    return tuple(place for _, place in written)


def _write_beside(place: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
