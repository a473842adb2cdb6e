"""Digests of a PDF's pages: two pages of one digest look alike and read alike, in whatever file they are."""

from hashlib import sha256
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Stream

_DRAWN: Final = (Name.Contents, Name.Resources, Name.MediaBox, Name.CropBox, Name.Rotate, Name.UserUnit)
"""What of a page decides how it is drawn (ISO 32000-1, 7.7.3.3); links and structure do not."""


class PageDigests:
    """Digests of one file's pages; an object is looked at once."""

    def __init__(self) -> None:
        """Begin with nothing looked at."""
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
        if not value.is_indirect:
            return self._of_content(value)
        if value.objgen not in self._known:
            self._known[value.objgen] = b"again"  # met within itself
            self._known[value.objgen] = self._of_content(value)
        return self._known[value.objgen]

    def _of_content(self, value: Object) -> bytes:
        if not isinstance(value, Array | Dictionary | Stream):
            return value.unparse(resolved=True)
        entries = enumerate(value) if isinstance(value, Array) else sorted(value.items())
        digest = sha256()
        for key, entry in entries:
            if key != Name.Parent:
                digest.update(f"{key} ".encode() + self._of(entry) + b"\n")
        if isinstance(value, Stream):
            digest.update(value.read_raw_bytes())
        return digest.digest()


def inherited(page: Object, name: Name) -> object | None:
    """Return what a page has or takes from the nodes of the page tree above it (ISO 32000-1, 7.7.3.4)."""
    node: Object | None = page
    while node is not None:
        if name in node:
            return node[name]
        node = node.get(Name.Parent)
    return None
