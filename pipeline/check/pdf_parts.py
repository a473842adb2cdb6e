"""A finished PDF, piece by piece: which of its pages are whose, and by what name a piece's part is known again."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from pipeline.book.bound import BoundBook
from pipeline.book.layout import Pagination
from pipeline.book.names import PageIndex, PieceId


@dataclass(frozen=True, slots=True)
class PdfPart:
    """The pages of one piece, from `first` on. Two parts of one `name` read alike; None where nothing tells."""

    piece: PieceId
    first: PageIndex
    pages: int
    name: str | None

    def __contains__(self, page: PageIndex) -> bool:
        return self.first <= page < self.first + self.pages


def parts_of(bound: BoundBook, pagination: Pagination) -> tuple[PdfPart, ...]:
    """Return the parts of a file by the pages that its pieces have; what the binder says of other pages is no help."""
    names = {
        (part.piece, part.first, part.pages): _name(bound, part.begin, part.end, part.digest) for part in bound.parts
    }
    return tuple(PdfPart(*place, names.get(place)) for place in _places(pagination))


def _places(pagination: Pagination) -> Iterator[tuple[PieceId, PageIndex, int]]:
    first = 0
    for piece, pages in groupby(pagination.pages, key=lambda page: page.piece):
        count = sum(1 for _ in pages)
        yield piece, PageIndex(first), count
        first += count


def _name(bound: BoundBook, begin: int, end: int, digest: str) -> str:
    """Name a part by what the binder says it is made of and by the bytes that are there now."""
    return f"{digest} {sha256(memoryview(bound.pdf)[begin:end]).hexdigest()}"
