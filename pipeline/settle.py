"""Page numbers settle: lay out, see where anchors fell, put the numbers into the text, until nothing moves."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pipeline.book.layout import ChapterLayout, Pagination
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, PieceId
from pipeline.book.pagination import folio_table, paginate
from pipeline.errors import UnsettledFoliosError

MOST_PASSES: Final = 8
"""Text that still moves after as many layouts goes round in a circle."""

Assemble = Callable[[Mapping[AnchorId, Folio]], Sequence[ChapterMarkup]]
LayOut = Callable[[Sequence[ChapterMarkup]], Sequence[ChapterLayout]]


def settle_folios(
    assemble: Assemble,
    lay_out: LayOut,
    first_guess: Mapping[AnchorId, Folio],
    cover: str,
) -> tuple[tuple[ChapterLayout, ...], Pagination]:
    """Return layouts whose printed page numbers are those of their pagination.

    `assemble` writes the book's markup with the folios it is given; `lay_out` is asked only for the pieces whose
    markup changed since they were last laid out. Raises UnsettledFoliosError, naming the references, when the
    numbers do not come to rest.
    """
    folios = first_guess
    known: dict[PieceId, tuple[str, ChapterLayout]] = {}
    moved: list[AnchorId] = []
    for _ in range(MOST_PASSES):
        markups = assemble(folios)
        stale = [markup for markup in markups if known.get(markup.piece, ("",))[0] != markup.xhtml]
        for markup, layout in zip(stale, lay_out(stale), strict=True):
            known[markup.piece] = (markup.xhtml, layout)
        layouts = tuple(known[markup.piece][1] for markup in markups)
        pagination = paginate(layouts, cover)
        found = folio_table(pagination)
        references = [anchor for markup in markups for anchor in markup.folio_references]
        moved = [anchor for anchor in references if folios.get(anchor) != found[anchor]]
        if not moved:
            return layouts, pagination
        folios = found
    names = ", ".join(dict.fromkeys(moved))
    raise UnsettledFoliosError(f"page references keep moving the pages they name: {names}")
