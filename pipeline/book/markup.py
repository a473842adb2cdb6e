"""A chapter as XHTML for one medium: what the assemble stage gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId, LanguageTag, Matter, Medium, PieceId, ResourcePath, Side
from pipeline.book.texts import HeldText


@dataclass(frozen=True, kw_only=True)
class ChapterMarkup:
    """One piece of the spine as a whole XHTML document.

    `title` and `running_head` are plain text. `anchors` are all ids a link or a folio can ask for; each must be found
    by the layout. `display` pieces (cover, title page …) carry no folio. `resources` are the images the document uses.
    Where the text prints folios is said in `pipeline.book.folios`. `source_lines` leads from a line of `xhtml`
    to the manuscript; in print, whose elements carry their lines themselves, it gives the piece's own place only.
    A piece is `compiled` when its text is made from where the others' pages fall: contents, lists, registers.
    In print, links within the document are `#anchor`, links to other pieces `book:anchor`.
    """

    piece: PieceId
    medium: Medium
    matter: Matter
    opens: Side
    display: bool
    title: str
    running_head: str
    language: LanguageTag
    xhtml: HeldText = HeldText()  # noqa: RUF009 - a descriptor is one for all
    anchors: tuple[AnchorId, ...]
    resources: tuple[ResourcePath, ...]
    source_lines: Mapping[int, SourceLocation]
    compiled: bool = False

    @property
    def file_name(self) -> str:
        """The document's name in an EPUB or a folder of HTML."""
        return f"{self.piece}.xhtml"


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A bookmark of the PDF, an entry of the EPUB's navigation, a line of the contents."""

    title: str
    number: str | None
    piece: PieceId
    anchor: AnchorId
    children: tuple["OutlineItem", ...] = ()
