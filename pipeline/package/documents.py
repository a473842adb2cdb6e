"""What stands in an XHTML document: its words, pictures, roles and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_CODE = frozenset(XHTML + name for name in ("code", "pre", "kbd", "samp"))
_HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
_MOVING = frozenset(
    [XHTML + name for name in ("audio", "canvas", "embed", "iframe", "object", "script", "video")]
    + [SVG + name for name in ("animate", "animateMotion", "animateTransform", "script", "set")]
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the publication, parsed. `display` pieces (cover, title page …) need no heading."""

    name: str
    display: bool
    root: ElementTree.Element


def parse_document(name: str, xhtml: str, display: bool = False) -> Document:
    """Parse well-formed XHTML; raises ElementTree.ParseError where it is not."""
    return Document(name, display, ElementTree.fromstring(xhtml.encode()))


def words(document: Document) -> str:
    """Return every character that a reading system may show, `title` included."""
    return "".join(document.root.itertext())


def code_words(document: Document) -> str:
    """Return the characters within code, the only ones that a typewriter face sets."""
    return "".join("".join(element.itertext()) for element in document.root.iter() if element.tag in _CODE)


def image_files(document: Document) -> Iterator[str]:
    """Yield the path of every image file, relative to the document's folder."""
    for element in document.root.iter():
        found = {
            f"{XHTML}img": element.get("src"),
            f"{SVG}image": element.get(XLINK_HREF) or element.get("href"),
        }.get(element.tag)
        if found:
            yield unquote(found)


def pictures(document: Document) -> Iterator[str | None]:
    """Yield the text alternative of every picture that says something, None where it has none.

    Pictures marked as decoration (`alt=""`, `aria-hidden`, role presentation) are passed over.
    """
    for element in document.root.iter():
        if element.get("aria-hidden") == "true" or element.get("role") in {"presentation", "none"}:
            continue
        if element.tag == f"{XHTML}img" and element.get("alt") != "":
            yield _filled(element.get("alt") or element.get("aria-label"))
        elif element.tag == f"{SVG}svg":
            yield _filled(element.get("aria-label") or element.findtext(f"{SVG}title"))


def _filled(text: str | None) -> str | None:
    return text if text and text.strip() else None


def roles(document: Document) -> frozenset[str]:
    """Return every ARIA role that an element of the document carries."""
    return frozenset(role for element in document.root.iter() for role in element.get("role", "").split())


def links_within(document: Document, kind: str) -> int:
    """Count the links inside elements whose `epub:type` names `kind`."""
    return sum(
        1
        for element in document.root.iter()
        if kind in element.get(EPUB_TYPE, "").split()
        for link in element.iter(f"{XHTML}a")
        if link.get("href")
    )


def has_heading(document: Document) -> bool:
    """Tell whether a heading stands in the document."""
    return any(element.tag in _HEADINGS for element in document.root.iter())


def moves(document: Document) -> bool:
    """Tell whether anything in the document could move, flash or sound."""
    return any(element.tag in _MOVING for element in document.root.iter()) or any(
        file.lower().endswith(".gif") for file in image_files(document)
    )


def manifest_properties(document: Document) -> tuple[str, ...]:
    """Return the properties that the manifest must declare for the document's contents (EPUB 3.3 §5.6.2)."""
    tags = {element.tag for element in document.root.iter()}
    return tuple(name for name, mark in (("mathml", f"{MATHML}math"), ("svg", f"{SVG}svg")) if mark in tags)
