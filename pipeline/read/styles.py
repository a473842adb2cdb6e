"""The designers' folder: style sheets, fonts and colour profiles."""

import hashlib
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.styles import Styles
from pipeline.errors import UsageError
from pipeline.read.folder import FileRefusedError, Folder

_FONT_TYPES: Final = {".ttf": "font/ttf", ".otf": "font/otf"}
_PROFILE: Final = ".icc"
_TYPES: Final = {**_FONT_TYPES, _PROFILE: "application/vnd.iccprofile"}


def read_styles(folder: Path) -> Styles:
    """Return the style sheets (`*.css`) by file name, the fonts and the profiles, in order of their paths.

    Raises UsageError where the folder does not exist or a file of it cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder of styles {folder}")
    files = Folder(folder)
    try:
        sheets = {path.name: files.read(path).decode("utf-8-sig") for path in files.files(".", ".css")}
        fonts = (_file(path, files.read(path)) for suffix in _FONT_TYPES for path in files.files("fonts", suffix))
        profiles = tuple(_file(path, files.read(path)) for path in files.files("profiles", _PROFILE))
        return Styles(sheets, tuple(sorted(fonts, key=lambda font: font.path)), profiles)
    except FileRefusedError as error:
        raise UsageError(f"a file of {folder} cannot be read: {error.problem or error.refusal.value}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"a style sheet of {folder} is not UTF-8") from error


def _file(path: PurePosixPath, data: bytes) -> Resource:
    return Resource(ResourcePath(path), _TYPES[path.suffix], data, hashlib.sha256(data).hexdigest())
