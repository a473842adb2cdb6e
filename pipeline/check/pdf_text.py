"""The text of a finished PDF's pages, as a reader who selects it would get it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from pypdfium2 import PdfDocument

from pipeline.book.names import PageIndex
from pipeline.check.wording import fold
from pipeline.memory import give_back_freed

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in pt from the lower left corner of the page."""
Extract = Callable[[PageIndex], bytes]
"""Makes a file of one page of another."""


class PageTexts:
    """Text by page, each page read once and not held open; a context manager, for the file is. Positions are in pt."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF; raises pypdfium2.PdfiumError where it cannot be read."""
        self._data = data
        self._document = PdfDocument(data)
        self._pages = len(self._document)
        self._extract: Extract | None = None
        self._shown: Sequence[PageIndex] = ()
        self._texts: dict[PageIndex, str] = {}
        self._folded: dict[PageIndex, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def turn_over(self) -> None:
        """Open the file anew, so that the library lets go of what it has read of it; of extracts there is no need."""
        if self._extract is not None:
            return
        self._document.close()
        self._document = PdfDocument(self._data)

    def read_from(self, extract: Extract) -> None:
        """Read each page, from now on, in a file that `extract` makes of it alone, or that is shown."""
        self._extract = extract
        self._document.close()
        give_back_freed()

    def show(self, data: bytes, pages: Sequence[PageIndex]) -> None:
        """Read some pages, from now on, in a file that has no others."""
        self._document.close()
        self._document, self._shown = PdfDocument(data), pages

    def __len__(self) -> int:
        return self._pages

    def label(self, page: PageIndex) -> str:
        """Return what a viewer shows as a page's number."""
        return str(self._document.get_page_label(page))

    def labels(self) -> tuple[str, ...]:
        """Return what a viewer shows as the numbers of all pages."""
        return tuple(self.label(PageIndex(page)) for page in range(len(self)))

    def text(self, page: PageIndex) -> str:
        """Return the whole text of a page in the order in which it is drawn."""
        if page not in self._texts:
            self._texts[page], _ = self.read(page)
        return self._texts[page]

    def folded(self, page: PageIndex) -> str:
        """Return the letters and digits of a page; nothing for a page the file does not have."""
        if page not in self._folded:
            self._folded[page] = fold(self.text(page)) if page < len(self) else ""
        return self._folded[page]

    def read(self, number: PageIndex, rectangles: Collection[Rectangle] = ()) -> tuple[str, Mapping[Rectangle, str]]:
        """Read the text of a page, and that in rectangles on it."""
        if self._extract and number not in self._shown:
            self.show(self._extract(number), [number])
        page: Any = self._document[self._shown.index(number) if self._extract else number]
        try:
            text = page.get_textpage()
            try:
                within = {rectangle: str(text.get_text_bounded(*rectangle)) for rectangle in rectangles}
                return str(text.get_text_range()), within
            finally:
                text.close()
        finally:
            page.close()
