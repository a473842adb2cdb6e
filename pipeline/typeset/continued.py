"""Index entries that go on after a page or column turn: “Baku, *cont.*” stands above their further subentries.

The markup of an entry's list of subentries begins with that line, of class `index-continued`. Where the list begins it
is passed over; where the list goes on in another column it is laid out in the place of the subentry before the break.
"""

from typing import Any, Final

CONTINUED: Final = "index-continued"


def repeat_headings(block_layout: Any) -> None:
    """Wrap `weasyprint.layout.block` so that lists which begin with a line for their continuation use it so."""
    lay_out = block_layout.block_container_layout

    def block_container_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **named: Any
    ) -> Any:
        if _has_continuation(box):
            box, skip_stack = _begin(box, skip_stack)
        return lay_out(context, box, bottom_space, skip_stack, *rest, **named)

    block_layout.block_container_layout = block_container_layout


def _has_continuation(box: Any) -> bool:
    if not box.children or box.element_tag != "ul":
        return False
    first = box.children[0].element
    return first is not None and CONTINUED in first.get("class", "").split()


def _begin(box: Any, skip_stack: Any) -> tuple[Any, Any]:
    """Return a list and where in it to begin, given the same.

    Children keep their places, by which the engine remembers where it broke off; a break within a subentry stays.
    """
    if skip_stack is None:
        return box, {1: None}
    ((place, within),) = skip_stack.items()
    if within is not None or place < 2:
        return box, skip_stack
    children = (*box.children[: place - 1], box.children[0].copy(), *box.children[place:])
    return box.copy_with_children(children), {place - 1: None}
