"""Furniture: running heads and folios, stamped on the pages as artifacts."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from io import BytesIO
from typing import Final

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Page,
    Pdf,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from pipeline.book.layout import BookPage
from pipeline.book.names import PageKind
from pipeline.errors import LayoutError

_SUBTYPES: Final[Mapping[PageKind, str]] = {PageKind.RUNNING: "Header", PageKind.OPENER: "Footer"}
"""What the furniture is on the kinds of page that have any (ISO 14289-1, 7.8)."""

_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})


def stamp_furniture(book: Pdf, places: Sequence[BookPage], furniture: bytes) -> None:
    """Stamp page i of the PDF `furniture` on page i of the book, outside its structure (ISO 32000-1, 14.8.2.2).

    The page's own content is neither read nor changed: it stands between a saved and a restored graphics state, and
    the stamp after it is a form XObject. Display pages and blanks are left alone. Raises LayoutError where the
    furniture has not as many pages as the book.
    """
    try:
        source = Pdf.open(BytesIO(furniture))
    except PdfError as problem:
        raise LayoutError(f"the running heads are not a readable PDF: {problem}") from problem
    if len(source.pages) != len(places):
        raise LayoutError(f"running heads were made for {len(source.pages)} pages, the book has {len(places)}")
    pages = [page.obj for page in book.pages]
    stamp = _unused_name(pages)
    before = book.make_stream(b"q\n")
    after = {kind: book.make_stream(_invocation(stamp, subtype)) for kind, subtype in _SUBTYPES.items()}
    for page, place, drawn in zip(pages, places, source.pages, strict=True):
        if place.kind in _SUBTYPES:
            page.Contents = Array([before, *_contents(page), after[place.kind]])
            page.Resources = _with_form(book, page.Resources, stamp, _form(book, drawn))


def _invocation(stamp: str, subtype: str) -> bytes:
    return f"\nQ\n/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC\n{stamp} Do\nEMC\n".encode()


def _contents(page: Object) -> Iterable[Object]:
    contents = page.get(Name.Contents, Array())
    return (contents,) if isinstance(contents, Stream) else contents


def _form(book: Pdf, page: Page) -> Object:
    """Return a page of the furniture as a form XObject of the book (ISO 32000-1, 8.10)."""
    page.contents_coalesce()
    tagged = Name.StructParents in page.obj
    form = book.make_stream(_untagged(page)) if tagged else book.copy_foreign(page.obj.Contents)
    form.Type = Name.XObject
    form.Subtype = Name.Form
    form.BBox = Array(page.mediabox.as_list())
    form.Resources = book.copy_foreign(page.obj.Resources)
    return form


def _with_form(book: Pdf, resources: Object, name: str, form: Object) -> Object:
    """Return a page's own resources with `form` added; everything else in them stays shared with other pages."""
    for category, entries in sorted(resources.items()):
        if category != Name.XObject and isinstance(entries, Dictionary) and not entries.is_indirect:
            resources[category] = book.make_indirect(entries)
    own = copy(resources)
    own.XObject = copy(resources.XObject) if Name.XObject in resources else Dictionary()
    own.XObject[name] = form
    return own


def _unused_name(pages: Iterable[Object]) -> str:
    """Return a resource name that no page has for an XObject of its own."""
    forms = (page.Resources.get(Name.XObject) for page in pages)
    used = {name for found in forms if isinstance(found, Dictionary) for name in found}
    name = "/Furniture"
    while name in used:
        name += "-"
    return name


def _untagged(page: Page) -> bytes:
    """Return a page's content without marks, which must not stand within an artifact."""
    instructions = parse_content_stream(page)
    return unparse_content_stream([found for found in instructions if str(found.operator) not in _MARKS])
