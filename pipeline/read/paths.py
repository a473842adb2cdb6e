"""Names of files as authors write them: relative to the file they stand in."""

import posixpath
import re
from pathlib import PurePosixPath
from urllib.parse import unquote

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


def scheme_of(name: str) -> str | None:
    """Return the scheme of an address (`//host` counts as https), None for the name of a file."""
    match = _SCHEME.match(name.strip())
    if match:
        return match[1].lower()
    return "https" if name.strip().startswith("//") else None


def named_path(file: PurePosixPath, name: str) -> PurePosixPath:
    """Return the path from the book's folder of what `file` calls `name`; it may lead out of the folder."""
    return PurePosixPath(posixpath.normpath(posixpath.join(file.parent.as_posix(), unquote(name))))
