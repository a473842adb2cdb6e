"""The anchors that the pipeline gives to what no reference names: notes, sources, index entries, fields, titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.book.data import Infobox
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.linked import BibliographyEntry, IndexGroup
from pipeline.book.manuscript import Book
from pipeline.book.names import AnchorId, PieceId
from pipeline.book.walk import walk_blocks
from pipeline.link.survey import Survey


@dataclass(frozen=True, slots=True)
class MadeAnchor:
    """An anchor, in words what carries it, and where in the manuscript that stands.

    `piece` is set where the anchor is made of the name of its piece.
    """

    anchor: AnchorId
    what: str
    location: SourceLocation | None
    piece: PieceId | None = None


def made_anchors(
    book: Book, surveys: Sequence[Survey], bibliography: Sequence[BibliographyEntry], index: Sequence[IndexGroup]
) -> Iterator[MadeAnchor]:
    """Yield every anchor of the finished documents that is no target of the book.

    The stage after this one writes them: a name that is given there and not here may collide unsaid.
    """
    for item in book.spine:
        yield MadeAnchor(AnchorId(f"{item.piece}-title"), "a title", item.location, item.piece)
    for survey in surveys:
        yield from _of_chapter(survey)
    places = {source.key: source.location for source in reversed(book.sources)}
    for source in bibliography:
        yield MadeAnchor(source.anchor, "a source", places.get(source.key))
    for group in index:
        for entry in group.entries:
            for one in (entry, *entry.subentries):
                yield MadeAnchor(one.anchor, "an entry of the index", None)


def _of_chapter(survey: Survey) -> Iterator[MadeAnchor]:
    chapter = survey.chapter
    yield MadeAnchor(AnchorId(f"notes-{chapter.piece}"), "the notes of a chapter", chapter.location, chapter.piece)
    labels = dict.fromkeys(call.label for call in survey.calls)
    for number, _ in enumerate(labels, 1):
        yield MadeAnchor(AnchorId(f"note-{chapter.piece}-{number}"), "a note", chapter.location, chapter.piece)
        yield MadeAnchor(
            AnchorId(f"call-{chapter.piece}-{number}"), "the call of a note", chapter.location, chapter.piece
        )
    for mark in survey.marks:
        yield MadeAnchor(mark.anchor, "an index mark", mark.location, chapter.piece)
    for node in walk_blocks(chapter.blocks):
        if isinstance(node, Infobox):
            yield MadeAnchor(AnchorId(f"{node.anchor}-title"), "the title of an infobox", node.location, chapter.piece)
            for field in node.fields:
                yield MadeAnchor(AnchorId(f"infobox-{field.id}"), "a field of an infobox", field.location)
