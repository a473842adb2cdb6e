"""The slug of a book, before anything else of it is read."""

import re
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.read.folder import Folder
from pipeline.read.text_file import read_text
from pipeline.read.yaml_text import Mapping, Scalar, YamlSource, parse_yaml

_BOOK_FILE: Final = PurePosixPath("book.yaml")
_LINE: Final = re.compile(r"^slug:[ \t]*[\"']?(?P<slug>[^\W\d_][\w.-]*)", re.MULTILINE)


def read_slug(folder: Path) -> str | None:
    """Return the name that a book's products go by; None where book.yaml does not tell, which a build will report.

    Where the file is not YAML as a whole, the line of the slug is taken alone.
    """
    unsaid: list[Diagnostic] = []
    text = read_text(Folder(folder), _BOOK_FILE, unsaid)
    if text is None:
        return None
    node = parse_yaml(YamlSource(_BOOK_FILE, text), unsaid)
    if node is None:
        line = _LINE.search(text)
        return line["slug"] if line else None
    slug = node.entries.get("slug") if isinstance(node, Mapping) else None
    return slug.text if isinstance(slug, Scalar) and slug.text else None
