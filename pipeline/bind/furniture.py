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

from pipeline.bind.sharing import ResourcePool
from pipeline.book.furniture import FOLIO, HEAD, Stamp, Stamps, sheets, stamps_of
from pipeline.book.layout import BookPage
from pipeline.book.names import PageKind
from pipeline.errors import LayoutError

_SUBTYPES: Final[Mapping[PageKind, str]] = {PageKind.RUNNING: "Header", PageKind.OPENER: "Footer"}
"""What the furniture is on the kinds of page that have any (ISO 14289-1, 7.8)."""

_NAMES: Final[Mapping[str, str]] = {HEAD: "/FurnitureHead", FOLIO: "/FurnitureFolio"}
_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})


def stamp_furniture(
    book: Pdf, places: Sequence[BookPage], book_title: str, furniture: Sequence[Stamps], pool: ResourcePool
) -> None:
    """Stamp every page with its head and folio, outside its structure (ISO 32000-1, 14.8.2.2).

    The page's own content is neither read nor changed: it stands between a saved and a restored graphics state, and
    the stamps after it are form XObjects, each stored once. Display pages and blanks are left alone. Raises
    LayoutError where a page's stamp is not among the `furniture`.
    """
    pages = [page.obj for page in book.pages]
    forms = _Forms(book, furniture, pool)
    names = {name: _unused_name(pages, base) for name, base in _NAMES.items()}
    before = book.make_stream(b"q\n")
    after: dict[PageKind, Object] = {}
    for page, place in zip(pages, places, strict=True):
        stamps = tuple(stamps_of(place, book_title))
        if not stamps:
            continue
        if place.kind not in after:
            after[place.kind] = book.make_stream(_invocation([names[stamp.name] for stamp in stamps], place.kind))
        page.Contents = Array([before, *_contents(page), after[place.kind]])
        page.Resources = _with_forms(book, page.Resources, {names[stamp.name]: forms.of(stamp) for stamp in stamps})


class _Forms:
    """The form of each stamp, made when it is first asked for (ISO 32000-1, 8.10)."""

    def __init__(self, book: Pdf, furniture: Sequence[Stamps], pool: ResourcePool) -> None:
        self._book = book
        self._sheets = sheets(furniture)
        self._sources = [_open(stamps) for stamps in furniture]
        self._pool = pool
        self._made: dict[Stamp, Object] = {}

    def of(self, stamp: Stamp) -> Object:
        if stamp not in self._made:
            if stamp not in self._sheets:
                raise LayoutError(f"“{stamp.text}” is to be stamped on a page, but was not laid out")
            source, number = self._sheets[stamp]
            self._made[stamp] = self._form(self._sources[source].pages[number])
        return self._made[stamp]

    def _form(self, page: Page) -> Object:
        page.contents_coalesce()
        tagged = Name.StructParents in page.obj
        form = self._book.make_stream(_untagged(page)) if tagged else self._book.copy_foreign(page.obj.Contents)
        form.Type = Name.XObject
        form.Subtype = Name.Form
        form.BBox = Array(page.mediabox.as_list())
        form.Resources = self._book.copy_foreign(page.obj.Resources)
        self._pool.share_all(form.Resources)
        return form


def _open(stamps: Stamps) -> Pdf:
    try:
        source = Pdf.open(BytesIO(stamps.pdf))
    except PdfError as problem:
        raise LayoutError(f"the running heads are not a readable PDF: {problem}") from problem
    if len(source.pages) != len(stamps.stamps):
        raise LayoutError(f"{len(stamps.stamps)} running heads and folios have {len(source.pages)} pages")
    return source


def _invocation(names: Sequence[str], kind: PageKind) -> bytes:
    drawn = "".join(f"{name} Do\n" for name in names)
    return f"\nQ\n/Artifact <</Type /Pagination /Subtype /{_SUBTYPES[kind]}>> BDC\n{drawn}EMC\n".encode()


def _contents(page: Object) -> Iterable[Object]:
    contents = page.get(Name.Contents, Array())
    return (contents,) if isinstance(contents, Stream) else contents


def _with_forms(book: Pdf, resources: Object, forms: Mapping[str, Object]) -> Object:
    """Return a page's own resources with `forms` added; everything else in them stays shared with other pages."""
    for category, entries in sorted(resources.items()):
        if category != Name.XObject and isinstance(entries, Dictionary) and not entries.is_indirect:
            resources[category] = book.make_indirect(entries)
    own = copy(resources)
    own.XObject = copy(resources.XObject) if Name.XObject in resources else Dictionary()
    for name, form in forms.items():
        own.XObject[name] = form
    return own


def _unused_name(pages: Iterable[Object], name: str) -> str:
    """Return a resource name, the one given or one like it, that no page has for an XObject of its own."""
    forms = (page.Resources.get(Name.XObject) for page in pages)
    used = {name for found in forms if isinstance(found, Dictionary) for name in found}
    while name in used:
        name += "-"
    return name


def _untagged(page: Page) -> bytes:
    """Return a page's content without marks, which must not stand within an artifact."""
    instructions = parse_content_stream(page)
    return unparse_content_stream([found for found in instructions if str(found.operator) not in _MARKS])
