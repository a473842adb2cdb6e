"""Keeping the lines of facing pages level: what is not a whole number of lines high is filled up to one.

The style sheets can see to that for text, but not for pictures, whose height comes from their proportions, nor for
blocks that run from right to left and need a leading of their own.
"""

from copy import deepcopy
from math import ceil
from typing import Final
from xml.etree.ElementTree import Element

from pipeline.typeset.document import Document
from pipeline.typeset.page_boxes import block_heights, line_height
from pipeline.typeset.stylesheets import PrintStyles

_NEGLIGIBLE: Final = 0.01
"""A hundredth of a point: the engine's own rounding."""


def keep_to_grid(document: Document, styles: PrintStyles) -> None:
    """Give each figure and each right-to-left block of the document the padding that makes it whole lines high.

    They are laid out alone beforehand, in the sections that they stand in; their width, and so their height, is the
    same there as on their page. They are taken not to break across pages.
    """
    measured: dict[Element, Element] = {}
    excerpt = _excerpt(document.etree_element, measured)
    if not measured or excerpt is None:
        return
    rendered = Document(excerpt, document.base_url, document.url_fetcher).render(
        font_config=styles.fonts, stylesheets=[styles.sheet]
    )
    step = line_height(rendered.pages)
    for element, height in block_heights(rendered.pages, frozenset(measured)):
        missing = ceil(height / step - _NEGLIGIBLE) * step - height
        if missing > _NEGLIGIBLE:
            measured[element].set("style", f"padding-bottom: {missing:.3f}pt")


def _excerpt(element: Element, measured: dict[Element, Element]) -> Element | None:
    """Copy the tree without what is not to be measured; `measured` is told which copy stands for which element."""
    if _is_measured(element):
        copy = deepcopy(element)
        measured[copy] = element
        return copy
    children = [kept for child in element if (kept := _excerpt(child, measured)) is not None]
    if not children and element.tag not in ("html", "body"):
        return None
    around = Element(element.tag, element.attrib)
    around.extend(children)
    return around


def _is_measured(element: Element) -> bool:
    if element.tag == "div":
        return element.get("dir") == "rtl"
    pictures = (element.find(".//img"), element.find(".//{http://www.w3.org/2000/svg}svg"))
    return "figure" in element.get("class", "").split() and pictures != (None, None)
