"""Where in the manuscript a place of a finished PDF comes from, as a validator names such places."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.layout import Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import PageIndex
from pipeline.check.pdf_content import read_content
from pipeline.check.spoken_documents import spoken_of
from pipeline.check.wording import fold

PlaceOf = Callable[[str], SourceLocation | None]
"""Gives the manuscript's line for a place as veraPDF writes it."""

_PAGE: Final = re.compile(r"pages\[(\d+)\]")
_ELEMENT: Final = re.compile(r"\((\d+) (\d+) obj SE")


class PdfPlaces:
    """The places of one file; `place_of_page` gives the line at the head of a page."""

    def __init__(
        self,
        pdf: Path,
        linked: LinkedBook,
        markups: Sequence[ChapterMarkup],
        pagination: Pagination,
        place_of_page: Callable[[PageIndex], SourceLocation | None],
    ) -> None:
        self._pdf = Pdf.open(pdf)
        self._pages = {page.obj.objgen: PageIndex(number) for number, page in enumerate(self._pdf.pages)}
        self._markups = {markup.piece: markup for markup in markups}
        self._files = {chapter.piece: chapter.file for chapter in linked.book.chapters}
        self._pagination = pagination
        self._place_of_page = place_of_page
        self._texts: dict[PageIndex, Mapping[int, str]] = {}

    def place_of(self, context: str) -> SourceLocation | None:
        """Return the line of an element of the structure by its words, of anything else on a page by the page."""
        if elements := _ELEMENT.findall(context):
            number, generation = map(int, elements[-1])
            return self._place_of_element(self._pdf.get_object((number, generation)))
        page = _PAGE.search(context)
        return self._place_of_page(PageIndex(int(page[1]))) if page else None

    def _place_of_element(self, element: Object) -> SourceLocation | None:
        page = next((page for page, _ in self._contents(element)), None)
        if page is None:
            return None
        words = fold("".join(self._text(*content) for content in self._contents(element)))
        first = next(self._contents(element))
        before = fold("".join(self._before(self._piece_of(element), first)))
        return self._place_of_words(page, words, len(before)) or self._place_of_page(page)

    def _place_of_words(self, page: PageIndex, words: str, offset: int) -> SourceLocation | None:
        """Return the line of words in the documents, the last of which no more letters than `offset` come before.

        More are read aloud than stand there: the numbers of lists.
        """
        if page >= len(self._pagination.pages):  # the file is of another state of the book
            return None
        piece = self._pagination.pages[page].piece
        speech = spoken_of(self._markups[piece], self._files.get(piece)).speech
        letters = [fold(word) for word in speech.words()]
        if not letters:
            return None
        found = "".join(letters).rfind(words, 0, offset + len(words))
        ends = list(accumulate(map(len, letters)))
        return speech.place_of(min(bisect_right(ends, offset if found < 0 else found), len(letters) - 1))

    def _piece_of(self, element: Object) -> Object:
        """Return the element of the piece that holds an element: a child of the document."""
        while Name.P in element and element.P.get(Name.S) not in (None, Name.Document):
            element = element.P
        return element

    def _before(self, piece: Object, end: tuple[PageIndex, int]) -> Iterator[str]:
        for content in self._contents(piece):
            if content == end:
                return
            yield self._text(*content)

    def _contents(self, element: Object, page: PageIndex | None = None) -> Iterator[tuple[PageIndex, int]]:
        """Yield the marked contents of an element and of all in it, in the order of reading (ISO 32000-1, 14.7.4)."""
        page = self._page_of(element, page)
        kids = element.get(Name.K)
        for kid in kids if isinstance(kids, Array) else () if kids is None else (kids,):
            if not isinstance(kid, Dictionary):
                if page is not None:
                    yield page, int(str(kid))
            elif kid.get(Name.Type) == Name.MCR:
                here = self._page_of(kid, page)
                if here is not None:
                    yield here, int(kid.MCID)
            elif Name.S in kid:
                yield from self._contents(kid, page)

    def _page_of(self, item: Object, around: PageIndex | None) -> PageIndex | None:
        return self._pages.get(item.Pg.objgen, around) if Name.Pg in item else around

    def _text(self, page: PageIndex, number: int) -> str:
        if page not in self._texts:
            content = read_content(self._pdf.pages[page].obj, {})
            self._texts[page] = content.texts
        return self._texts[page].get(number, "")
