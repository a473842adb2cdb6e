"""What was read of a finished file, as bytes and back; what makes no value of the checks is as good as not there."""

import io
import pickle
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, TypeVar

from pipeline.book.memory import Memory

Remembered = TypeVar("Remembered")

_PACKAGE: Final = Path(__file__).parents[1]
_WHAT_JUDGES: Final = ("check", "book", "read", "link")
"""Folders whose code decides what is read of a file, and what it is held against."""
_PLAIN: Final = frozenset({("builtins", "frozenset"), ("pathlib", "PurePosixPath")})
_DAMAGED: Final = (
    pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError
)  # fmt: skip


def recall(memory: Memory | None, name: str, kind: type[Remembered]) -> Remembered | None:
    """Return what was noted under a name by this very code; None where nothing is, or something else."""
    data = memory.recall(_key(name)) if memory else None
    return None if data is None else value_in(data, kind)


def value_in(data: bytes, kind: type[Remembered]) -> Remembered | None:
    """Return the value that was made into bytes; None where they make none, or something else."""
    try:
        value = _Unpickler(io.BytesIO(data)).load()
    except _DAMAGED:
        return None
    return value if isinstance(value, kind) else None


def as_bytes(value: object) -> bytes:
    """Return a value as it is noted."""
    written = io.BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(value)
    return written.getvalue()


def note(memory: Memory | None, name: str, data: bytes) -> None:
    """Remember a value, given as bytes, under a name."""
    if memory:
        memory.note(_key(name), data)


def _key(name: str) -> str:
    return f"{name}, {judges()}"


@cache
def judges() -> str:
    """Name all that reads and judges: the libraries' versions and our own code."""
    digest = sha256(f"pypdfium2 {version('pypdfium2')}, pikepdf {version('pikepdf')}".encode())
    for path in sorted(path for folder in _WHAT_JUDGES for path in (_PACKAGE / folder).rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


class _Pickler(pickle.Pickler):
    """Writes a value of the checks or the book as a call of its class, which is made and read again soonest."""

    def reducer_override(self, value: object) -> Any:
        kind = type(value)
        if kind not in _fields_known:
            _fields_known[kind] = tuple(item.name for item in fields(kind)) if is_dataclass(kind) else None
        names = _fields_known[kind]
        return NotImplemented if names is None else (kind, tuple([getattr(value, name) for name in names]))


_fields_known: Final[dict[type, tuple[str, ...] | None]] = {}


class _Unpickler(pickle.Unpickler):
    """Makes nothing but values of the checks and of the book, so that bytes can hold no code."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith(("pipeline.check.", "pipeline.book.")):
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the checks")
