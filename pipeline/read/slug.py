"""The slug of a book, before anything else of it is read."""

from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.read.folder import Folder
from pipeline.read.text_file import read_text
from pipeline.read.yaml_text import Mapping, Scalar, YamlSource, parse_yaml

_BOOK_FILE: Final = PurePosixPath("book.yaml")


def read_slug(folder: Path) -> str | None:
    """Return the name that a book's products go by; None where book.yaml does not tell, which a build will report."""
    unsaid: list[Diagnostic] = []
    text = read_text(Folder(folder), _BOOK_FILE, unsaid)
    node = parse_yaml(YamlSource(_BOOK_FILE, text), unsaid) if text is not None else None
    slug = node.entries.get("slug") if isinstance(node, Mapping) else None
    return slug.text if isinstance(slug, Scalar) and slug.text else None
