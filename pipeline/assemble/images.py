"""Pictures: referred to in print, drawn into the document on screens where they are SVG."""

import re
import xml.etree.ElementTree as ET

from markupsafe import Markup

from pipeline.book.manuscript import Resource

SVG = "http://www.w3.org/2000/svg"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")


def image_element(resource: Resource, alt: str) -> Markup:
    """Return an `img` element; its size is the style sheet's affair."""
    return Markup('<img src="{}" alt="{}"/>').format(resource.path, alt)


def drawn_image(resource: Resource, alt: str, prefix: str) -> Markup:
    """Return an SVG as an element of the document, so that the book's fonts and the reader's colours reach it.

    Ids within the picture get `prefix`, so that two pictures in one document do not clash; `alt` is its accessible
    name (SVG-AAM, role img).
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(resource.data)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.set(name, f"{prefix}-{value}")
            elif name.endswith("href") and value.startswith("#"):
                element.set(name, f"#{prefix}-{value[1:]}")
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))
    for name in ("width", "height", "lang", "aria-labelledby", "aria-describedby"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", alt)
    root.set("class", "drawing")
    return Markup(ET.tostring(root, encoding="unicode"))
