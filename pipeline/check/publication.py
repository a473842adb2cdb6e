"""A publication's documents as the checks of accessibility read them, finished or about to be packaged."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.check.documents import XHTML
from pipeline.check.epub_file import EPUB_TYPE

SVG: Final = "{http://www.w3.org/2000/svg}"
MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
HEADINGS: Final = tuple(f"{XHTML}h{level}" for level in range(1, 7))

_MOVING: Final = frozenset(
    [XHTML + name for name in ("audio", "canvas", "embed", "iframe", "object", "script", "video")]
    + [SVG + name for name in ("animate", "animateMotion", "animateTransform", "script", "set")]
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A document of the publication. `display` pieces (half title, copyright page …) need no heading."""

    name: str
    root: etree._Element = field(repr=False)
    display: bool = False


@dataclass(frozen=True, slots=True)
class PublicationContents:
    """All that is read by itself: documents of the spine but the cover, navigation, style sheet.

    `languages` are those that the book vouches for.
    """

    pages: Sequence[Page]
    navigation: Page
    style_sheet: str
    is_locked: bool = False
    languages: Collection[str] = ()

    @property
    def all_pages(self) -> tuple[Page, ...]:
        """The documents of the spine and the navigation."""
        return (*(page for page in self.pages if page.name != self.navigation.name), self.navigation)

    @property
    def rules(self) -> str:
        """The style sheet without its comments."""
        return _COMMENT.sub("", self.style_sheet)


def elements(page: Page, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of a document, those with the given names where some are given."""
    return (element for element in page.root.iter(*names) if isinstance(element.tag, str))


def pictures(page: Page) -> Iterator[tuple[etree._Element, str]]:
    """Yield every picture that says something with its text alternative, “” where it has none.

    Pictures marked as decoration (`alt=""`, `aria-hidden`, role presentation) are passed over.
    """
    for element in elements(page, f"{XHTML}img", f"{SVG}svg"):
        if element.get("aria-hidden") == "true" or element.get("role") in {"presentation", "none"}:
            continue
        if element.tag == f"{XHTML}img" and element.get("alt") != "":
            yield element, (element.get("alt") or element.get("aria-label") or "").strip()
        elif element.tag == f"{SVG}svg":
            yield element, (element.get("aria-label") or element.findtext(f"{SVG}title") or "").strip()


def has_header_cells(table: etree._Element) -> bool:
    """Tell whether any cell of a table heads a row or a column."""
    return any(cell.get("scope") for cell in table.iter(f"{XHTML}th"))


def roles(page: Page) -> frozenset[str]:
    """Return every ARIA role that an element of the document carries."""
    return frozenset(role for element in elements(page) for role in element.get("role", "").split())


def links_within(page: Page, kind: str) -> int:
    """Count the links inside elements whose `epub:type` names `kind`."""
    return sum(
        1
        for element in elements(page)
        if kind in element.get(EPUB_TYPE, "").split()
        for link in element.iter(f"{XHTML}a")
        if link.get("href")
    )


def moves(page: Page) -> bool:
    """Tell whether anything in the document could move, flash or sound."""
    return any(element.tag in _MOVING for element in elements(page)) or any(
        element.get("src", "").lower().endswith(".gif") for element in elements(page, f"{XHTML}img")
    )


def said(element: etree._Element) -> str:
    """Return what assistive technology says of an element: its label, else its text and that of its pictures."""
    if label := element.get("aria-label", "").strip():
        return label
    alternatives = [image.get("alt", "") for image in element.iter(f"{XHTML}img")]
    drawings = [drawing.get("aria-label", "") for drawing in element.iter(f"{SVG}svg")]
    return " ".join(" ".join((*element.itertext(), *alternatives, *drawings)).split())


def by_name(pages: Sequence[Page]) -> Mapping[str, Page]:
    """Return documents by their names."""
    return {page.name: page for page in pages}
