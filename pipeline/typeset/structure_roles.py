"""What each element of a piece is in a tagged PDF: structure types of ISO 32000-1, 14.8.4, by tag, class and role."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

SVG: Final = "{http://www.w3.org/2000/svg}"

_BY_CLASS: Final[Mapping[str, tuple[str, ...]]] = {
    "note": ("Note",),
    "note-number": ("Lbl", "Link"),
    "note-paragraph": ("P",),
    "note-list": ("L",),
    "note-item": ("LI", "LBody"),
    "note-item-label": ("Lbl",),
    "note-quotation": ("BlockQuote",),
    "note-term": ("Lbl",),
    "note-description": ("LBody",),
    "note-verse": ("Div",),
    "note-stanza": ("P",),
    "note-listing": ("Div",),
    "note-caption": ("P",),
    "note-division": ("Div",),
    "note-call": ("Reference", "Link"),
    "cross-reference": ("Reference", "Link"),
    "contents-link": ("Reference", "Link"),
    "folio": ("Reference", "Link"),
    "contents-list": ("TOC",),
    "index-body": ("Index",),
    "bibliography": ("L",),
    "bibliography-entry": ("LI", "LBody"),
    "bibliography-number": ("Lbl",),
    "epigraph": ("BlockQuote",),
    "infobox": ("Div",),
    "sidebar": ("Div",),
    "admonition": ("Div",),
    "verse": ("Div",),
}
"""An element's structure elements from the outermost in; its content belongs to the last."""

_BY_TAG: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: (name.upper(),) for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "th", "td")},
    "section": ("Sect",),
    "nav": ("Sect",),
    "blockquote": ("BlockQuote",),
    "ul": ("L",),
    "ol": ("L",),
    "dl": ("L",),
    "li": ("LI", "LBody"),
    "dt": ("Lbl",),
    "dd": ("LBody",),
    "table": ("Table",),
    "thead": ("THead",),
    "tbody": ("TBody",),
    "tfoot": ("TFoot",),
    "caption": ("Caption",),
    "hr": ("P",),
    "a": ("Link",),
    "q": ("Quote",),
    "code": ("Code",),
    "img": ("Figure",),
    f"{SVG}svg": ("Figure",),
}
_INLINE_TAGS: Final = frozenset(
    {"a", "span", "em", "strong", "i", "b", "cite", "code", "sub", "sup", "ins", "del", "mark", "time", "q", "abbr"}
)
_BY_CONTEXT: Final = frozenset({"figure", "figcaption", "pre", "img", f"{SVG}svg"})
_PARAGRAPHS: Final = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6"})


def roles_of(element: Element, parent: Element | None) -> tuple[str, ...]:
    """Return the structure types of an element from the outermost in; none for one that has no meaning of its own.

    A figure with a picture is one Figure, caption included; a listing is not one, and its caption a paragraph.
    """
    tag = element.tag
    if tag in _BY_CONTEXT:
        return _roles_of_figure(element, parent)
    if tag == "li" and parent is not None and "contents-list" in _classes(parent):
        return ("TOCI",)
    for name in _classes(element):
        if name in _BY_CLASS:
            return _BY_CLASS[name]
    return _BY_TAG.get(tag, ())


def _roles_of_figure(element: Element, parent: Element | None) -> tuple[str, ...]:
    match element.tag:
        case "figure":
            return ("Figure",) if picture_of(element) is not None else ("Div",)
        case "figcaption":
            return ("Caption",) if parent is not None and picture_of(parent) is not None else ("P",)
        case "pre":
            return ("P",)
        case _:
            return () if parent is not None and parent.tag == "figure" else ("Figure",)


def role_of_language(element: Element) -> str:
    """Return the structure type of an element that has none but for the language of its words."""
    return "Span" if element.tag in _INLINE_TAGS else "Div"


def is_term(element: Element) -> bool:
    """Tell whether an element is the term of a definition list."""
    return element.tag == "dt" or "note-term" in _classes(element)


def is_description(element: Element) -> bool:
    """Tell whether an element describes a term of a definition list."""
    return element.tag == "dd" or "note-description" in _classes(element)


def picture_of(figure: Element) -> Element | None:
    """Return the image or drawing that a figure shows; None where it shows something else."""
    return next((child for child in figure if child.tag in ("img", f"{SVG}svg")), None)


def alternative_of(picture: Element) -> str:
    """Return the text alternative of an image or drawing; “” where it has none."""
    if picture.tag == "img":
        return picture.get("alt", "").strip()
    title = picture.find(f"{SVG}title")
    return (title.text or "").strip() if title is not None else ""


def is_paragraph(role: str) -> bool:
    """Tell whether an element of this type holds running text and no paragraphs: a note called in it follows it."""
    return role in _PARAGRAPHS


def attributes_of(role: str, element: Element) -> Mapping[str, object]:
    """Return the attributes of a structure element but for its place on the page (ISO 32000-1, 14.8.5)."""
    match role:
        case "TH":
            scope = "Row" if element.get("scope") == "row" else "Column"
            return {"O": "/Table", "Scope": f"/{scope}", **_spans(element)}
        case "TD" if spans := _spans(element):
            return {"O": "/Table", **spans}
        case "L":
            return {"O": "/List", "ListNumbering": f"/{_numbering(element)}"}
        case _:
            return {}


def _spans(cell: Element) -> Mapping[str, int]:
    spans = {"ColSpan": cell.get("colspan", "1"), "RowSpan": cell.get("rowspan", "1")}
    return {name: int(count) for name, count in spans.items() if count.isdecimal() and int(count) > 1}


def _numbering(element: Element) -> str:
    if element.tag == "ol":
        return "Decimal"
    if element.tag == "ul" and "index-list" not in _classes(element):
        return "Disc"
    return "None"


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()
