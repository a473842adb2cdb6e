"""The nearest name that exists, for the hint of a finding."""

import posixpath
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Final

_ALIKE: Final = 0.8
"""How like another a file's name must be to be taken for a slip (`difflib`'s ratio)."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return “did you mean …?” with the known name most like `name`, or None where none comes close."""
    matches = get_close_matches(name, list(known), n=1)
    return f"did you mean “{matches[0]}”?" if matches else None


def nearest_file(path: PurePosixPath, known: Iterable[PurePosixPath], seen_from: PurePosixPath) -> str | None:
    """Return “did you mean …?” with the file most like `path`, written as from the file `seen_from`.

    What counts is the file's own name: one of the same in another folder, else one that differs by a slip. The numbers
    and words that all chapters have in common make no two of them alike; None where none comes close.
    """
    names: dict[str, PurePosixPath] = {}
    for file in known:
        names.setdefault(_own_name(file), file)
    matches = get_close_matches(_own_name(path), list(names), n=1, cutoff=_ALIKE)
    if not matches:
        return None
    return f"did you mean “{posixpath.relpath(names[matches[0]].as_posix(), seen_from.parent.as_posix())}”?"


def _own_name(path: PurePosixPath) -> str:
    return re.sub(r"^[0-9]+[ ._-]*", "", path.stem.casefold()) or path.stem
