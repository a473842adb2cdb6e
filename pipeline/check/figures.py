"""Pictures: each has words for those who see it and for those who do not."""

from collections.abc import Iterator

from pipeline.book.blocks import Figure
from pipeline.book.data import DrawnFigure, InfoboxImage
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import Text, is_blank
from pipeline.book.manuscript import Chapter
from pipeline.book.walk import walk_blocks
from pipeline.check.wording import text_of
from pipeline.rules import ALT_MISSING, CAPTION_MISSING


def check_figures(chapter: Chapter) -> Iterator[Diagnostic]:
    """Yield each figure, chart and infobox image of a chapter that lacks its caption or its text alternative."""
    for node in walk_blocks((chapter.blocks, tuple(note.blocks for note in chapter.notes))):
        if isinstance(node, Figure | DrawnFigure | InfoboxImage):
            if is_blank((Text(node.alt),)):
                yield ALT_MISSING.at(node.location)
            if is_blank((Text(text_of(node.caption)),)):
                yield CAPTION_MISSING.at(node.location)
