"""The text of a finished PDF's pages, as a reader who selects it would get it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from types import TracebackType
from typing import Any, Final, Self

from pypdfium2 import PdfDocument

from pipeline.book.aside import Aside, in_turn
from pipeline.book.memory import Memory
from pipeline.book.names import PageIndex
from pipeline.check.pdf_file import Rectangle
from pipeline.check.wording import fold

_MANY: Final = 20
"""So many pages are soon read."""


@dataclass(slots=True)
class _Reading:
    """What was read of a page so far."""

    text: str | None = None
    within: dict[Rectangle, str] = field(default_factory=dict)


class PageTexts:
    """Text by page, each page read once and not held open; a context manager, for the file is. Positions are in pt."""

    def __init__(self, data: bytes, digests: Sequence[bytes] = (), memory: Memory | None = None) -> None:
        """Open a PDF; raises pypdfium2.PdfiumError where it cannot be read.

        With `digests` of its pages, those that are drawn just as in the file that was read last are not read again:
        what was read of them is in the `memory`.
        """
        self._document = PdfDocument(data)
        self._expected: Mapping[PageIndex, Collection[Rectangle]] = {}
        self._folded: dict[PageIndex, str] = {}
        self._names = {PageIndex(page): digest.hex() for page, digest in enumerate(digests)}
        self._memory = memory if digests else None
        self._known = _recalled(self._memory)
        self._readings: dict[PageIndex, _Reading] = {}
        self._has_news = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._memory is not None and self._has_news and kind is None:
            _note(self._memory, {self._names[page]: reading for page, reading in self._readings.items()})
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def label(self, page: PageIndex) -> str:
        """Return what a viewer shows as a page's number."""
        return str(self._document.get_page_label(page))

    def expect(self, rectangles: Mapping[PageIndex, Collection[Rectangle]], aside: Aside = in_turn) -> None:
        """Read all pages that are not known yet, with the text in the rectangles that will be asked for.

        Where there are many, half of them are read `aside`.
        """
        self._expected = rectangles
        unread = [page for page in map(PageIndex, range(len(self))) if self._reading(page).text is None]
        half = len(unread) // 2 if len(unread) > _MANY else 0
        others = aside(lambda: [self._read(page) for page in unread[:half]])
        for page in unread[half:]:
            self._readings[page] = self._read(page)
        for page, reading in zip(unread[:half], others(), strict=True):
            self._readings[page] = reading

    def text(self, page: PageIndex) -> str:
        """Return the whole text of a page in the order in which it is drawn."""
        reading = self._reading(page)
        if reading.text is None:
            reading = self._readings[page] = self._read(page)
        return reading.text or ""

    def folded(self, page: PageIndex) -> str:
        """Return the letters and digits of a page; nothing for a page the file does not have."""
        if page not in self._folded:
            self._folded[page] = fold(self.text(page)) if page < len(self) else ""
        return self._folded[page]

    def within(self, page: PageIndex, rectangle: Rectangle) -> str:
        """Return the text that stands in a rectangle of a page."""
        found = self._reading(page).within
        if rectangle not in found:
            found |= self._read(page, rectangle).within
        return found[rectangle]

    def _reading(self, page: PageIndex) -> _Reading:
        if page not in self._readings:
            self._readings[page] = self._known.get(self._names.get(page, ""), _Reading())
        return self._readings[page]

    def _read(self, number: PageIndex, *rectangles: Rectangle) -> _Reading:
        """Read a page, with the text of rectangles on it: those given, else those expected."""
        self._has_news = True
        page: Any = self._document[number]
        try:
            text = page.get_textpage()
            try:
                wanted = rectangles or self._expected.get(number, ())
                within = {rectangle: str(text.get_text_bounded(*rectangle)) for rectangle in wanted}
                return _Reading(str(text.get_text_range()), within)
            finally:
                text.close()
        finally:
            page.close()


def _key() -> str:
    return f"texts of pages, pypdfium2 {version('pypdfium2')}"


def _recalled(memory: Memory | None) -> dict[str, _Reading]:
    """Return what is remembered of pages by their digests."""
    record = memory.recall(_key()) if memory else None
    if record is None:
        return {}
    return {
        name: _Reading(text, {(left, bottom, right, top): words for left, bottom, right, top, words in within})
        for name, (text, within) in json.loads(record).items()
    }


def _note(memory: Memory, readings: Mapping[str, _Reading]) -> None:
    record = {
        name: (reading.text, [(*rectangle, words) for rectangle, words in reading.within.items()])
        for name, reading in readings.items()
    }
    memory.note(_key(), json.dumps(record).encode())
