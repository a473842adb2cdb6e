"""What stands where on the pages: reads the engine's box tree, which is private to it, as `type_area` alone does too.

WeasyPrint publishes pages, links and anchors, but not which text begins a page or what sticks out of the measure.
`Page._page_box` is the root of a tree of boxes with `children`, `position_x`, `position_y`, `width` and `height` in
CSS pixels from the page's top left corner, and with the computed `style` and the `element` each was made for.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.book.names import AnchorId
from pipeline.typeset.anchors import anchor_of
from pipeline.typeset.engine import AbsolutePlaceholder, Page, boxes

PT_PER_PX: Final = 0.75
"""CSS Values 4 §5.2: 1 px is 1/96 inch."""
_FIRST_WORDS: Final = 6
_BOXES: Final = "boxes_of_main_text"
_TOLERANCE: Final = 0.5 / PT_PER_PX


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text in one style; `weight` and `italic` are those the style sheet asks for."""

    text: str
    element: object
    families: tuple[str, ...]
    weight: int
    italic: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: `x` of its first letter and `baseline`, both in pt from the page's top left corner.

    `element` is the one whose text it is; `within` are the tags and classes of the blocks around it, notes included.
    """

    text: str
    x: float
    baseline: float
    element: object
    within: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageStart:
    """How a page begins: its first words (none on a page without text) and the last anchor before them."""

    first_words: str
    first_anchor: AnchorId | None
    blank: bool


@dataclass(frozen=True, slots=True)
class Overflow:
    """Something that sticks out of the block it stands in by `excess` pt, to the right or at the page's foot."""

    what: str
    element: object
    excess: float
    downwards: bool = False


def page_starts(pages: Sequence[Any]) -> Iterator[PageStart]:
    """Yield how each page's main text begins; notes and margins do not count."""
    seen: dict[AnchorId, None] = {}
    for page in pages:
        anchor: AnchorId | None = None
        blank = True
        texts: list[str] = []
        for box in boxes_of(page):
            if name := anchor_of(box):
                seen.setdefault(AnchorId(name))
            if isinstance(box, boxes.LineBox):
                texts.append(line_text(box))
            elif isinstance(box, boxes.TextBox) and blank and box.text.strip():
                anchor = next(reversed(seen), None)
                blank = False
        replaced = any(isinstance(box, boxes.ReplacedBox) for box in boxes_of(page))
        words = _join_lines(texts).split()[:_FIRST_WORDS]
        yield PageStart(" ".join(words), anchor, blank and not replaced)


def text_runs(page: Any) -> Iterator[TextRun]:
    """Yield all text of a page, that of notes and of its margins included."""
    for box in descendants(page._page_box):
        if isinstance(box, boxes.TextBox):
            style = box.style
            italic = style["font_style"] != "normal"
            yield TextRun(box.text, box.element, tuple(style["font_family"]), style["font_weight"], italic)


def lines(page: Any) -> Iterator[Line]:
    """Yield the lines of a page from the top of the tree to its end; notes come last."""
    yield from _lines(page._page_box, frozenset())


def _lines(box: Any, within: frozenset[str]) -> Iterator[Line]:
    if box.element is not None:
        within = within | {str(box.element_tag), *box.element.get("class", "").split()}
    if isinstance(box, boxes.LineBox) and (text := line_text(box).strip()):
        first = next(child for child in descendants(box) if isinstance(child, boxes.TextBox) and child.text.strip())
        baseline = first.position_y + first.baseline
        yield Line(text, first.position_x * PT_PER_PX, baseline * PT_PER_PX, box.element, within)
    for child in children_of(box):
        yield from _lines(child, within)


def overflows(page: Any) -> Iterator[Overflow]:
    """Yield what is wider than the block it stands in, notes included, or reaches below the page's type area."""
    page_box = page._page_box
    for box in (main_box(page), *(child for child in page_box.children if isinstance(child, boxes.FootnoteAreaBox))):
        yield from _overflows(box, page_box.content_box_x() + page_box.width)
    foot = page_box.content_box_y() + page_box.height
    for box in boxes_of(page):
        if isinstance(box, boxes.LineBox) and box.position_y + box.height > foot + _TOLERANCE:
            yield Overflow("text", box.element, (box.position_y + box.height - foot) * PT_PER_PX, downwards=True)
            return


def line_height(pages: Sequence[Any]) -> float:
    """Return the leading of the root element in pt."""
    return float(main_box(pages[0]).style["line_height"].value) * PT_PER_PX


def block_heights(pages: Sequence[Any], elements: Container[object]) -> Iterator[tuple[Any, float]]:
    """Yield the height in pt, without margins, of each of the blocks that are made of `elements`."""
    for page in pages:
        for box in boxes_of(page):
            if isinstance(box, boxes.BlockBox) and box.element in elements and box.element_tag == box.element.tag:
                yield box.element, box.border_height() * PT_PER_PX


def cut_into_sheets(pages: Sequence[Any]) -> list[Any]:
    """Make a page of its own of every child of the body, as large as that child."""
    return [
        _sheet(page._page_box, root, body, sheet)
        for page in pages
        for root in page._page_box.children[:1]
        for body in root.children
        for sheet in body.children
    ]


def _sheet(page: Any, root: Any, body: Any, sheet: Any) -> Any:
    sheet.translate(-sheet.position_x, -sheet.position_y)
    cut = page.copy_with_children([root.copy_with_children([body.copy_with_children([sheet])])])
    cut.width, cut.height = sheet.margin_width(), sheet.margin_height()
    cut.margin_top = cut.margin_right = cut.margin_bottom = cut.margin_left = 0
    return Page(cut)


def _overflows(box: Any, edge: float) -> Iterator[Overflow]:
    found: tuple[str, float] | None = None
    if isinstance(box, boxes.LineBox):
        right = max(_right_edges(box), default=edge)
        found = ("text", right)
    elif box.is_table_wrapper:
        found = ("table", box.position_x + box.margin_width())
    elif isinstance(box, boxes.ReplacedBox):
        found = ("image", box.position_x + box.margin_width())
    if found and found[1] > edge + _TOLERANCE:
        yield Overflow(found[0], box.element, (found[1] - edge) * PT_PER_PX)
        return
    if isinstance(box, boxes.BlockContainerBox):
        edge = box.content_box_x() + box.width
    for child in children_of(box):
        yield from _overflows(child, edge)


def _right_edges(box: Any) -> Iterator[float]:
    """Yield where the letters of a line end, without what floats beside it; spaces at its end may hang out."""
    if isinstance(box, boxes.TextBox) and box.text.strip():
        yield box.position_x + box.width * len(box.text.rstrip()) / len(box.text)
    for child in children_of(box):
        if isinstance(child, boxes.InlineLevelBox) and child.is_in_normal_flow():
            yield from _right_edges(child)


def line_text(line: Any) -> str:
    """Join the text of a line, without that of blocks set within it."""
    if isinstance(line, boxes.TextBox):
        return str(line.text)
    return "".join(line_text(child) for child in children_of(line) if not isinstance(child, boxes.BlockLevelBox))


def _join_lines(texts: Sequence[str]) -> str:
    """Undo the breaking of lines: words that were divided are whole again."""
    joined = ""
    for text in texts:
        if joined.endswith("‐"):  # U+2010, which the engine adds where it divides a word
            joined = joined[:-1] + text
        elif joined.endswith("-"):
            joined += text
        else:
            joined += f" {text}"
    return joined


def main_box(page: Any) -> Any:
    """Return the box of the root element; those of notes and margins stand beside it."""
    return page._page_box.children[0]


def boxes_of(page: Any) -> Sequence[Any]:
    """Return all boxes of a page's main text in the order of the tree, gathered once for a page."""
    known: Sequence[Any] | None = vars(page).get(_BOXES)
    if known is None:
        known = tuple(descendants(main_box(page)))
        setattr(page, _BOXES, known)
    return known


def descendants(box: Any) -> Iterator[Any]:
    """Yield a box and all boxes within it, in the order of the tree."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        yield box
        waiting += reversed(children_of(box))


def children_of(box: Any) -> Sequence[Any]:
    """Return the boxes right within a box, those that are positioned apart from the flow included."""
    return [child._box if isinstance(child, AbsolutePlaceholder) else child for child in box.children]
