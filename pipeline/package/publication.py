"""An EPUB as values, and the one place that hands them to EbookLib."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from ebooklib import epub

from pipeline.errors import OutputError
from pipeline.package.ncx import PageTarget, complete_ncx

NCX_ID: Final = "ncx"
_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the publication: `name` is its path from the package document.

    `properties` are those of the manifest (EPUB 3.3 §5.6.2).
    """

    id: str
    name: str
    media_type: str
    data: bytes = field(repr=False)
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DublinCore:
    """A `dc:` element of the package metadata (EPUB 3.3 §5.5.3)."""

    name: str
    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """A `meta` element: `refines` is the id of the element it says something about (EPUB 3.3 §5.5.4)."""

    property: str
    text: str
    refines: str | None = None
    scheme: str | None = None
    language: str | None = None
    id: str | None = None


Statement: TypeAlias = DublinCore | Meta


@dataclass(frozen=True, slots=True)
class NavigationPoint:
    """An entry of the NCX: `href` is relative to the package document."""

    title: str
    href: str
    children: tuple["NavigationPoint", ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """All that EbookLib needs. `spine` lists ids of items in reading order, `modified` is in Unix seconds.

    `order` are the addresses of all points and pages in reading order.
    """

    identifier: str
    title: str
    language: str
    right_to_left: bool
    statements: tuple[Statement, ...]
    items: tuple[Item, ...]
    spine: tuple[str, ...]
    navigation: tuple[NavigationPoint, ...]
    pages: tuple[PageTarget, ...]
    order: tuple[str, ...]
    cover_id: str
    modified: int


def write_publication(publication: Publication) -> bytes:
    """Return the publication as EbookLib zips it: dated by the clock, names percent-encoded.

    Raises OutputError where two items have the same id or name, which EbookLib would write without a word.
    """
    _check_unique(publication)
    book = epub.EpubBook()
    book.set_identifier(publication.identifier)
    book.title = publication.title
    book.language = publication.language
    if publication.right_to_left:
        book.set_direction("rtl")
    for statement in publication.statements:
        _add_statement(book, statement)
    book.add_metadata(None, "meta", "", {"name": "cover", "content": publication.cover_id})
    for item in publication.items:
        book.add_item(_library_item(item))
    book.add_item(epub.EpubNcx(uid=NCX_ID, file_name="toc.ncx"))
    book.spine = [book.get_item_with_id(name) for name in publication.spine]
    book.toc = _ncx_entries(publication.navigation, "ncx")
    output = BytesIO()
    options: dict[str, object] = {"mtime": datetime.fromtimestamp(publication.modified, UTC)}
    # The writer itself: `epub.write_epub` would swallow what goes wrong.
    _Writer(output, book, options, publication).write()
    return output.getvalue()


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """EbookLib's writer, which knows neither the language of the package document itself nor pages in the NCX."""

    def __init__(self, output: BytesIO, book: Any, options: dict[str, object], publication: Publication) -> None:
        super().__init__(output, book, options)
        self._publication = publication

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANGUAGE, self.book.language)
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        return complete_ncx(super()._get_ncx(), self._publication.pages, self._publication.order)


def _check_unique(publication: Publication) -> None:
    names = [item.name.casefold() for item in publication.items]  # EPUB 3.3 §4.2.3
    ids = [item.id for item in publication.items]
    for what, found in (("file", names), ("item", ids)):
        doubled = sorted({name for name in found if found.count(name) > 1})
        if doubled:
            raise OutputError(f"The EPUB would hold two {what}s called “{doubled[0]}”.")


def _library_item(item: Item) -> Any:
    made = epub.EpubItem(item.id, quote(item.name), item.media_type, item.data)
    made.properties = list(item.properties)
    return made


def _add_statement(book: Any, statement: Statement) -> None:
    if isinstance(statement, DublinCore):
        book.add_metadata("DC", statement.name, statement.text, {"id": statement.id} if statement.id else {})
        return
    attributes = {
        "id": statement.id,
        "property": statement.property,
        "refines": f"#{statement.refines}" if statement.refines else None,
        "scheme": statement.scheme,
        _XML_LANGUAGE: statement.language,
    }
    given = {name: value for name, value in attributes.items() if value}
    book.add_metadata(None, "meta", statement.text, given)


def _ncx_entries(points: Sequence[NavigationPoint], prefix: str) -> list[object]:
    entries: list[object] = []
    for number, point in enumerate(points, 1):
        uid = f"{prefix}-{number}"
        link = epub.Link(point.href, point.title, uid)
        entries.append((link, _ncx_entries(point.children, uid)) if point.children else link)
    return entries
