"""A chapter as pages, and the book's pages in order with their folios."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.names import (
    AnchorId,
    Folio,
    Matter,
    PageIndex,
    PageKind,
    PieceId,
    ResourcePath,
    Side,
    TextPosition,
)


@dataclass(frozen=True, slots=True)
class AnchorPosition:
    """Where an anchor fell: page within the chapter, and the point in pt from the page's top left corner."""

    page: PageIndex
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class TextStart:
    """Where a page begins in the reading text of its piece; `signs` are the next ones from there on."""

    position: TextPosition
    signs: str


@dataclass(frozen=True, slots=True)
class LaidOutPage:
    """One page of a chapter; `first_words` are the words it begins with (empty on a page without text).

    `first_anchor` is the last anchor at or before the page's first word. `start` is None on a page that shows nothing
    of the reading text.
    """

    kind: PageKind
    first_words: str
    first_anchor: AnchorId | None
    start: TextStart | None = None


@dataclass(frozen=True, slots=True)
class BadBreak:
    """Something a reader would see wrong on a page of a chapter; what is said of it waits for the page's folio.

    `rule` is the rule's code, `words` are filled into its wording. Among bad breaks of one rule, those of greater
    `badness` are worse.
    """

    rule: str
    page: PageIndex
    location: SourceLocation | None
    words: Mapping[str, str]
    badness: float = 0


@dataclass(frozen=True, slots=True)
class FolioSlot:
    """A place on a page where the folio of `anchor` is printed; its digits are written in when the book is bound.

    In the content of page `page` the comment `%folio N` stands before the text that fills it, N being the slot's place
    among those of the chapter. That text is `digits` times the first of `glyphs`, which are the glyphs of the digits
    from 0 to 9, all of one width and all in the page's font, as they are written in the content (four hex digits).
    """

    anchor: AnchorId
    page: PageIndex
    digits: int
    glyphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image file as it stands on a page of a chapter: `width` and `height` are its printed size in pt."""

    path: ResourcePath
    page: PageIndex
    width: float
    height: float
    location: SourceLocation | None


@dataclass(frozen=True, slots=True)
class ChapterLayout:
    """A chapter typeset as a tagged PDF of its own, without running heads and folios (they are stamped at binding).

    Links to other pieces are URI actions `book:anchor`; links within the chapter are ordinary destinations. The PDF is
    in `pdf`, or else, so that a long book need not be held in memory, in `file`.
    """

    piece: PieceId
    matter: Matter
    opens: Side
    title: str
    running_head: str
    pdf: bytes = field(repr=False)
    pages: tuple[LaidOutPage, ...]
    anchors: Mapping[AnchorId, AnchorPosition]
    diagnostics: tuple[Diagnostic, ...] = ()
    bad_breaks: tuple[BadBreak, ...] = ()
    folio_slots: tuple[FolioSlot, ...] = ()
    images: tuple[PlacedImage, ...] = ()
    file: Path | None = None

    def pdf_bytes(self) -> bytes:
        """Return the PDF, wherever it is; raises OSError where its file is gone."""
        return self.file.read_bytes() if self.file else self.pdf


@dataclass(frozen=True, slots=True)
class BookPage:
    """One page of the bound book. `source` is the page within the piece's layout; None for an inserted blank."""

    piece: PieceId
    source: PageIndex | None
    side: Side
    kind: PageKind
    folio: Folio
    head: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page of the printed book begins in a piece's text: what screens mark, and page lists lead to.

    `start` is None for a page after the end of the text: a blank one that closes the piece. A blank page within it
    begins where the next one does.
    """

    anchor: AnchorId
    folio: Folio
    start: TextStart | None


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of the whole book in order, and the page on which every anchor falls."""

    pages: tuple[BookPage, ...]
    anchor_pages: Mapping[AnchorId, PageIndex]

    def folio_of(self, anchor: AnchorId) -> Folio:
        """Return the folio of the page that carries `anchor`; KeyError where no page does."""
        return self.pages[self.anchor_pages[anchor]].folio
