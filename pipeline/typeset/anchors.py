"""Anchors by the elements that bear them, so that elements which differ in nothing but their names share a style.

The engine makes the name of an element a property of its style. An index of five hundred entries then has five hundred
styles, and as many again for all that stands in them; each is worked out by itself. All is of WeasyPrint 70.
"""

from collections.abc import Iterator
from typing import Any, Final

_PROPERTY: Final = "-weasy-anchor"


def keep_names_out_of_styles(css: Any, document: Any, placeholder: type) -> None:
    """Wrap `weasyprint.css` and `weasyprint.document`: styles say nothing of names, pages know of them all the same."""
    find, gather = css.find_style_attributes, document.gather_anchors

    def find_style_attributes(*given: Any, **named: Any) -> Iterator[Any]:
        for found in find(*given, **named):
            if not any(getattr(declaration, "name", None) == _PROPERTY for declaration in found[2]):
                yield found

    def gather_anchors(page: Any, anchors: dict[str, tuple[float, ...]], *rest: Any) -> None:
        gather(page, anchors, *rest)
        waiting = [page]
        while waiting:
            box = waiting.pop()
            if isinstance(box, placeholder):
                box = box._box  # type: ignore[attr-defined]  # the engine's own
            name = anchor_of(box)
            if name and name not in anchors:
                left, top, width, height = box.hit_area()
                anchors[name] = (left, top, left + width, top + height)
            waiting += reversed(getattr(box, "children", ()))

    css.find_style_attributes, document.gather_anchors = find_style_attributes, gather_anchors


def anchor_of(box: Any) -> str | None:
    """Return the name of the element that a box was made for; what style sheets write beside it bears none."""
    if box.element is None or "::" in box.element_tag:
        return None
    name: str | None = box.element.get("id")
    return name
