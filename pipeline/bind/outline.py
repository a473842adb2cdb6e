"""The outline: the book's pieces and sections as bookmarks."""

from collections.abc import Sequence
from itertools import pairwise

from pikepdf import Dictionary, Name, Object, Pdf, String

from pipeline.bind.destinations import Destinations
from pipeline.book.markup import OutlineItem


def write_outline(book: Pdf, outline: Sequence[OutlineItem], destinations: Destinations) -> None:
    """Write the bookmarks (ISO 32000-1, 12.3.3) and let a reader show them; only the first level is open.

    A bookmark is titled with number and title. Raises LayoutError where one leads nowhere.
    """
    if not outline:
        return
    root = book.make_indirect(Dictionary(Type=Name.Outlines))
    _hang(book, root, outline, destinations)
    root.Count = len(outline)
    book.Root.Outlines = root
    book.Root.PageMode = Name.UseOutlines


def bookmark_title(item: OutlineItem) -> str:
    """Return what a bookmark says: “3 The corridor”, or the title alone where there is no number."""
    return f"{item.number} {item.title}" if item.number else item.title


def _hang(book: Pdf, parent: Object, items: Sequence[OutlineItem], destinations: Destinations) -> None:
    """Hang bookmarks under `parent`, each closed over its own."""
    nodes = [
        book.make_indirect(
            Dictionary(
                Title=String(bookmark_title(item)),
                Parent=parent,
                Dest=destinations.named(item.anchor, f"the bookmark “{item.title}”"),
            )
        )
        for item in items
    ]
    for before, after in pairwise(nodes):
        before.Next = after
        after.Prev = before
    parent.First, parent.Last = nodes[0], nodes[-1]
    for node, item in zip(nodes, items, strict=True):
        if item.children:
            _hang(book, node, item.children, destinations)
            node.Count = -len(item.children)
