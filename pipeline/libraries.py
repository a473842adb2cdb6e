"""The versions of the system's libraries, asked without loading the engine, which takes longer than many a build."""

import ctypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

_QUESTIONS: Final = {
    "Pango": (("libpango-1.0.so.0", "libpango-1.0.dylib"), "pango_version_string"),
    "HarfBuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
}
"""For each library its file on Linux and on macOS, and the function that tells its version."""


def library_versions() -> Mapping[str, str] | None:
    """Return the versions of the libraries that layouts depend on, by name; None where one cannot be asked."""
    found = dict(_versions())
    return found if found.keys() == _QUESTIONS.keys() else None


def _versions() -> Iterator[tuple[str, str]]:
    for name, (files, question) in _QUESTIONS.items():
        with suppress(OSError, AttributeError):
            ask = getattr(ctypes.CDLL(files[sys.platform == "darwin"]), question)
            ask.restype = ctypes.c_char_p
            yield name, ask().decode()
