"""The anchors that the pipeline gives to what no reference names: notes, sources, index entries, fields, titles."""

from collections.abc import Iterator, Sequence

from pipeline.book.linked import BibliographyEntry, IndexGroup
from pipeline.book.manuscript import Book
from pipeline.book.names import AnchorId
from pipeline.link.survey import MadeAnchor, Survey


def made_anchors(
    book: Book, surveys: Sequence[Survey], bibliography: Sequence[BibliographyEntry], index: Sequence[IndexGroup]
) -> Iterator[MadeAnchor]:
    """Yield every anchor of the finished documents that is no target of the book.

    The stage after this one writes them: a name that is given there and not here may collide unsaid.
    """
    for item in book.spine:
        yield MadeAnchor(AnchorId(f"{item.piece}-title"), "a title", item.location, item.piece)
    for survey in surveys:
        yield from survey.made
    places = {source.key: source.location for source in reversed(book.sources)}
    for source in bibliography:
        yield MadeAnchor(source.anchor, "a source", places.get(source.key))
    for group in index:
        for entry in group.entries:
            for one in (entry, *entry.subentries):
                yield MadeAnchor(one.anchor, "an entry of the index", None)
