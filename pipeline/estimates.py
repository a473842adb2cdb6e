"""How long a piece will be, before it is laid out: what the first guess at its references' page numbers rests on.

An estimate depends on the markup alone, so that a build guesses the same whatever was built before. A poor one costs
a second layout of the pieces that cite a page near 10, 100 or 1000, never a wrong page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from pipeline.book.layout import AnchorPosition, ChapterLayout, LaidOutPage
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, PageIndex, PageKind

_LINES: Final = 39
"""Of a page of our styles."""
_LETTERS: Final = 68
"""Of a line."""
_OPENER: Final = 10
"""Lines that a chapter's number, title and the space around them take."""
_HEADING: Final = 2
_PICTURE: Final = 15
_SMALL: Final = 0.69
"""What a note takes of the room that the same letters take in the text."""
_UNSURE: Final = 0.5, 0.05
"""Pages, and part of the pages, by which an estimate may well be wrong."""

_BLOCK: Final = re.compile(r"<(/?)(p|li|dt|dd|tr|pre|h[1-6]|figcaption|caption|figure|div|section)\b[^>]*>")
_NOTE: Final = re.compile(r'<span[^>]*role="doc-footnote"')
_NOTE_ENDS: Final = "</span></span>"
_TAG: Final = re.compile(r"<[^>]*>")
_ID: Final = re.compile(r' id="([^"]+)"')
_BODY: Final = "<body"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A piece's length in pages, by how much it may be wrong, and how far into it each anchor stands (0 to 1)."""

    pages: float
    doubt: float
    places: tuple[tuple[AnchorId, float], ...]


def estimate(markup: ChapterMarkup) -> Estimate:
    """Estimate a piece from its markup for print."""
    text = markup.xhtml[max(0, markup.xhtml.find(_BODY)) :]
    if markup.display:
        return Estimate(1, 0, tuple((AnchorId(name), 0.0) for name in _ID.findall(text)))
    lines = 0.0
    reached: list[tuple[int, float]] = [(0, 0.0)]
    start = 0
    for found in (*_BLOCK.finditer(text), None):
        end = found.start() if found else len(text)
        lines += _height(text[start:end])
        if found and not found[1]:
            lines += _OPENER if found[2] == "h1" else _HEADING if found[2][0] == "h" else 0
            lines += _PICTURE if found[2] == "figure" else 0
        start = found.end() if found else end
        reached.append((start, lines))
    pages = lines / _LINES
    places = tuple(_places(text, reached))
    return Estimate(
        pages, _UNSURE[0] + _UNSURE[1] * pages, tuple((name, line / max(lines, 1)) for name, line in places)
    )


def _height(block: str) -> float:
    """Return how many lines the text of a block takes, the notes called from it included."""
    main, *others = _NOTE.split(block)
    notes = 0
    for other in others:
        note, _, rest = other.partition(_NOTE_ENDS)
        notes += len(_TAG.sub("", note))
        main += rest
    return ceil(len(_TAG.sub("", main).strip()) / _LETTERS) + notes / _LETTERS * _SMALL


def _places(text: str, reached: Sequence[tuple[int, float]]) -> Iterator[tuple[AnchorId, float]]:
    """Yield each anchor with the line it stands on; `reached` tells how many lines end before a place of the text."""
    at = 0
    for found in _ID.finditer(text):
        while at + 1 < len(reached) and reached[at + 1][0] <= found.start():
            at += 1
        yield AnchorId(found[1]), reached[at][1]


def as_layout(markup: ChapterMarkup, estimated: Estimate, scale: float = 1) -> ChapterLayout:
    """Return a layout without a PDF, of as many pages as the piece is thought to have, times `scale`."""
    length = estimated.pages if markup.display else estimated.pages * scale
    pages = max(1, ceil(length))
    heads = [AnchorPosition(PageIndex(page), 0, 0) for page in range(pages)]
    return ChapterLayout(
        piece=markup.piece, matter=markup.matter, opens=markup.opens, title=markup.title,
        running_head=markup.running_head, pdf=b"",
        pages=(LaidOutPage(PageKind.RUNNING, "", None),) * pages,
        anchors={anchor: heads[min(pages - 1, int(part * length))] for anchor, part in estimated.places},
    )  # fmt: skip
