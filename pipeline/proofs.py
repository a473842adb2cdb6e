"""A piece's markup as it is set again and again with other page numbers: where they stand is looked for once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Self
from weakref import ReferenceType, ref

from pipeline.book.folios import FolioPlace, folio_places, shape
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import MadeFrom
from pipeline.book.names import AnchorId, Folio
from pipeline.estimates import Estimate, estimate


@dataclass(slots=True)
class Draft:
    """Markup with the places of its folios and an estimate of its length; what was last asked of it is kept."""

    markup: ChapterMarkup
    places: tuple[FolioPlace, ...]
    estimate: Estimate
    _shapes: tuple[str, ...] | None = None
    _digest: bytes = b""
    _blank: ReferenceType[ChapterMarkup] | None = None

    @classmethod
    def of(cls, markup: ChapterMarkup) -> Self:
        """Look for the folios in a piece, and estimate it."""
        return cls(markup, tuple(folio_places(markup)), estimate(markup))

    def folios(self, known: Mapping[AnchorId, Folio]) -> list[tuple[AnchorId, Folio]]:
        """Return what the piece prints: known folios, else those that stand there; each with its anchor, in order."""
        return [(anchor, known.get(anchor, folio)) for anchor, folio, _, _ in self.places]

    def blank(self, known: Mapping[AnchorId, Folio]) -> ChapterMarkup:
        """Return the piece with the shapes of its folios: the very same as before while somebody has it."""
        shapes = self._shapes_of(known)
        blank = self._blank() if self._blank and shapes == self._shapes else None
        return blank or self._blanked(shapes)

    def blank_digest(self, known: Mapping[AnchorId, Folio]) -> bytes:
        """Return the digest of the piece's text with the shapes of its folios."""
        shapes = self._shapes_of(known)
        if shapes != self._shapes:
            self._blanked(shapes)
        return self._digest

    def written(self, known: Mapping[AnchorId, Folio]) -> ChapterMarkup:
        """Return the piece with its folios."""
        return self._with([folio for _, folio in self.folios(known)])

    def _shapes_of(self, known: Mapping[AnchorId, Folio]) -> tuple[str, ...]:
        return tuple([shape(known.get(anchor, folio)) for anchor, folio, _, _ in self.places])

    def _blanked(self, shapes: tuple[str, ...]) -> ChapterMarkup:
        blank = self._with(shapes)
        self._blank = ref(blank)
        if shapes != self._shapes:
            self._shapes, self._digest = shapes, sha256(blank.xhtml.encode()).digest()
        return blank

    def _with(self, texts: Sequence[str]) -> ChapterMarkup:
        if all(text == place.folio for text, place in zip(texts, self.places, strict=True)):
            return self.markup
        xhtml, done, parts = self.markup.xhtml, 0, list[str]()
        for text, place in zip(texts, self.places, strict=True):
            parts += xhtml[done : place.start], text
            done = place.end
        return replace(self.markup, xhtml="".join((*parts, xhtml[done:])))


class StandingDrafts(MadeFrom[ChapterMarkup, Draft]):
    """The drafts of a process's last build, by their markup."""
