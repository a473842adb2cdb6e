"""Planning: what the book decides of a piece's pages, before they are written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.bind.collation import CollatedPiece
from pipeline.bind.destinations import Destinations
from pipeline.bind.furniture import furniture_names
from pipeline.bind.plan import PagePlan, PiecePlan, PlacedForm
from pipeline.book.furniture import Stamp, stamps_of
from pipeline.book.layout import BookPage, Pagination
from pipeline.book.manuscript import BookMetadata
from pipeline.book.names import PieceId


@dataclass(frozen=True, slots=True)
class Planner:
    """The book as its pieces must know it; `forms` are the number and digest of every head and folio."""

    destinations: Destinations
    pagination: Pagination
    metadata: BookMetadata
    titles: Mapping[PieceId, str]
    forms: Mapping[Stamp, tuple[int, str]]

    def plan(self, piece: CollatedPiece) -> PiecePlan:
        """Plan a piece; raises LayoutError where one of its links leads nowhere."""
        for anchor in piece.survey.links:
            self.destinations.demand(anchor, f"a link in “{piece.layout.piece}”")
        names = furniture_names(piece.survey.forms)
        stamped = [tuple(stamps_of(place, self.metadata.title)) for place in piece.places]
        language = piece.survey.language
        return PiecePlan(
            base=piece.base,
            first_key=piece.first_key,
            elsewhere=tuple(sorted(piece.elsewhere.items())),
            pages=tuple(self._pages(piece.places, stamped, names)),
            folios=tuple(self.pagination.folio_of(slot.anchor) for slot in piece.layout.folio_slots),
            descriptions=tuple(
                (anchor, f"{self.titles[self.destinations.pieces[anchor]]}, {self.pagination.folio_of(anchor)}")
                for anchor in piece.survey.undescribed
            ),
            language="" if language == self.metadata.language else language,
            intents=piece.is_first_with_intents,
            shown=tuple(self.forms[stamp][1] for stamps in stamped for stamp in stamps),
        )

    def _pages(
        self, places: Sequence[BookPage], stamped: Sequence[Sequence[Stamp]], names: Mapping[str, str]
    ) -> Iterator[PagePlan]:
        """Yield the pages of a piece with what is stamped on them."""
        for place, stamps in zip(places, stamped, strict=True):
            forms = tuple(PlacedForm(names[stamp.name], self.forms[stamp][0]) for stamp in stamps)
            yield PagePlan(place.source, place.kind, forms)
