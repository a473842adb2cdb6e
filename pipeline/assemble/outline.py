"""The book's outline: what contents, bookmarks and navigation list."""

from collections.abc import Iterator

from pipeline.book.blocks import Blocks, Section
from pipeline.book.inlines import plain_text
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, GeneratedPiece
from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, GeneratedKind, PieceId
from pipeline.book.vocabulary import Vocabulary

_UNLISTED = (GeneratedKind.HALF_TITLE,)


def outline(linked: LinkedBook) -> tuple[OutlineItem, ...]:
    """Return pieces and their sections in reading order; the chapters of a part stand under it."""
    items: list[OutlineItem] = []
    part: OutlineItem | None = None
    for piece in linked.book.spine:
        if isinstance(piece, GeneratedPiece) and piece.kind in _UNLISTED:
            continue
        item = _chapter(linked, piece) if isinstance(piece, Chapter) else _generated(linked, piece)
        if isinstance(piece, GeneratedPiece) and piece.kind is GeneratedKind.PART:
            part = item
            items.append(part)
        elif part is not None and isinstance(piece, Chapter) and piece.part == part.piece:
            part = OutlineItem(part.title, part.number, part.piece, part.anchor, (*part.children, item))
            items[-1] = part
        else:
            items.append(item)
    return tuple(items)


def generated_title(words: Vocabulary, piece: GeneratedPiece) -> str:
    """Return the title of a piece that no file gives, in the book's words."""
    titles = {
        GeneratedKind.COVER: words.cover,
        GeneratedKind.HALF_TITLE: words.half_title,
        GeneratedKind.TITLE_PAGE: words.title_page,
        GeneratedKind.COPYRIGHT_PAGE: words.copyright_page,
        GeneratedKind.CONTENTS: words.contents,
        GeneratedKind.FIGURES_AND_TABLES: words.figures_and_tables,
        GeneratedKind.PART: plain_text(piece.title),
    }
    return titles[piece.kind]


def _generated(linked: LinkedBook, piece: GeneratedPiece) -> OutlineItem:
    anchor = AnchorId(piece.piece)
    return OutlineItem(
        generated_title(linked.book.vocabulary, piece), linked.targets[anchor].number, piece.piece, anchor
    )


def _chapter(linked: LinkedBook, chapter: Chapter) -> OutlineItem:
    anchor = AnchorId(chapter.piece)
    sections = tuple(_sections(chapter.blocks, chapter.piece))
    return OutlineItem(plain_text(chapter.title), linked.targets[anchor].number, chapter.piece, anchor, sections)


def _sections(blocks: Blocks, piece: PieceId) -> Iterator[OutlineItem]:
    for block in blocks:
        if isinstance(block, Section):
            children = tuple(_sections(block.blocks, piece))
            yield OutlineItem(plain_text(block.title), None, piece, block.anchor, children)
