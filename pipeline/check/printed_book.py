"""A finished PDF beside what it was made from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.layout import Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.names import AnchorId, PageIndex, PieceId
from pipeline.check.documents import Document, NamedText
from pipeline.check.pdf_file import PdfFile
from pipeline.check.pdf_text import PageTexts
from pipeline.check.wording import fold

BEGINNING = 24
"""So many letters and digits of a text are looked for: fewer than the narrowest line holds."""

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """The file, its text, the documents it was made from (Medium.PRINT) and the pages they were given."""

    file: PdfFile
    texts: PageTexts
    documents: tuple[Document, ...]
    anchors: Mapping[AnchorId, NamedText]
    pagination: Pagination
    linked: LinkedBook

    def label(self, page: PageIndex | None) -> str:
        """Return the folio a viewer shows for a page; “–” for no page."""
        return "–" if page is None else self.texts.label(page)

    def piece_of(self, page: PageIndex) -> PieceId:
        """Return the piece that a page belongs to."""
        return self.pagination.pages[page].piece

    def page_of(self, anchor: str) -> PageIndex | None:
        """Return the page that the file gives as an anchor's; None where it gives none."""
        spot = self.file.destinations.get(anchor)
        return spot.page if spot else None

    def place_of(self, anchor: str) -> SourceLocation | None:
        """Return the line of the manuscript that an anchor comes from."""
        named = self.anchors.get(AnchorId(anchor))
        return named.location if named else None

    def shows(self, words: str, page: PageIndex) -> bool:
        """Tell whether a page shows the beginning of some words; the last of them may stand on the next page."""
        wanted = fold(words)[:BEGINNING]
        here = self.texts.folded(page)
        if not wanted or wanted in here or is_right_to_left(words):
            return True
        following = self.texts.folded(PageIndex(page + 1))
        return any(wanted[:cut] in here and wanted[cut:] in following for cut in range(2, len(wanted) - 1))


def is_right_to_left(words: str) -> bool:
    """Tell whether words hold letters that a PDF's text may give in the order of the eye."""
    return _RIGHT_TO_LEFT.search(words) is not None


def anchors_of(documents: Sequence[Document]) -> Mapping[AnchorId, NamedText]:
    """Return what every anchor of a book names."""
    return dict(_all_anchors(documents))


def _all_anchors(documents: Sequence[Document]) -> Iterator[tuple[AnchorId, NamedText]]:
    for document in documents:
        yield from document.anchors.items()
