"""Where a piece's elements come from in the manuscript."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from pipeline.book.diagnostics import SourceLocation
from pipeline.typeset.fetching import BOOK


class Origins:
    """The manuscript's place of every element of a tree.

    `data-line` on an element gives the line and `data-source` the file, both for what is within it too; without
    `data-source` the file is the one given.
    """

    def __init__(self, root: Element, file: PurePosixPath | None) -> None:
        self._locations = dict(_locations(root, SourceLocation(file) if file else None, file))

    def of(self, element: object) -> SourceLocation | None:
        """Return the place of an element, or of the nearest block around it that has one."""
        return self._locations.get(element) if isinstance(element, Element) else None

    def of_message(self, message: str) -> SourceLocation | None:
        """Return the place of the first element whose image or link a message of the engine names."""
        for element, location in self._locations.items():
            if any(name in message for name in _names(element)):
                return location
        return None


def _locations(
    element: Element, around: SourceLocation | None, file: PurePosixPath | None
) -> Iterator[tuple[Element, SourceLocation | None]]:
    source, line = element.get("data-source"), element.get("data-line")
    file = PurePosixPath(source) if source else file
    if file and (source or line):
        around = SourceLocation(file, int(line) if line else None)
    yield element, around
    for child in element:
        yield from _locations(child, around, file)


def _names(element: Element) -> Iterator[str]:
    """Yield the ways in which the engine writes of an element: its image's address, its link's target."""
    if source := element.get("src"):
        yield f'"{source}"'
        yield urljoin(BOOK, source)
    if (target := element.get("href")) and target.startswith("#"):
        yield f"{target} "
