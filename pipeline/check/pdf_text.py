"""The text of a finished PDF's pages, as a reader who selects it would get it."""

from types import TracebackType
from typing import Any, Self

from pypdfium2 import PdfDocument

from pipeline.book.names import PageIndex
from pipeline.check.pdf_file import Rectangle
from pipeline.check.wording import fold


class PageTexts:
    """Text by page, each page read once; a context manager, for the file stays open. Positions are in pt."""

    def __init__(self, data: bytes) -> None:
        """Open a PDF; raises pypdfium2.PdfiumError where it cannot be read."""
        self._document = PdfDocument(data)
        self._pages: dict[PageIndex, Any] = {}
        self._within: dict[tuple[PageIndex, Rectangle], str] = {}
        self._folded: dict[PageIndex, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for page in self._pages.values():
            page.close()
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def label(self, page: PageIndex) -> str:
        """Return what a viewer shows as a page's number."""
        return str(self._document.get_page_label(page))

    def text(self, page: PageIndex) -> str:
        """Return the whole text of a page in the order in which it is drawn."""
        return str(self._page(page).get_text_range())

    def folded(self, page: PageIndex) -> str:
        """Return the letters and digits of a page; nothing for a page the file does not have."""
        if page not in self._folded:
            self._folded[page] = fold(self.text(page)) if page < len(self) else ""
        return self._folded[page]

    def within(self, page: PageIndex, rectangle: Rectangle) -> str:
        """Return the text that stands in a rectangle of a page."""
        key = (page, rectangle)
        if key not in self._within:
            self._within[key] = str(self._page(page).get_text_bounded(*rectangle))
        return self._within[key]

    def _page(self, page: PageIndex) -> Any:
        if page not in self._pages:
            self._pages[page] = self._document[page].get_textpage()
        return self._pages[page]
