"""What is read of one piece's part of a finished PDF: its pages, their text and content, its links and its tags."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from pikepdf import Name, Object, Page

from pipeline.book.names import PageIndex
from pipeline.check.page_digests import PageDigests
from pipeline.check.pdf_content import Letters, PageContent, read_content
from pipeline.check.pdf_file import PdfFile, Spot, SpotReader
from pipeline.check.pdf_opened import MUCH, ObjectNumber, OpenedPdf
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_tag_tree import TagTree
from pipeline.check.pdf_tags import Tag, TagReader, elements_in, places
from pipeline.check.pdf_text import PageTexts, Rectangle
from pipeline.check.pdf_wanted import Strip

MARGIN: Final = 0.14
"""The part of a page's height, at its head and at its foot, where its own folio may stand."""

_MANY_TOPS: Final = 8
"""So many elements are looked into for their first page before the file is opened anew: each is a whole piece's."""

MUCH_AT_ONCE: Final = 500
"""So many objects are shown at once: pages with their links, elements with all that stands in them."""

Item = TypeVar("Item")
Size = tuple[float, float]
"""Width and height in pt."""


@dataclass(frozen=True, slots=True)
class PdfLink:
    """One clickable rectangle; pages count from the first of its piece.

    `target` is the anchor a destination is named for or, with `outside`, an address; `spot` is where one leads that
    names none.
    """

    page: int
    rectangle: Rectangle
    target: str | None
    outside: bool
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page of a `digest` shows: its text, the text in each rectangle that was asked for, its marked content."""

    digest: bytes
    size: Size
    text: str
    within: Mapping[Rectangle, str]
    content: PageContent


@dataclass(frozen=True, slots=True)
class PartReading:
    """A part as it was read. `tops` are the elements of the tags that it is in, by object number.

    `annotations` are its link annotations by page and object number, `in_tag_order` tells whether the tab key follows
    the tags on all of its pages.
    """

    pages: tuple[PageReading, ...]
    links: tuple[PdfLink, ...]
    tops: tuple[ObjectNumber, ...]
    tags: tuple[Tag, ...]
    annotations: frozenset[tuple[int, ObjectNumber]]
    in_tag_order: bool


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading of the part of a name."""

    name: str | None
    reading: PartReading


class PartReader:
    """Reads parts of an open file, whose `file` and `tree` have been read."""

    def __init__(
        self, opened: OpenedPdf, pages: Sequence[ObjectNumber], texts: PageTexts, file: PdfFile, tree: TagTree
    ) -> None:
        """Begin with nothing read; `pages` are the file's, in order."""
        self._opened, self._pages, self._texts, self._file, self._tree = opened, pages, texts, file, tree
        self._digests = PageDigests(opened)
        self._fonts: dict[ObjectNumber, Letters] = {}

    def page_of(self, top: ObjectNumber) -> PageIndex | None:
        """Return the page on which the content of an element begins; None where it has none in this file."""
        self._turn_over(_MANY_TOPS)
        page = self._first_page(top)
        return None if page is None else self._file.pages.get(page)

    def read(
        self,
        part: PdfPart,
        tops: Sequence[ObjectNumber],
        strips: Collection[Strip] = (),
        known: PartReading | None = None,
    ) -> PartReading:
        """Read a part whose tags begin with `tops`, with the text in `strips` of its pages.

        Pages that are drawn as those of an earlier reading are not read again.
        """
        self._turn_over()
        numbers = self._pages[part.first : part.first + part.pages]
        drawn = {page.digest: page for page in known.pages} if known else {}
        pages: list[PageReading] = []
        links: list[PdfLink] = []
        annotations: set[tuple[int, ObjectNumber]] = set()
        in_tag_order = True
        for stretch in self._stretches(numbers):
            self._show_pages(part.first, stretch, numbers)
            for number in stretch:
                page = self._opened.find(numbers[number])
                found = list(self._links(page, number))
                wanted = [strip for strip in strips if strip.page == number and not strip.is_whole]
                cores = [core_of(link.rectangle) for link in found]
                pages.append(self._page(page, PageIndex(part.first + number), wanted, cores, drawn))
                links += found
                annotations.update((number, annotation.objgen) for annotation in _link_annotations(page))
                in_tag_order = in_tag_order and (Name.Annots not in page or page.get(Name.Tabs) == Name.S)
        reader = TagReader(self._tree.roles, {page: number for number, page in enumerate(numbers)})
        return PartReading(
            pages=tuple(pages),
            links=tuple(links),
            tops=tuple(tops),
            tags=tuple(self._tags(reader, tops)),
            annotations=frozenset(annotations),
            in_tag_order=in_tag_order,
        )

    def _turn_over(self, much: int = MUCH) -> None:
        """Open the file anew if `much` was read of it."""
        if self._opened.turn_over(much):
            self._texts.turn_over()
            self._digests, self._fonts = PageDigests(self._opened), {}

    def _first_page(self, number: ObjectNumber) -> ObjectNumber | None:
        self._opened.show([number], apart=True)
        for place, is_element in places(self._opened.find(number)):
            page = self._first_page(place) if is_element else place
            if page is not None:
                return page
        return None

    def _stretches(self, numbers: Sequence[ObjectNumber]) -> Iterator[Sequence[int]]:
        """Yield stretches of a part's pages that are not too much to be shown at once: all, or a few links' pages."""
        if self._opened.is_whole:
            yield range(len(numbers))
            return
        yield from _together(range(len(numbers)), lambda number: self._opened.count(numbers[number], MUCH_AT_ONCE))

    def _show_pages(self, first: PageIndex, stretch: Sequence[int], numbers: Sequence[ObjectNumber]) -> None:
        shown = [numbers[number] for number in stretch]
        data = self._opened.show(shown, shown)
        if data is not None:
            self._texts.show(data, [PageIndex(first + number) for number in stretch])

    def _tags(self, reader: TagReader, numbers: Sequence[ObjectNumber]) -> Iterator[Tag]:
        """Yield elements with all that stands in them: as many at once as is not too much, of one alone those in it."""
        opened = self._opened
        if opened.is_whole:
            yield from (reader.read(opened.find(number)) for number in numbers)
            return
        for stretch in _together(numbers, lambda number: opened.count(number, MUCH_AT_ONCE)):
            kids = None
            if len(stretch) == 1 and opened.count(stretch[0], MUCH_AT_ONCE) is None:
                opened.show(stretch, apart=True)
                kids = elements_in(opened.find(stretch[0]))
            if kids is None:
                opened.show(stretch)
                yield from (reader.read(opened.find(number)) for number in stretch)
            else:
                alone = reader.read(opened.find(stretch[0]), ())
                yield replace(alone, kids=tuple(self._tags(reader, kids)))

    def _page(
        self,
        page: Object,
        number: PageIndex,
        strips: Sequence[Strip],
        links: Sequence[Rectangle],
        drawn: Mapping[bytes, PageReading],
    ) -> PageReading:
        size = _size(Page(page).mediabox)
        wanted = frozenset((*margins_of(size), *(strip.rectangle(size) for strip in strips), *links))
        digest = self._digests.of_page(page)
        known = drawn.get(digest)
        if known and known.within.keys() >= wanted:
            return known
        text, within = self._texts.read(number, wanted)
        return PageReading(digest, size, text, within, read_content(page, self._fonts))

    def _links(self, page: Object, number: int) -> Iterator[PdfLink]:
        """Yield the links of a page (ISO 32000-1, 12.5.6.5) in the order of its annotations."""
        reader = SpotReader(self._file.pages)
        for annotation in _link_annotations(page):
            first, second, third, fourth = (float(side) for side in annotation.Rect)
            rectangle = (min(first, third), min(second, fourth), max(first, third), max(second, fourth))
            yield PdfLink(number, rectangle, *reader.action(annotation))


def _link_annotations(page: Object) -> Iterator[Object]:
    return (annotation for annotation in page.get(Name.Annots, ()) if annotation.get(Name.Subtype) == Name.Link)


def _together(items: Sequence[Item], size_of: Callable[[Item], int | None]) -> Iterator[Sequence[Item]]:
    """Yield items in stretches of a size that is not too much; those whose size nothing tells, which is, alone."""
    stretch, size = list[Item](), 0
    for item in items:
        more = size_of(item) or MUCH_AT_ONCE
        if stretch and size + more > MUCH_AT_ONCE:
            yield stretch
            stretch, size = [], 0
        stretch.append(item)
        size += more
    if stretch:
        yield stretch


def _size(box: Object) -> Size:
    left, bottom, right, top = (float(side) for side in box.as_list())
    return right - left, top - bottom


def margins_of(size: Size) -> tuple[Rectangle, Rectangle]:
    """Return the parts of a page where its own folio may stand."""
    width, height = size
    return (0.0, height * (1 - MARGIN), width, height), (0.0, 0.0, width, height * MARGIN)


def core_of(rectangle: Rectangle) -> Rectangle:
    """Shrink a rectangle so that it touches no letter of its neighbours on the line, nor of the lines around it."""
    left, bottom, right, top = rectangle
    third, margin = (top - bottom) / 3, min(0.6, (right - left) / 4)
    return left + margin, bottom + third, right - margin, top - third
