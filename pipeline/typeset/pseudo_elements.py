"""Pseudo-elements that differ in nothing share a style, as elements do.

The engine's own style sheet gives every element six of them, from the marker of a list to the call of a note, of which
few are ever shown: an index of six thousand locators had forty thousand styles. All is of WeasyPrint 70.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final
from xml.etree.ElementTree import Element

_SHARED: Final = "styles_of_pseudo_elements"


def share_styles(css: Any) -> None:
    """Wrap `weasyprint.css.StyleFor`: what is declared alike is kept once, and worked out once below a style."""
    begin, compute = css.StyleFor.__init__, css.StyleFor.set_computed_styles

    def start(styles: Any, html: Any, *given: Any, **named: Any) -> None:
        def subtree() -> Iterator[Any]:
            known: dict[Any, Any] = {}
            for element in html.wrapper_element.iter_subtree():
                yield element
                for pseudo_type in css.PSEUDO_ELEMENTS:
                    _keep_once(styles.get_cascaded_styles(), (element.etree_element, pseudo_type), known)

        elements = SimpleNamespace(iter_subtree=subtree)
        source = SimpleNamespace(wrapper_element=elements, etree_element=html.etree_element, base_url=html.base_url)
        begin(styles, source, *given, **named)
        vars(styles).pop(_SHARED, None)

    def set_computed_styles(styles: Any, element: Any, parent: Any, pseudo_type: Any = None, **given: Any) -> None:
        if pseudo_type is None or not isinstance(element, Element):
            compute(styles, element, parent, pseudo_type=pseudo_type, **given)
            return
        computed, known = styles.get_computed_styles(), vars(styles).setdefault(_SHARED, {})
        key = pseudo_type, id(computed[parent, None]), id(styles.get_cascaded_styles()[element, pseudo_type])
        if key not in known:
            compute(styles, element, parent, pseudo_type=pseudo_type, **given)
            known[key] = computed[element, pseudo_type]
        computed[element, pseudo_type] = known[key]

    css.StyleFor.__init__, css.StyleFor.set_computed_styles = start, set_computed_styles


def _keep_once(cascaded: dict[Any, Any], place: tuple[Element, str], known: dict[Any, Any]) -> None:
    """Let what is declared for a pseudo-element be the very same that was declared so for others."""
    declared = cascaded.get(place)
    if declared is not None:
        key = tuple((name, id(value), weight) for name, (value, weight) in declared.items())
        cascaded[place] = known.setdefault(key, declared)
