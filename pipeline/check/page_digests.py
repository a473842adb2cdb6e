"""Digests of a PDF's pages: two pages of one digest look alike and read alike, in whatever file they are."""

import re
from hashlib import sha256
from typing import Final

from pikepdf import Name, Object, Stream

from pipeline.check.pdf_opened import OpenedPdf

_DRAWN: Final = (Name.Contents, Name.Resources, Name.MediaBox, Name.CropBox, Name.Rotate, Name.UserUnit)
"""What of a page decides how it is drawn (ISO 32000-1, 7.7.3.3); links and structure do not."""


_PARENT: Final = re.compile(rb"/Parent \d+ \d+ R")
_REFERENCE: Final = re.compile(rb"\b(\d+) (\d+) R\b")
"""What stands for another object; if a string looks like it, that object counts too, which does no harm."""


class PageDigests:
    """Digests of one file's pages; an object is looked at once."""

    def __init__(self, file: OpenedPdf) -> None:
        """Begin with nothing looked at."""
        self._file = file
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: Object) -> bytes:
        """Return a digest of everything that a page is drawn from: its content, and all resources it can name."""
        digest = sha256()
        for name in _DRAWN:
            value = inherited(page, name)
            digest.update(str(name).encode() + b" " + (b"" if value is None else self._of(value)))
        return digest.digest()

    def _of(self, value: object) -> bytes:
        if not isinstance(value, Object):
            return repr(value).encode()
        return self._of_number(value.objgen) if value.is_indirect else self._of_content(value)

    def _of_number(self, number: tuple[int, int]) -> bytes:
        if number not in self._known:
            self._known[number] = b"again"  # met within itself
            self._known[number] = self._of_content(self._file.find(number))
        return self._known[number]

    def _of_content(self, value: object) -> bytes:
        if not isinstance(value, Object):
            return repr(value).encode()
        data = value.read_raw_bytes() if isinstance(value, Stream) else b""
        written = (value.stream_dict if isinstance(value, Stream) else value).unparse(resolved=True)
        parts = _REFERENCE.split(_PARENT.sub(b"", written))
        digest = sha256(b"".join(parts[::3]))
        for number, generation in zip(parts[1::3], parts[2::3], strict=True):
            digest.update(b"\n" + self._of_number((int(number), int(generation))))
        digest.update(b"\n" + data)
        return digest.digest()


def inherited(page: Object, name: Name) -> object | None:
    """Return what a page has or takes from the nodes of the page tree above it (ISO 32000-1, 7.7.3.4)."""
    node: Object | None = page
    while node is not None:
        if name in node:
            return node[name]
        node = node.get(Name.Parent)
    return None
