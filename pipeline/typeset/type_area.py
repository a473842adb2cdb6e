"""What fills the type area of the pages: paragraphs line by line, headings, and how far down a page is used.

Like `page_boxes` it reads the engine's private tree. Positions are in CSS pixels from the page's top left corner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.book.names import PageIndex
from pipeline.typeset.engine import boxes
from pipeline.typeset.page_boxes import PT_PER_PX, boxes_of, children_of, descendants, line_height, line_text, main_box

_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a paragraph; `address` tells that it ends within a link whose words are an address."""

    text: str
    address: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """The lines of one paragraph that stand together on a page, or in one of its columns.

    `element` is the one whose text they are, `within` holds the tags and classes of the blocks around them.
    `before` holds the paragraph's lines before these, None where it begins here; `continues` tells that more lines
    follow elsewhere.
    """

    page: PageIndex
    lines: tuple[SetLine, ...]
    element: Any
    within: frozenset[str]
    before: "Fragment | None"
    continues: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the number of lines below it in its column, those of other headings not counted."""

    text: str
    element: Any
    lines_below: int


def fragments(pages: Sequence[Any]) -> Iterator[Fragment]:
    """Yield the paragraphs of all pages, notes included, in the order of each page's tree."""
    begun: dict[object, Fragment] = {}
    for index, page in enumerate(pages):
        for box, within in _line_holders(page._page_box, frozenset()):
            lines = [child for child in box.children if isinstance(child, boxes.LineBox)]
            continues = lines[-1].resume_at is not None
            text = tuple(SetLine(line_text(line).strip(), _ends_in_address(line)) for line in lines)
            before = begun.pop(box.element, None)
            fragment = Fragment(PageIndex(index), text, box.element, within, before, continues)
            if continues:
                begun[box.element] = fragment
            yield fragment


def _line_holders(box: Any, within: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    if box.element is not None:
        within = within | {str(box.element_tag), *box.element.get("class", "").split()}
    if any(isinstance(child, boxes.LineBox) for child in box.children):
        yield box, within
    for child in children_of(box):
        if isinstance(child, boxes.ParentBox):
            yield from _line_holders(child, within)


def _ends_in_address(line: Any) -> bool:
    box = line
    while getattr(box, "children", None):
        box = box.children[-1]
        if box.element is not None and "external" in box.element.get("class", "").split():
            return True
    return False


def last_line(page: Any) -> tuple[SetLine, Any] | None:
    """Return the lowest line of a page's main text with the element it belongs to."""
    lines = [box for box in boxes_of(page) if isinstance(box, boxes.LineBox) and line_text(box).strip()]
    if not lines:
        return None
    lowest = max(lines, key=lambda line: line.position_y + line.height)
    return SetLine(line_text(lowest).strip(), _ends_in_address(lowest)), lowest.element


def headings(page: Any) -> Iterator[Heading]:
    """Yield the headings of a page's main text; a picture counts for as many lines as it is high."""
    found = [box for box in boxes_of(page) if isinstance(box, boxes.BlockBox) and box.element_tag in _HEADINGS]
    if not found:
        return
    leading = line_height([page]) / PT_PER_PX
    below = [
        (box, _lines_high(box, leading))
        for box, within in _in_flow(main_box(page), frozenset())
        if within.isdisjoint(_HEADINGS) and isinstance(box, boxes.LineBox | boxes.ReplacedBox)
    ]
    for box in found:
        foot = box.position_y + box.margin_top + box.border_height()
        lines = sum(count for other, count in below if other.position_y > foot - 1 and _overlap(box, other))
        text = " ".join(line_text(line).strip() for line in descendants(box) if isinstance(line, boxes.LineBox))
        yield Heading(text, box.element, lines)


def _in_flow(box: Any, within: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    within = within | {str(box.element_tag)}
    yield box, within
    for child in children_of(box):
        yield from _in_flow(child, within)


def _lines_high(box: Any, leading: float) -> int:
    if isinstance(box, boxes.LineBox):
        return 1 if line_text(box).strip() else 0
    return max(1, int(box.height // leading))


def _overlap(one: Any, other: Any) -> bool:
    left = max(one.position_x, other.position_x)
    return bool(min(one.position_x + one.margin_width(), other.position_x + other.margin_width()) > left)


def filled(page: Any) -> float:
    """Return how much of a page's type area is used, from 0 to 1: the lowest of its main text, and the notes."""
    page_box = page._page_box
    top = page_box.content_box_y()
    foot = max(
        (
            box.position_y + box.margin_height()
            for box in boxes_of(page)
            if isinstance(box, boxes.LineBox | boxes.ReplacedBox)
        ),
        default=top,
    )
    notes = sum(
        box.margin_height() for box in page_box.children if isinstance(box, boxes.FootnoteAreaBox) and box.children
    )
    return float((foot - top + notes) / page_box.height)
