"""The bound PDF, and which stretch of it holds what is one piece's alone."""

from dataclasses import dataclass, field

from pipeline.book.names import PageIndex, PieceId


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A stretch of a bound PDF, from byte `begin` up to `end`: the objects of one piece's pages, links and tags.

    What it draws with that is not its own (pictures that an earlier piece shows too, running heads) stands elsewhere in
    the file; `digest` names the stretch and all that, so that two parts of one digest read alike in whatever book they
    are. It does not name what leads to the part: named destinations, bookmarks, page labels.
    `first` is the piece's first page in the book, `pages` how many it has, blanks before and after it included.
    """

    piece: PieceId
    begin: int
    end: int
    digest: str
    first: PageIndex
    pages: int


@dataclass(frozen=True, slots=True)
class BoundBook:
    """A PDF and its parts, in the order of their pages."""

    pdf: bytes = field(repr=False)
    parts: tuple[BoundPart, ...]
