"""Collation: the parts of a book in order, each with the numbers that are its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.bind.bench import Bench
from pipeline.bind.chapters import ChapterFile
from pipeline.bind.furniture import open_stamps
from pipeline.bind.objects import packs_of
from pipeline.bind.pieces import numbers_needed
from pipeline.bind.ranges import FIRST, FURNITURE_STEP, KEYS_STEP, PIECE_STEP, STAMPS_STEP, Ranges, rounded_up
from pipeline.bind.sharing import Stored
from pipeline.bind.survey import ChapterSurvey, StampsSurvey, survey_chapter, survey_stamps
from pipeline.book.furniture import Stamp, Stamps, sheets, stamps_of
from pipeline.book.layout import BookPage, ChapterLayout
from pipeline.errors import LayoutError


@dataclass(frozen=True, slots=True)
class CollatedStamps:
    """Running heads or folios that were laid out together, and which of them the book's pages carry."""

    stamps: Stamps
    digest: str
    survey: StampsSurvey
    wanted: tuple[int, ...]
    base: int
    elsewhere: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class CollatedPiece:
    """A piece: its layout, the digest of its PDF, its pages in the book, where its numbers and its keys begin."""

    layout: ChapterLayout
    digest: str
    survey: ChapterSurvey
    places: Sequence[BookPage]
    base: int
    first_key: int
    elsewhere: Mapping[int, int]
    is_first_with_intents: bool

    def page_numbers(self) -> Sequence[int]:
        """Return the object numbers of the piece's pages, blanks not included."""
        return [self.base + number for number in self.survey.sheets.pages]


class Collation:
    """Takes parts in their order; heads and folios come first, so that a piece that grows moves none of them.

    Where a part's numbers begin depends on the parts before it, and on nothing else.
    """

    def __init__(self, furniture: Sequence[Stamps], pages: Sequence[BookPage], book_title: str, bench: Bench) -> None:
        """Collate the furniture of all pages; raises LayoutError for a head or folio that was not laid out."""
        self._bench = bench
        self._stored = Stored()
        ranges = Ranges(FIRST, STAMPS_STEP)
        wanted = _wanted(furniture, pages, book_title)
        self.furniture = tuple(
            self._collate_stamps(stamps, carried, ranges) for stamps, carried in zip(furniture, wanted, strict=True)
        )
        self._numbers = Ranges(FIRST + rounded_up(ranges.next - FIRST, FURNITURE_STEP), PIECE_STEP)
        self._keys = Ranges(0, KEYS_STEP)
        self.pieces: list[CollatedPiece] = []

    @property
    def end(self) -> int:
        """A number above those of all parts."""
        return self._numbers.next

    @property
    def end_key(self) -> int:
        """A key above those of all pieces."""
        return self._keys.next

    def add(self, chapter: ChapterFile, places: Sequence[BookPage]) -> CollatedPiece:
        """Collate the next piece, which is opened unless the bench knows it; `places` are its pages in the book."""
        survey = self._bench.chapter(chapter.digest, lambda: survey_chapter(chapter))
        chapter.put_aside()
        base = self._numbers.take(numbers_needed(survey, places))
        piece = CollatedPiece(
            chapter.layout,
            chapter.digest,
            survey,
            places,
            base,
            self._keys.take(survey.keys),
            self._stored.elsewhere(base, survey.sheets.resources),
            bool(survey.intents) and not any(before.survey.intents for before in self.pieces),
        )
        self.pieces.append(piece)
        return piece

    def forms(self) -> Mapping[Stamp, tuple[int, str]]:
        """Return the object number of every head and folio that pages carry, and a digest of what it shows."""
        return {
            part.stamps.stamps[index]: (part.base + part.survey.sheets.pages[index], part.survey.shown[index])
            for part in self.furniture
            for index in part.wanted
        }

    def _collate_stamps(self, stamps: Stamps, wanted: tuple[int, ...], ranges: Ranges) -> CollatedStamps:
        def survey() -> StampsSurvey:
            with open_stamps(stamps) as pdf:
                return survey_stamps(pdf)

        digest = sha256(stamps.pdf).hexdigest()
        found = self._bench.stamps(digest, survey)
        if len(found.shown) != len(stamps.stamps):
            raise LayoutError(f"{len(stamps.stamps)} running heads and folios have {len(found.shown)} pages")
        highest = found.sheets.highest
        base = ranges.take(highest + 1 + packs_of(highest))
        return CollatedStamps(stamps, digest, found, wanted, base, self._stored.elsewhere(base, found.sheets.resources))


def _wanted(furniture: Sequence[Stamps], pages: Sequence[BookPage], book_title: str) -> Sequence[tuple[int, ...]]:
    """Return which of each set of heads and folios the pages carry."""
    known = sheets(furniture)
    wanted: list[set[int]] = [set() for _ in furniture]
    for stamp in dict.fromkeys(stamp for page in pages for stamp in stamps_of(page, book_title)):
        if stamp not in known:
            raise LayoutError(f"“{stamp.text}” is to be stamped on a page, but was not laid out")
        part, index = known[stamp]
        wanted[part].add(index)
    return [tuple(sorted(indices)) for indices in wanted]
