"""Folios as a piece's markup prints them: their places are known, the numbers in them may change.

In print every folio is an element of its own, `<… data-folio="ANCHOR" …>12</…>`. What a layout depends on is not the
number but its shape: how many digits an arabic one has, set in figures of one width, and the letters of a roman one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from xml.etree import ElementTree

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio

ATTRIBUTE: Final = "data-folio"
BLANK: Final = "0"
"""The digit that stands for all of them while pages are laid out."""

_PLACE: Final = re.compile(rf'({ATTRIBUTE}="([^"]+)"[^>]*>)([^<]*)')


@lru_cache(maxsize=20_000)
def shape(folio: str) -> str:
    """Return a folio with every digit blanked: two of the same shape take the same room."""
    return BLANK * len(folio) if is_bound_late(folio) else folio


def is_bound_late(folio: str) -> bool:
    """Tell whether a folio is written into finished pages: an arabic one is, a roman one is part of their text."""
    return folio.isascii() and folio.isdecimal()


class FolioPlace(NamedTuple):
    """Where a folio stands in a piece's markup, from `start` to `end`, and what is printed there."""

    anchor: AnchorId
    folio: Folio
    start: int
    end: int


def folio_places(markup: ChapterMarkup) -> Iterator[FolioPlace]:
    """Yield the places where a piece prints folios, in order."""
    for found in _PLACE.finditer(markup.xhtml):
        yield FolioPlace(AnchorId(found[2]), Folio(found[3]), *found.span(3))


def with_blank_folios(markup: ChapterMarkup) -> ChapterMarkup:
    """Return markup that prints the shape of every folio: what a layout is made from."""
    xhtml = _PLACE.sub(lambda found: found[1] + shape(found[3]), markup.xhtml)
    return markup if xhtml == markup.xhtml else replace(markup, xhtml=xhtml)


def printed_folios(markup: ChapterMarkup) -> Iterator[tuple[AnchorId, Folio]]:
    """Yield the folios that a piece prints, each with the anchor whose page it names, in order."""
    for found in _PLACE.finditer(markup.xhtml):
        yield AnchorId(found[2]), Folio(found[3])


def places_of_folios(markup: ChapterMarkup) -> Iterator[tuple[AnchorId, SourceLocation]]:
    """Yield the anchors whose folios a piece prints, each with the line of the manuscript that asks for it."""
    whole = next(iter(markup.source_lines.values()), SourceLocation(PurePosixPath(markup.piece)))

    def walk(element: ElementTree.Element, around: SourceLocation) -> Iterator[tuple[AnchorId, SourceLocation]]:
        source, line = element.get("data-source"), element.get("data-line")
        if source or line:
            around = SourceLocation(PurePosixPath(source) if source else whole.path, int(line) if line else None)
        if anchor := element.get(ATTRIBUTE):
            yield AnchorId(anchor), around
        for child in element:
            yield from walk(child, around)

    yield from walk(ElementTree.fromstring(markup.xhtml), whole)
