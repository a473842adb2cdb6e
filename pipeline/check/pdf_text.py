"""The text of a finished PDF's pages, as a reader who selects it would get it."""

from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Any, Self

from pypdfium2 import PdfDocument

from pipeline.book.names import PageIndex
from pipeline.check.wording import fold

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top in pt from the lower left corner of the page."""


class PageTexts:
    """Text by page, each page read once and not held open; a context manager, for the file is. Positions are in pt."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF; raises pypdfium2.PdfiumError where it cannot be read."""
        self._document = PdfDocument(data)
        self._texts: dict[PageIndex, str] = {}
        self._folded: dict[PageIndex, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

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
        page: Any = self._document[number]
        try:
            text = page.get_textpage()
            try:
                within = {rectangle: str(text.get_text_bounded(*rectangle)) for rectangle in rectangles}
                return str(text.get_text_range()), within
            finally:
                text.close()
        finally:
            page.close()
