"""What a piece takes from the rest of the book while it is written: each thing by a question of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.assemble import contents
from pipeline.assemble.production import Production
from pipeline.book.inlines import Inlines
from pipeline.book.linked import BibliographyEntry, IndexEntry, IndexGroup, LinkedBook, Named, Target
from pipeline.book.manuscript import Resource
from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, CitationId, Folio, PieceId, ResourcePath

SOURCE_PREFIX = "ref-"
"""What the anchors of sources begin with."""

_ENTRY_PREFIX = "entry-"

UNKNOWN_FOLIO = Folio("000")
"""Stands for a folio that no layout has given yet; as wide as most."""


@dataclass(frozen=True, slots=True)
class WholeBook:
    """Answers what a piece asks of the rest of the book, and of the page numbers known so far."""

    linked: LinkedBook
    folios: Mapping[AnchorId, Folio] = field(default_factory=dict)
    production: Production = field(default_factory=Production)

    def piece_of(self, anchor: AnchorId) -> PieceId:
        """Return the piece that carries an anchor: what can be referred to, a mark, a source or an index entry."""
        linked = self.linked
        if anchor in linked.targets:
            return linked.targets[anchor].piece
        if anchor in linked.mark_pieces:
            return linked.mark_pieces[anchor]
        homes = {SOURCE_PREFIX: linked.bibliography_piece, _ENTRY_PREFIX: linked.index_piece}
        home = next((piece for prefix, piece in homes.items() if anchor.startswith(prefix)), None)
        if home is None:
            raise LookupError(f"no piece carries “{anchor}”")
        return home

    def piece_of_file(self, file: PurePosixPath) -> PieceId:
        """Return the piece that a file gives."""
        return next(chapter.piece for chapter in self.linked.book.chapters if chapter.file == file)

    def folio(self, anchor: AnchorId) -> Folio:
        """Return the folio of the page that carries an anchor."""
        return self.folios.get(anchor, UNKNOWN_FOLIO)

    def target(self, anchor: AnchorId) -> Named:
        """Return what an anchor names."""
        return _named(self.linked.targets[anchor])

    def note_number(self, piece: PieceId, label: str) -> int:
        """Return the number of a note."""
        return self.linked.note_numbers[piece, label]

    def citation(self, name: CitationId) -> Inlines:
        """Return what stands in the text for a citation."""
        return self.linked.citations[name]

    def bibliography(self) -> tuple[BibliographyEntry, ...]:
        """Return the sources in the style's order."""
        return self.linked.bibliography

    def index(self) -> tuple[IndexGroup, ...]:
        """Return the index."""
        return self.linked.index

    def person_entry(self, person: AnchorId) -> IndexEntry | None:
        """Return the index entry of a person."""
        return self.linked.person_entries.get(person)

    def resource(self, path: ResourcePath) -> Resource:
        """Return an image."""
        return self.linked.book.resources[path]

    def images(self, named: tuple[str, ...]) -> tuple[ResourcePath, ...]:
        """Return those of the book's images that are named, in the book's order."""
        return tuple(ResourcePath(path) for path in self.linked.book.resources if str(path) in named)

    def manuscript_digest(self) -> str:
        """Return the digest of all that was read."""
        return self.linked.book.digest

    def listed_after(self, piece: PieceId) -> tuple[OutlineItem, ...]:
        """Return the outline from behind a piece on."""
        return contents.listed_after(piece, self.linked)

    def kind_of(self, item: OutlineItem) -> str:
        """Return what an item of the outline is: front, chapter, back, part or section."""
        return contents.kind_of(item, self.linked)

    def captioned(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """Return numbered figures and tables in order, each under its word, as far as the book has any."""
        return tuple((word, tuple(map(_named, targets))) for word, targets in contents.captioned(self.linked))


def _named(target: Target) -> Named:
    return Named(target.anchor, target.kind, target.title, target.number)
