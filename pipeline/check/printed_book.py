"""A piece of a finished PDF beside what it was made from."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.layout import BookPage, Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, PageIndex, PieceId
from pipeline.check.documents import Document, NamedText, read_documents
from pipeline.check.pdf_file import PdfFile, Spot
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_reading import PartReading, PdfLink
from pipeline.check.pdf_tag_tree import TagTree
from pipeline.check.pdf_text import PageTexts, Rectangle
from pipeline.check.wording import fold

BEGINNING = 24
"""So many letters and digits of a text are looked for: fewer than the narrowest line holds."""

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """A file as a whole and its text, with what it was made from: documents (Medium.PRINT), pages, the linked book.

    A document is read when it is asked for: of a book that is sound few are. To `fold` may be to know from before.
    """

    file: PdfFile
    tree: TagTree
    texts: PageTexts
    markups: Mapping[PieceId, ChapterMarkup]
    pagination: Pagination
    linked: LinkedBook
    fold: Callable[[str], str] = fold
    _documents: dict[PieceId, Document] = field(default_factory=dict)

    def label(self, page: PageIndex | None) -> str:
        """Return the folio a viewer shows for a page; “–” for no page."""
        return "–" if page is None else self.file.labels[page]

    def page_of(self, anchor: str) -> PageIndex | None:
        """Return the page that the file gives as an anchor's; None where it gives none."""
        spot = self.file.destinations.get(anchor)
        return spot.page if spot else None

    def piece_of(self, page: PageIndex) -> PieceId:
        """Return the piece that a page belongs to."""
        return self.pagination.pages[page].piece

    def document(self, piece: PieceId) -> Document:
        """Return a piece as assembled."""
        if piece not in self._documents:
            [self._documents[piece]] = read_documents([self.markups[piece]], self.linked)
        return self._documents[piece]

    def named(self, anchor: str) -> NamedText | None:
        """Return what an anchor of any piece names."""
        found = (self.document(piece).anchors.get(AnchorId(anchor)) for piece in self.markups)
        return next((named for named in found if named), None)

    def place_of(self, anchor: str) -> SourceLocation | None:
        """Return the line of the manuscript that an anchor comes from."""
        named = self.named(anchor)
        return named.location if named else None


class PrintedPart:
    """A part as it was read, beside the document it was made from. Pages are those of the book."""

    def __init__(self, book: PrintedBook, part: PdfPart, reading: PartReading) -> None:
        """Hold a reading; `book` knows what lies outside."""
        self.book, self.part, self.reading = book, part, reading
        self.document = book.document(part.piece)
        self.contents = tuple(page.content for page in reading.pages)
        self._folded: dict[PageIndex, str] = {}

    @property
    def pages(self) -> Iterator[tuple[PageIndex, BookPage]]:
        """Yield the part's pages as the pagination has them."""
        numbers = range(self.part.first, self.part.first + self.part.pages)
        yield from ((PageIndex(number), self.book.pagination.pages[number]) for number in numbers)

    def folio_of(self, link: PdfLink) -> str:
        """Return the folio of the page that a link is on."""
        return self.book.label(PageIndex(self.part.first + link.page))

    def spot_of(self, link: PdfLink) -> Spot | None:
        """Return where a link leads."""
        if link.outside or link.target is None:
            return link.spot
        return self.book.file.destinations.get(link.target)

    def location_of(self, anchor: str) -> SourceLocation | None:
        """Return the line of the manuscript that an anchor comes from, which is mostly one of this piece."""
        named = self.document.anchors.get(AnchorId(anchor))
        return named.location if named else self.book.place_of(anchor)

    def folded(self, page: PageIndex) -> str:
        """Return the letters and digits of any page."""
        if page not in self.part:
            return self.book.texts.folded(page)
        if page not in self._folded:
            self._folded[page] = self.book.fold(self.reading.pages[page - self.part.first].text)
        return self._folded[page]

    def within(self, page: int, rectangle: Rectangle) -> str:
        """Return the text that stands in a rectangle of one of the part's pages, counted from its first."""
        return self.reading.pages[page].within[rectangle]

    def shows(self, words: str, page: PageIndex) -> bool:
        """Tell whether a page shows the beginning of some words; the last of them may stand on the next page."""
        wanted = fold(words)[:BEGINNING]
        here = self.folded(page)
        if not wanted or wanted in here or is_right_to_left(words):
            return True
        following = self.folded(PageIndex(page + 1))
        return any(wanted[:cut] in here and wanted[cut:] in following for cut in range(2, len(wanted) - 1))


def is_right_to_left(words: str) -> bool:
    """Tell whether words hold letters that a PDF's text may give in the order of the eye."""
    return _RIGHT_TO_LEFT.search(words) is not None
