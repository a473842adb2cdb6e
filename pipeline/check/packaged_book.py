"""A finished EPUB beside what it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import GeneratedPiece
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, GeneratedKind, PieceId
from pipeline.check.documents import Document, NamedText, located
from pipeline.check.epub_file import EpubDocument, EpubFile


@dataclass(frozen=True, slots=True)
class PackagedBook:
    """The file, the documents it was made from (Medium.EPUB), and the book."""

    file: EpubFile
    markups: Mapping[str, ChapterMarkup]
    documents: tuple[Document, ...]
    anchors: Mapping[AnchorId, NamedText]
    linked: LinkedBook

    def document_of(self, piece: PieceId) -> EpubDocument | None:
        """Return the document that holds a piece; the contents are the navigation document."""
        for item in self.linked.book.spine:
            if item.piece == piece and isinstance(item, GeneratedPiece) and item.kind is GeneratedKind.CONTENTS:
                return self.file.navigation
        return self.file.documents.get(self.file.path_of(f"{piece}.xhtml"))

    def place_of(self, anchor: str) -> SourceLocation | None:
        """Return the line of the manuscript that an anchor comes from."""
        named = self.anchors.get(AnchorId(anchor))
        return named.location if named else None

    def place_in(self, path: str, line: int) -> SourceLocation | None:
        """Return the line of the manuscript that a line of a document comes from; the piece's where none is known."""
        markup = self.markups.get(path)
        if markup is None:
            return None
        lines = markup.source_lines
        whole = next((item.location for item in self.linked.book.spine if item.piece == markup.piece), None)
        return located(lines, sorted(lines), line) or whole

    def name(self, path: str) -> str:
        """Return a file's name as messages give it."""
        return PurePosixPath(path).name
