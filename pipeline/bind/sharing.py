"""Sharing: fonts, images and profiles that several chapters bring along are stored once."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from pikepdf import Array, Dictionary, Object, Stream

from pipeline.bind.chapters import BoundChapter


def share_resources(chapters: Iterable[BoundChapter]) -> "ResourcePool":
    """Let resources that are alike, byte for byte and with all they refer to, be one object of the book.

    Returns the pool of all that is in the book now, for what comes to it later.
    """
    pool = ResourcePool()
    for chapter in chapters:
        for page in chapter.pages:
            pool.share_all(page.Resources)
    return pool


class ResourcePool:
    """The first object of every content, and the digest of every object looked at."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._first: dict[bytes, Object] = {}
        self._digests: dict[tuple[int, int], bytes] = {}
        self._seen: set[tuple[int, int]] = set()

    def share_all(self, resources: Object) -> None:
        """Put what the pool has in place of all that is alike in the resources of a page or form."""
        if not resources.is_indirect or resources.objgen not in self._seen:
            self._seen.add(resources.objgen)
            self.share_within(resources)

    def share_within(self, container: Object) -> bytes:
        """Put the first object like it in place of everything `container` refers to; return its content's digest."""
        digest = sha256()
        for key, value in _entries(container):
            digest.update(f"{key} ".encode())
            if not isinstance(value, Object):
                digest.update(repr(value).encode())
            elif value.is_indirect:
                found = self._digest(value)
                digest.update(found)
                first = self._first.get(found, value)
                if first.objgen != value.objgen:
                    container[key] = first
            elif isinstance(value, Dictionary | Array) and b" R" in value.unparse():
                digest.update(self.share_within(value))
            else:
                digest.update(value.unparse())
        if isinstance(container, Stream):
            digest.update(container.read_raw_bytes())
        return digest.digest()

    def _digest(self, item: Object) -> bytes:
        if item.objgen not in self._digests:
            # Met again before it is known, in a circle, an object has no content but its own number: it is not shared.
            self._digests[item.objgen] = b"%d %d" % item.objgen
            found = (
                self.share_within(item)
                if isinstance(item, Dictionary | Array | Stream)
                else sha256(item.unparse(resolved=True)).digest()
            )
            self._digests[item.objgen] = found
            self._first.setdefault(found, item)
        return self._digests[item.objgen]


def _entries(container: Object) -> Iterator[tuple[str | int, object]]:
    if isinstance(container, Array):
        yield from enumerate(container)
    else:
        yield from sorted(container.items())
