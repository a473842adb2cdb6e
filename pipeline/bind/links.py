"""Links: the chapters' annotations lead to the book's named destinations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from pikepdf import Name, Object, String

from pipeline.bind.destinations import destination_name
from pipeline.bind.references import numbers_in
from pipeline.book.names import AnchorId

SCHEME = "book:"
"""The private scheme by which a chapter writes links to other pieces."""

_URI: Final = Name.URI


def annotations(page: Object) -> Iterator[Object]:
    """Yield the annotations of a page dictionary."""
    yield from page.get(Name.Annots, ())


def annotation_numbers(page: Object) -> Iterator[int]:
    """Yield the numbers of the annotations of a page dictionary."""
    if "/Annots" in page:
        yield from numbers_in(page.Annots.unparse(resolved=True))


@dataclass(frozen=True, slots=True)
class BookLink:
    """A link within the book: the anchor it leads to, and whether it is described by other words than its address."""

    annotation: Object
    anchor: AnchorId
    described: bool


def book_links(page: Object) -> Iterator[BookLink]:
    """Yield the links of a page that lead to other places of the book."""
    for annotation in annotations(page):
        address = _address(annotation)
        if address is not None:
            anchor = AnchorId(unquote(address.removeprefix(SCHEME)))
            described = str(annotation.get("/Contents", "")) not in ("", address)
            yield BookLink(annotation, anchor, described)


def resolve_links(page: Object, descriptions: Mapping[AnchorId, str]) -> None:
    """Make every link of a page within the book lead to a named destination (/Dest, ISO 32000-1, 12.5.6.5).

    A link whose description (/Contents, ISO 14289-1, 7.18.5) is but its address is described by what `descriptions` say
    of the anchor. Links out of the book stay as they are.
    """
    for link in book_links(page):
        link.annotation["/Dest"] = String(destination_name(link.anchor))
        if "/A" in link.annotation:
            del link.annotation["/A"]
        if not link.described:
            link.annotation["/Contents"] = String(descriptions[link.anchor])


def _address(annotation: Object) -> str | None:
    """Return where a link within the book leads, as the chapter wrote it; None for all other annotations."""
    destination = annotation.get("/Dest")
    if isinstance(destination, String):
        return str(destination)
    action = annotation.get("/A")
    if action is not None and action.get("/S") == _URI:
        address = str(action["/URI"])
        return address if address.startswith(SCHEME) else None
    return None
