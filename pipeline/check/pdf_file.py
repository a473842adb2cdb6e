"""What a finished PDF says of itself as a whole, read as a viewer reads it: destinations, bookmarks, metadata."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.book.names import PageIndex
from pipeline.check.pdf_trees import Branches, ObjectNumber, destinations_written, nodes_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the book: `page` is None where it names no page of the file; `top` is in pt from the page's foot."""

    page: PageIndex | None
    top: float | None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline, `depth` counting from 1."""

    depth: int
    title: str
    target: str | None
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class PdfFile:
    """All that a PDF has once and not on its pages.

    `pages` are the positions of its pages by their objects, `branches` the nodes that these hang on, `labels` what a
    viewer shows as the pages' numbers. `people` are those whom the packet names as creators and contributors.
    """

    pages: Mapping[ObjectNumber, PageIndex]
    branches: Branches
    labels: tuple[str, ...]
    destinations: Mapping[str, Spot]
    bookmarks: tuple[Bookmark, ...]
    title: str
    author: str
    packet_title: str
    language: str
    people: frozenset[str]


ReadLeaf = Callable[[bytes, Mapping[ObjectNumber, PageIndex]], Mapping[str, Spot] | None]
"""Gives the destinations of a leaf of their tree as `destinations_in` does."""


def destinations_in(written: bytes, pages: Mapping[ObjectNumber, PageIndex]) -> Mapping[str, Spot] | None:
    """Return the destinations of a leaf by its array as it is written; None where that is not the plain way."""
    plain = destinations_written(written)
    return None if plain is None else {unquote(name): Spot(pages.get(page), top) for name, page, top in plain}


def read_pdf(
    pdf: Pdf,
    pages: Sequence[ObjectNumber],
    branches: Branches,
    labels: tuple[str, ...],
    read_leaf: ReadLeaf,
) -> PdfFile:
    """Read an open PDF, apart from its pages and their `branches`; raises pikepdf.PdfError where it is damaged."""
    numbers = {page: PageIndex(number) for number, page in enumerate(pages)}
    reader = SpotReader(numbers)
    for leaf in reader.named_destinations(pdf.Root, read_leaf):
        reader.destinations.update(leaf)
    packet = pdf.open_metadata()
    return PdfFile(
        pages=numbers,
        branches=branches,
        labels=labels,
        destinations=reader.destinations,
        bookmarks=tuple(reader.bookmarks(pdf.Root)),
        title=str(pdf.docinfo.get(Name.Title, "")),
        author=str(pdf.docinfo.get(Name.Author, "")),
        packet_title=str(packet.get("dc:title", "")),
        language=str(pdf.Root.get(Name.Lang, "")),
        people=frozenset(_people(packet)),
    )


def _people(packet: Mapping[str, Any]) -> Iterator[str]:
    for name in ("dc:creator", "dc:contributor"):
        yield from packet.get(name) or ()


class SpotReader:
    """Reads where things lead; `pages` gives the position of a page by its object number."""

    def __init__(self, pages: Mapping[ObjectNumber, PageIndex]) -> None:
        self._pages = pages
        self.destinations: dict[str, Spot] = {}

    def named_destinations(self, root: Object, read_leaf: ReadLeaf) -> Iterator[Mapping[str, Spot]]:
        """Yield the leaves of the name tree of destinations (ISO 32000-1, 12.3.2.3)."""
        names = root.get(Name.Names)
        for node in nodes_of(names.get(Name.Dests) if names is not None else None):
            leaf = node.get(Name.Names, Array())
            plain = read_leaf(leaf.unparse(resolved=True), self._pages)
            yield self._spots(leaf) if plain is None else plain

    def _spots(self, leaf: Object) -> Mapping[str, Spot]:
        flat = list(leaf)
        return {
            unquote(str(name)): self.spot(value.D if isinstance(value, Dictionary) else value)
            for name, value in zip(flat[::2], flat[1::2], strict=False)
        }

    def spot(self, destination: Object) -> Spot:
        """Read an explicit destination: page, kind of view, position."""
        parts = list(destination)
        page = self._pages.get(parts[0].objgen) if parts and isinstance(parts[0], Dictionary) else None
        top = parts[3] if len(parts) > 3 and parts[1] == Name.XYZ else None
        return Spot(page, None if top is None else float(top))

    def action(self, holder: Object) -> tuple[str | None, bool, Spot | None]:
        """Return where a link or bookmark leads: name or address, whether outside the book, and the spot in it.

        There is a spot only where none is named.
        """
        destination, action = holder.get(Name.Dest), holder.get(Name.A)
        if destination is None and action is not None:
            if action.get(Name.S) == Name.URI:
                return str(action.URI), True, None
            destination = action.get(Name.D)
        if isinstance(destination, String | Name):
            return unquote(str(destination)), False, None
        if isinstance(destination, Array):
            return None, False, self.spot(destination)
        return None, False, None

    def bookmarks(self, root: Object) -> Iterator[Bookmark]:
        """Yield the outline from top to bottom (ISO 32000-1, 12.3.3)."""
        outlines = root.get(Name.Outlines)
        waiting = [(1, outlines.get(Name.First))] if outlines is not None else []
        seen: set[ObjectNumber] = set()
        while waiting:
            depth, item = waiting.pop()
            if item is None or item.objgen in seen:
                continue
            seen.add(item.objgen)
            target, _, spot = self.action(item)
            spot = spot if target is None else self.destinations.get(target)
            yield Bookmark(depth, str(item.get(Name.Title, "")), target, spot)
            waiting += [(depth, item.get(Name.Next)), (depth + 1, item.get(Name.First))]
