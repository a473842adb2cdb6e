"""Named destinations: every anchor of the book as a point on a page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from pikepdf import String

from pipeline.bind.objects import reference
from pipeline.book.layout import ChapterLayout
from pipeline.book.names import AnchorId, PieceId
from pipeline.errors import LayoutError

_PLAIN: Final = "".join(set(map(chr, range(ord("!"), ord("~") + 1))) - {"%"})
_PLAIN_NAME: Final = re.compile(r"[!-$&-~]+")


class Destinations:
    """The names that links and bookmarks may lead to, each with the piece it stands in."""

    def __init__(self, layouts: Iterable[ChapterLayout]) -> None:
        """Gather the anchors of all pieces; raises LayoutError where two have the same."""
        self.pieces: dict[AnchorId, PieceId] = {}
        for layout in layouts:
            for anchor in layout.anchors:
                if self.pieces.setdefault(anchor, layout.piece) is not layout.piece:
                    raise LayoutError(f"“{anchor}” stands in “{self.pieces[anchor]}” and in “{layout.piece}”")

    def demand(self, anchor: AnchorId, asked_by: str) -> AnchorId:
        """Return an anchor that there is; raises LayoutError for one that `asked_by` has from nowhere."""
        if anchor not in self.pieces:
            raise LayoutError(f"{asked_by} leads to “{anchor}”, which stands on no page of the book")
        return anchor


def destination_name(anchor: str) -> str:
    """Return the name of an anchor's destination: the anchor, with letters beyond ASCII written as in a URL.

    See `name_tree` for why.
    """
    return anchor if _PLAIN_NAME.fullmatch(anchor) else quote(anchor, safe=_PLAIN)


def destination_text(anchor: str) -> bytes:
    """Return the name of an anchor's destination as it is written in a file."""
    return String(destination_name(anchor)).unparse()


def points(layout: ChapterLayout, pages: Sequence[int], tops: Sequence[float]) -> Iterator[tuple[str, bytes]]:
    """Yield the names of a piece's anchors, each with its point (ISO 32000-1, 12.3.2.2).

    `pages` are the object numbers of its pages, `tops` the y of their upper edges.
    """
    kids = [reference(page) for page in pages]
    for anchor, position in layout.anchors.items():
        y = tops[position.page] - position.y
        yield destination_name(anchor), b"[%s/XYZ %.2f %.2f null]" % (kids[position.page], position.x, y)
