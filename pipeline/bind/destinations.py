"""Named destinations: every anchor of the book as a point on a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.bind.chapters import BoundChapter
from pipeline.bind.trees import name_tree
from pipeline.book.names import AnchorId, PieceId
from pipeline.errors import LayoutError

_PLAIN: Final = "".join(set(map(chr, range(ord("!"), ord("~") + 1))) - {"%"})


@dataclass(frozen=True, slots=True)
class Destinations:
    """The names that links and bookmarks may lead to, each with the piece it stands in."""

    pieces: Mapping[AnchorId, PieceId]

    def named(self, anchor: str, asked_by: str) -> String:
        """Return the destination's name; raises LayoutError for an anchor that `asked_by` has from nowhere."""
        if anchor not in self.pieces:
            raise LayoutError(f"{asked_by} leads to “{anchor}”, which stands on no page of the book")
        return String(destination_name(anchor))


def destination_name(anchor: str) -> str:
    """Return the name of an anchor's destination: the anchor, with letters beyond ASCII written as in a URL.

    See `name_tree` for why.
    """
    return quote(anchor, safe=_PLAIN)


def write_destinations(book: Pdf, chapters: Iterable[BoundChapter]) -> Destinations:
    """Name the point of every anchor in the book's name tree (ISO 32000-1, 12.3.2.3) and return the names.

    Raises LayoutError where two chapters have the same anchor.
    """
    points: dict[str, Object] = {}
    pieces: dict[AnchorId, PieceId] = {}
    for chapter in chapters:
        heights = [_top(page) for page in chapter.pages]
        for anchor, position in chapter.layout.anchors.items():
            if anchor in pieces:
                raise LayoutError(f"“{anchor}” stands in “{pieces[anchor]}” and in “{chapter.layout.piece}”")
            pieces[anchor] = chapter.layout.piece
            points[destination_name(anchor)] = Array(
                [
                    chapter.pages[position.page],
                    Name.XYZ,
                    round(position.x, 2),
                    round(heights[position.page] - position.y, 2),
                    None,
                ]
            )
    book.Root.Names = Dictionary(Dests=name_tree(book, points))
    return Destinations(pieces)


def _top(page: Object) -> float:
    """Return the y of the upper edge of the trimmed page, from which positions are measured, in pt."""
    box = page.get(Name.TrimBox, page.MediaBox)
    return max(float(box[1]), float(box[3]))
