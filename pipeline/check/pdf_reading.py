"""What is read of one piece's part of a finished PDF: its pages, their text and content, its links and its tags."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pikepdf import Name, Object, Page, Pdf

from pipeline.book.names import PageIndex
from pipeline.check.page_digests import PageDigests
from pipeline.check.pdf_content import Letters, PageContent, read_content
from pipeline.check.pdf_file import PdfFile, Spot, SpotReader
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_tag_tree import TagTree
from pipeline.check.pdf_tags import Tag, TagReader, first_page
from pipeline.check.pdf_text import PageTexts, Rectangle
from pipeline.check.pdf_trees import ObjectNumber
from pipeline.check.pdf_wanted import Strip

MARGIN: Final = 0.14
"""The part of a page's height, at its head and at its foot, where its own folio may stand."""

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
        self, opened: Pdf, pages: Sequence[ObjectNumber], texts: PageTexts, file: PdfFile, tree: TagTree
    ) -> None:
        """Begin with nothing read; `pages` are the file's, in order."""
        self._opened, self._pages, self._texts, self._file, self._tree = opened, pages, texts, file, tree
        self._digests = PageDigests(opened)
        self._fonts: dict[ObjectNumber, Letters] = {}

    def page_of(self, top: ObjectNumber) -> PageIndex | None:
        """Return the page on which the content of an element begins; None where it has none in this file."""
        page = first_page(self._opened.get_object(top))
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
        objects = [self._opened.get_object(page) for page in self._pages[part.first : part.first + part.pages]]
        links = tuple(link for number, page in enumerate(objects) for link in self._links(page, number))
        reader = TagReader(self._tree.roles, {page.objgen: number for number, page in enumerate(objects)})
        drawn = {page.digest: page for page in known.pages} if known else {}
        return PartReading(
            pages=tuple(
                self._page(
                    page,
                    PageIndex(part.first + number),
                    [strip for strip in strips if strip.page == number and not strip.is_whole],
                    [core_of(link.rectangle) for link in links if link.page == number],
                    drawn,
                )
                for number, page in enumerate(objects)
            ),
            links=links,
            tops=tuple(tops),
            tags=tuple(reader.read(self._opened.get_object(top)) for top in tops),
            annotations=frozenset(
                (number, annotation.objgen)
                for number, page in enumerate(objects)
                for annotation in page.get(Name.Annots, ())
                if annotation.get(Name.Subtype) == Name.Link
            ),
            in_tag_order=all(page.get(Name.Tabs) == Name.S for page in objects if Name.Annots in page),
        )

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
        for annotation in page.get(Name.Annots, ()):
            if annotation.get(Name.Subtype) == Name.Link:
                first, second, third, fourth = (float(side) for side in annotation.Rect)
                rectangle = (min(first, third), min(second, fourth), max(first, third), max(second, fourth))
                yield PdfLink(number, rectangle, *reader.action(annotation))


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
