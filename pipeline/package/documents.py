"""What stands in an XHTML document: its words, pictures, roles and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_CODE = frozenset(XHTML + name for name in ("code", "pre", "kbd", "samp"))


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


def manifest_properties(document: Document) -> tuple[str, ...]:
    """Return the properties that the manifest must declare for the document's contents (EPUB 3.3 §5.6.2)."""
    tags = {element.tag for element in document.root.iter()}
    return tuple(name for name, mark in (("mathml", f"{MATHML}math"), ("svg", f"{SVG}svg")) if mark in tags)
