"""Links: the chapters' annotations lead to the book's named destinations."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pikepdf import Name, Object, String

from pipeline.bind.chapters import BoundChapter
from pipeline.bind.destinations import Destinations
from pipeline.book.layout import Pagination
from pipeline.book.names import AnchorId

SCHEME = "book:"
"""The private scheme by which a chapter writes links to other pieces."""


def annotations(page: Object) -> Iterator[Object]:
    """Yield the annotations of a page dictionary."""
    yield from page.get(Name.Annots, ())


def resolve_links(chapters: Iterable[BoundChapter], destinations: Destinations, pagination: Pagination) -> None:
    """Make every link within the book lead to a named destination (/Dest, ISO 32000-1, 12.5.6.5).

    A link whose description (/Contents, ISO 14289-1, 7.18.5) is but its address is described by title and folio of
    what it leads to. Links out of the book stay as they are. Raises LayoutError for an anchor that does not exist.
    """
    titles = {chapter.layout.piece: chapter.layout.title for chapter in chapters}
    descriptions: dict[AnchorId, String] = {}
    for chapter in chapters:
        asked_by = f"a link in “{chapter.layout.piece}”"
        for page in chapter.pages:
            for annotation in annotations(page):
                address = _address(annotation)
                if address is None:
                    continue
                anchor = AnchorId(unquote(address.removeprefix(SCHEME)))
                annotation.Dest = destinations.named(anchor, asked_by)
                if Name.A in annotation:
                    del annotation.A
                if str(annotation.get(Name.Contents, "")) in ("", address):
                    if anchor not in descriptions:
                        title = titles[destinations.pieces[anchor]]
                        descriptions[anchor] = String(f"{title}, {pagination.folio_of(anchor)}")
                    annotation.Contents = descriptions[anchor]


def _address(annotation: Object) -> str | None:
    """Return where a link within the book leads, as the chapter wrote it; None for all other annotations."""
    destination = annotation.get(Name.Dest)
    if isinstance(destination, String):
        return str(destination)
    action = annotation.get(Name.A)
    if action is not None and action.get(Name.S) == Name.URI:
        address = str(action.URI)
        return address if address.startswith(SCHEME) else None
    return None
