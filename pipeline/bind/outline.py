"""The outline: the book's pieces and sections as bookmarks."""

from collections.abc import Sequence

from pikepdf import String

from pipeline.bind.destinations import Destinations, destination_text
from pipeline.bind.objects import Draft, reference
from pipeline.book.markup import OutlineItem


def write_outline(draft: Draft, outline: Sequence[OutlineItem], destinations: Destinations) -> bytes:
    """Write the bookmarks (ISO 32000-1, 12.3.3), only the first level open, and return a reference to their root.

    A bookmark is titled with number and title. Raises LayoutError where one leads nowhere.
    """
    root = draft.number()
    first, last = _hang(draft, root, outline, destinations)
    return draft.add(b"<</Type/Outlines/First %s/Last %s/Count %d>>" % (first, last, len(outline)), root)


def bookmark_title(item: OutlineItem) -> str:
    """Return what a bookmark says: “3 The corridor”, or the title alone where there is no number."""
    return f"{item.number} {item.title}" if item.number else item.title


def _hang(draft: Draft, parent: int, items: Sequence[OutlineItem], destinations: Destinations) -> tuple[bytes, bytes]:
    """Hang bookmarks under `parent`, each closed over its own, and return references to the first and the last."""
    nodes = [draft.number() for _ in items]
    for index, (node, item) in enumerate(zip(nodes, items, strict=True)):
        anchor = destinations.demand(item.anchor, f"the bookmark “{item.title}”")
        entries = [
            b"/Title" + String(bookmark_title(item)).unparse(),
            b"/Parent %s" % reference(parent),
            b"/Dest" + destination_text(anchor),
        ]
        if index:
            entries.append(b"/Prev %s" % reference(nodes[index - 1]))
        if index + 1 < len(nodes):
            entries.append(b"/Next %s" % reference(nodes[index + 1]))
        if item.children:
            below = _hang(draft, node, item.children, destinations)
            entries.append(b"/First %s/Last %s/Count %d" % (*below, -len(item.children)))
        draft.add(b"<<%s>>" % b"".join(entries), node)
    return reference(nodes[0]), reference(nodes[-1])
