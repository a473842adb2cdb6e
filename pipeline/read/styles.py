"""The designers' folder: style sheets and fonts."""

import hashlib
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.styles import Styles
from pipeline.errors import UsageError
from pipeline.read.folder import FileRefusedError, Folder

_FONT_TYPES: Final = {".ttf": "font/ttf", ".otf": "font/otf"}


def read_styles(folder: Path) -> Styles:
    """Return the style sheets (`*.css`) by file name and the fonts below the folder, in order of their paths.

    Raises UsageError where the folder does not exist or a file of it cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder of styles {folder}")
    files = Folder(folder)
    try:
        sheets = {path.name: files.read(path).decode("utf-8-sig") for path in files.files(".", ".css")}
        fonts = (_font(path, files.read(path)) for suffix in _FONT_TYPES for path in files.files("fonts", suffix))
        return Styles(sheets, tuple(sorted(fonts, key=lambda font: font.path)))
    except FileRefusedError as error:
        raise UsageError(f"a file of {folder} cannot be read: {error.problem or error.refusal.value}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"a style sheet of {folder} is not UTF-8") from error


def _font(path: PurePosixPath, data: bytes) -> Resource:
    return Resource(ResourcePath(path), _FONT_TYPES[path.suffix], data, hashlib.sha256(data).hexdigest())
