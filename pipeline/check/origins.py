"""The place of the text that a link comes from, as exactly as the manuscript's nodes tell it."""

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import CitationItem, CrossReference, Link, NoteCall
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter
from pipeline.book.walk import walk
from pipeline.check.documents import DocumentLink


def origin_of(link: DocumentLink, linked: LinkedBook) -> SourceLocation | None:
    """Return where the author wrote what became a link: line and column, or the line of the block it stands in.

    Of several references to the same thing it is the first in or after that block. Slow: meant for findings only.
    """
    block = link.location
    chapters = [chapter for chapter in linked.book.chapters if chapter.piece == link.piece]
    for chapter in chapters:
        for node in walk((chapter.title, chapter.blocks, tuple(note.blocks for note in chapter.notes))):
            if isinstance(node, CitationItem | CrossReference | Link | NoteCall):
                place = node.location
                follows = block is None or (place.path == block.path and (place.line or 0) >= (block.line or 0))
                if follows and link.target == _target(node, chapter, linked):
                    return place
    return block


def _target(node: CitationItem | CrossReference | Link | NoteCall, chapter: Chapter, linked: LinkedBook) -> str | None:
    match node:
        case CitationItem(key):
            return f"ref-{key}"
        case Link(url):
            return url
        case NoteCall(label):
            return f"note-{chapter.piece}-{linked.note_numbers.get((chapter.piece, label))}"
        case CrossReference(file, anchor):
            pieces = (other.piece for other in linked.book.chapters if other.file == file)
            return anchor or next(pieces, None)
