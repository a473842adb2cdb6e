"""Planning: what the book decides of every piece's pages, before any of them is written."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.bind.collation import Collation
from pipeline.bind.destinations import Destinations
from pipeline.bind.plan import PagePlan, PiecePlan, PlacedForm
from pipeline.bind.ranges import AFTER
from pipeline.book.furniture import Stamp, stamps_of
from pipeline.book.layout import BookPage, Pagination
from pipeline.book.manuscript import BookMetadata


def plan_pieces(
    collation: Collation,
    destinations: Destinations,
    pagination: Pagination,
    metadata: BookMetadata,
    names: Mapping[str, str],
) -> Iterator[PiecePlan]:
    """Yield a plan for each piece; `names` are those by which pages call their head and folio.

    Raises LayoutError where a link leads nowhere.
    """
    forms = collation.forms()
    titles = {piece.layout.piece: piece.layout.title for piece in collation.pieces}
    takes_intents = next((piece for piece in collation.pieces if piece.survey.intents), None)
    for piece in collation.pieces:
        asked_by = f"a link in “{piece.layout.piece}”"
        for anchor in piece.survey.links:
            destinations.demand(anchor, asked_by)
        language = piece.survey.language
        stamped = [tuple(stamps_of(place, metadata.title)) for place in piece.places]
        yield PiecePlan(
            base=piece.base,
            first_key=piece.first_key,
            elsewhere=tuple(sorted(piece.elsewhere.items())),
            pages=tuple(_pages(piece.places, stamped, forms, names)),
            folios=tuple(pagination.folio_of(slot.anchor) for slot in piece.layout.folio_slots),
            descriptions=tuple(
                (anchor, f"{titles[destinations.pieces[anchor]]}, {pagination.folio_of(anchor)}")
                for anchor in piece.survey.undescribed
            ),
            language="" if language == metadata.language else language,
            intents=piece is takes_intents,
            shown=tuple(forms[stamp][1] for stamps in stamped for stamp in stamps),
        )


def _pages(
    places: Sequence[BookPage],
    stamped: Sequence[Sequence[Stamp]],
    forms: Mapping[Stamp, tuple[int, str]],
    names: Mapping[str, str],
) -> Iterator[PagePlan]:
    """Yield the pages of a piece with what is stamped on them."""
    for place, stamps in zip(places, stamped, strict=True):
        placed = tuple(PlacedForm(names[stamp.name], forms[stamp][0]) for stamp in stamps)
        yield PagePlan(place.source, placed, AFTER[place.kind] if placed else 0)
