"""A finished PDF, read as a viewer reads it: pages, links, destinations, bookmarks, metadata."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.book.names import PageIndex

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in pt from the lower left corner of the page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the book: `page` is None where it names no page of the file; `top` is in pt from the page's foot."""

    page: PageIndex | None
    top: float | None


@dataclass(frozen=True, slots=True)
class PdfLink:
    """One clickable rectangle. `target` is the anchor a destination is named for or, with `outside`, an address."""

    page: PageIndex
    rectangle: Rectangle
    target: str | None
    outside: bool
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline, `depth` counting from 1."""

    depth: int
    title: str
    target: str | None
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class PdfFile:
    """All of a PDF that the checks compare, but for its text.

    `sizes` are width and height of the pages in pt, `alternatives` the text alternatives of its pictures,
    `people` those whom its packet names as creators and contributors.
    """

    sizes: tuple[tuple[float, float], ...]
    links: tuple[PdfLink, ...]
    destinations: Mapping[str, Spot]
    bookmarks: tuple[Bookmark, ...]
    title: str
    author: str
    packet_title: str
    language: str
    alternatives: frozenset[str]
    people: frozenset[str]


def read_pdf(pdf: Pdf) -> PdfFile:
    """Read an open PDF's structure; raises pikepdf.PdfError where it is damaged."""
    pages = {page.obj.objgen: PageIndex(number) for number, page in enumerate(pdf.pages)}
    reader = _Reader(pages, {})
    reader.destinations.update(reader.named_destinations(pdf.Root))
    packet = pdf.open_metadata()
    return PdfFile(
        sizes=tuple(_size(page) for page in pdf.pages),
        links=tuple(link for number, page in enumerate(pdf.pages) for link in reader.links(page.obj, number)),
        destinations=reader.destinations,
        bookmarks=tuple(reader.bookmarks(pdf.Root)),
        title=str(pdf.docinfo.get(Name.Title, "")),
        author=str(pdf.docinfo.get(Name.Author, "")),
        packet_title=str(packet.get("dc:title", "")),
        language=str(pdf.Root.get(Name.Lang, "")),
        people=frozenset(_people(packet)),
        alternatives=frozenset(
            str(found.Alt) for found in pdf.objects if isinstance(found, Dictionary) and Name.Alt in found
        ),
    )


def _people(packet: Mapping[str, Any]) -> Iterator[str]:
    for name in ("dc:creator", "dc:contributor"):
        yield from packet.get(name) or ()


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(side) for side in page.mediabox.as_list())
    return right - left, top - bottom


@dataclass(slots=True)
class _Reader:
    """Reads objects of one file; `pages` gives the position of a page by its object number."""

    pages: Mapping[tuple[int, int], PageIndex]
    destinations: dict[str, Spot]

    def named_destinations(self, root: Object) -> Iterator[tuple[str, Spot]]:
        """Yield the name tree of destinations (ISO 32000-1, 12.3.2.3)."""
        names = root.get(Name.Names)
        tree = names.get(Name.Dests) if names is not None else None
        nodes = [tree] if tree is not None else []
        while nodes:
            node = nodes.pop()
            nodes.extend(node.get(Name.Kids, ()))
            flat = list(node.get(Name.Names, ()))
            for name, value in zip(flat[::2], flat[1::2], strict=False):
                yield unquote(str(name)), self.spot(value.D if isinstance(value, Dictionary) else value)

    def spot(self, destination: Object) -> Spot:
        """Read an explicit destination: page, kind of view, position."""
        parts = list(destination)
        page = self.pages.get(parts[0].objgen) if parts and isinstance(parts[0], Dictionary) else None
        top = parts[3] if len(parts) > 3 and parts[1] == Name.XYZ else None
        return Spot(page, None if top is None else float(top))

    def links(self, page: Object, number: int) -> Iterator[PdfLink]:
        """Yield the links of a page (ISO 32000-1, 12.5.6.5) in the order of its annotations."""
        for annotation in page.get(Name.Annots, ()):
            if annotation.get(Name.Subtype) != Name.Link:
                continue
            first, second, third, fourth = (float(side) for side in annotation.Rect)
            rectangle = (min(first, third), min(second, fourth), max(first, third), max(second, fourth))
            target, outside, spot = self.action(annotation)
            yield PdfLink(PageIndex(number), rectangle, target, outside, spot)

    def action(self, holder: Object) -> tuple[str | None, bool, Spot | None]:
        """Return where a link or bookmark leads: name or address, whether outside the book, and the spot in it."""
        destination, action = holder.get(Name.Dest), holder.get(Name.A)
        if destination is None and action is not None:
            if action.get(Name.S) == Name.URI:
                return str(action.URI), True, None
            destination = action.get(Name.D)
        if isinstance(destination, String | Name):
            name = unquote(str(destination))
            return name, False, self.destinations.get(name)
        if isinstance(destination, Array):
            return None, False, self.spot(destination)
        return None, False, None

    def bookmarks(self, root: Object) -> Iterator[Bookmark]:
        """Yield the outline from top to bottom (ISO 32000-1, 12.3.3)."""
        outlines = root.get(Name.Outlines)
        waiting = [(1, outlines.get(Name.First))] if outlines is not None else []
        seen: set[tuple[int, int]] = set()
        while waiting:
            depth, item = waiting.pop()
            if item is None or item.objgen in seen:
                continue
            seen.add(item.objgen)
            target, _, spot = self.action(item)
            yield Bookmark(depth, str(item.get(Name.Title, "")), target, spot)
            waiting += [(depth, item.get(Name.Next)), (depth + 1, item.get(Name.First))]
