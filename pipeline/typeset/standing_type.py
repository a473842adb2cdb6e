"""Standing type: pages of a piece that are kept as they were set, so that an edit sets only those anew that it touches.

A page is begun where the one before it ended. When a piece comes again with a paragraph changed, pages are made from
the one before the change on until one begins just as a page of the standing type did; those before and behind are taken
as they stand. What comes of it is what laying out the whole piece would give. All is of WeasyPrint 70.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from pipeline.typeset.box_changes import Change, Comparison, compare
from pipeline.typeset.document import Document
from pipeline.typeset.engine import Page, boxes, layout, pagemaking
from pipeline.typeset.page_boxes import descendants
from pipeline.typeset.page_starts import PageStart, note_number, number_notes, starts_of

KEPT: Final = 2
"""Pieces: the one that is being edited, and one that changes with it."""
_HYPHENS: Final = ("‐", "-")


@dataclass(slots=True)
class Forme:
    """A piece as it stands: the tree of its boxes, its notes, its pages and how each was begun.

    It `may_stand` where no page shows what depends on others: text that a style sheet takes from one page to the
    margins of the next, or what it repeats on all.
    """

    tree: Any
    notes: tuple[Any, ...]
    pages: list[Any]
    starts: list[PageStart]
    may_stand: bool = True


@dataclass(slots=True)
class StandingType:
    """Pieces by their names, those that were set last."""

    _formes: "OrderedDict[str, tuple[str, Forme]]" = field(default_factory=OrderedDict)

    def holds(self, piece: str) -> bool:
        """Tell whether a piece stands."""
        return piece in self._formes

    def take(self, piece: str, conditions: str) -> Forme | None:
        """Take out a piece as it stands, if it was set under these conditions: styles, pictures, place in the book.

        Its pages are changed when some are set again: where that is broken off, nothing of them is left standing.
        """
        known = self._formes.pop(piece, None)
        return known[1] if known and known[0] == conditions else None

    def keep(self, piece: str, conditions: str, forme: Forme) -> None:
        """Keep a piece, and no more than `KEPT`."""
        self._formes[piece] = conditions, forme
        self._formes.move_to_end(piece)
        while len(self._formes) > KEPT:
            self._formes.popitem(last=False)


def set_pages(document: Document, tree: Any, context: Any, standing: Forme | None) -> Forme:
    """Return the pages of a tree, as many as possible of the standing type among them."""
    notes = tuple(context.footnotes)
    number_notes(notes)
    if standing is not None:
        compared = compare(standing.tree, tree, standing.notes, notes)
        forme = _set_what_changed(document, tree, context, notes, standing, compared) if compared else None
        if forme is not None:
            return forme
        context.footnotes = list(notes)
    page_boxes = list(layout.layout_document(document, tree, context))
    starts = [starts_of(context)[index] for index in range(len(page_boxes))]
    may_stand = not context.string_set and not any(map(_depends_on_others, page_boxes))
    return Forme(tree, notes, [Page(box) for box in page_boxes], starts, may_stand)


def _set_what_changed(
    document: Document, tree: Any, context: Any, notes: Sequence[Any], old: Forme, compared: Comparison
) -> Forme | None:
    """Set the pages that a change touches; None where it cannot be told which those are."""
    if compared.change is None:
        pages = old.pages if _translate(old.pages, compared.elements) else None
        return Forme(tree, tuple(notes), pages, old.starts) if pages and len(compared.notes) == len(notes) else None
    begin = _page_before(old, compared.change)
    before = [_before(start, old, notes, compared) for start in old.starts[: begin + 1]]
    if before[-1] is None:
        return None
    context.footnotes = [note for number, note in enumerate(notes) if number in before[-1].notes_to_come]
    context.rendered_notes = []
    context.page_maker = [_maker_item(start.state) for start in old.starts[: begin + 1]]
    made: list[Any] = []
    end: int | None = None  # the old page that follows on the new ones
    while True:
        page, resume_at = pagemaking.remake_page(begin + len(made), context, tree, document)
        made.append(page)
        if resume_at is None and not context.reported_footnotes:
            break
        if _goes_on_as_before(context, made, old, begin + len(made), compared):
            end = begin + len(made)
            break
    if any(map(_depends_on_others, made)):
        return None
    kept = [*old.pages[:begin], *(old.pages[end:] if end is not None else ())]
    if not _translate(kept, compared.elements):
        return None
    new = [Page(page) for page in _finished(context, made, begin)]
    behind = old.starts[end:] if end is not None else []
    starts = [
        *(start or replace(old.starts[0], clean=False) for start in before[:begin]),
        *(starts_of(context)[begin + number] for number in range(len(made))),
        *(_moved(start, compared) or replace(start, clean=False) for start in behind),
    ]
    return Forme(tree, tuple(notes), [*old.pages[:begin], *new, *(old.pages[end:] if behind else ())], starts)


def _page_before(old: Forme, change: Change) -> int:
    """Return the page before the one on which a change begins: where it ended may have depended on what follows."""
    reached = 0
    for index, start in enumerate(old.starts):
        if start.path is not None and start.path <= change.first:
            reached = index
    begin = max(0, reached - 1)
    while begin > 0 and not _is_clean(old.starts[begin], old.pages[begin - 1]._page_box):
        begin -= 1
    return begin


def _is_clean(start: PageStart, page_before: Any) -> bool:
    """Tell whether a page begins without anything from the one before it, not even a hyphen that counts in a row."""
    return start.clean and start.path is not None and not start.state[3][3] and not _ends_with_hyphen(page_before)


def _ends_with_hyphen(page: Any) -> bool:
    lines = [box for box in descendants(page.children[0]) if isinstance(box, boxes.LineBox)]
    line = lines[-1] if lines else None
    while line is not None and getattr(line, "children", None):
        line = line.children[-1]
    return str(getattr(line, "text", "")).endswith(_HYPHENS)


def _goes_on_as_before(context: Any, made: Sequence[Any], old: Forme, page: int, compared: Comparison) -> bool:
    """Tell whether what is left to set would be set just as it stands."""
    if page >= len(old.starts) or context.reported_footnotes or context.broken_out_of_flow or compared.change is None:
        return False
    start = old.starts[page]
    if not _is_clean(start, old.pages[page - 1]._page_box) or _ends_with_hyphen(made[-1]):
        return False
    if _renumbered(start.notes_to_come, compared) != frozenset(map(note_number, context.footnotes)):
        return False
    now, moved = context.page_maker[page], _moved(start, compared)
    return bool(
        moved is not None
        and start.path is not None
        and start.path > compared.change.first
        and moved.state[:3] == tuple(now[:3])
        and _counters(moved.state[3]) == _counters(now[3])
    )


def _before(start: PageStart, old: Forme, notes: Sequence[Any], compared: Comparison) -> PageStart | None:
    """Return how a page before the change is begun: the notes that it follows are as they were."""
    followed = _renumbered(frozenset(range(len(old.notes))) - start.notes_to_come, compared)
    return None if followed is None else replace(start, notes_to_come=frozenset(range(len(notes))) - followed)


def _moved(start: PageStart, compared: Comparison) -> PageStart | None:
    """Return how a page is begun in the new tree that was begun so in the old one; None within the change."""
    path = compared.change.moved(start.path) if compared.change and start.path is not None else None
    notes = _renumbered(start.notes_to_come, compared)
    if path is None or notes is None:
        return None
    place: Mapping[int, Any] | None = None
    for step in reversed(path):
        place = {step: place}
    return PageStart((place, *start.state[1:]), notes, start.clean)


def _renumbered(notes: frozenset[int], compared: Comparison) -> frozenset[int] | None:
    """Return the new numbers of notes; None where one of them is not as it was."""
    return frozenset(compared.notes[note] for note in notes) if notes.issubset(compared.notes) else None


def _depends_on_others(page: Any) -> bool:
    """Tell whether a page shows, or gives to others, what does not stand in the text of the page itself."""
    return bool(page.fixed_boxes) or any(
        isinstance(box, boxes.MarginBox) or getattr(box, "string_set", None) not in (None, "none", [])
        for box in page.descendants(placeholders=True)
    )


def _counters(state: Any) -> Any:
    """Return the counters of a page, without the number of all pages, which is not known before the end."""
    depth, values, scopes, groups = state
    return depth, {name: value for name, value in values.items() if name != "pages"}, scopes, groups


def _maker_item(state: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what the engine keeps of a page that is to be made."""
    remake = {"content_changed": True, "pages_wanted": False, "anchors": [], "content_lookups": []}
    return (*(deepcopy(part) for part in state), remake)


def _finished(context: Any, made: Sequence[Any], begin: int) -> Iterator[Any]:
    """Yield pages as the engine leaves them: with boxes in their margins, and backgrounds."""
    for number, page in enumerate(made, start=begin + 1):
        root, note_area, marginal_note_area = page.children
        context.current_page = number
        state = context.page_maker[number][3] if number < len(context.page_maker) else context.page_maker[-1][3]
        areas = (area for area in (note_area, marginal_note_area) if area.children)
        page.children = (root, *areas, *layout.make_margin_boxes(context, page, state))
        layout.layout_backgrounds(page, context.get_image_from_uri)
        yield page


def _translate(pages: Sequence[Any], elements: Mapping[Element, Element]) -> bool:
    """Let the boxes of pages be those of new elements; False, and nothing is changed, where one has no new element."""
    found = [box for page in pages for box in descendants(page._page_box) if box.element is not None]
    if any(box.element not in elements for box in found):
        return False
    for box in found:
        box.element = elements[box.element]
    return True
