"""Collation: the parts of a book in order, surveyed, each with the numbers that are its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pipeline.bind.bench import Bench
from pipeline.bind.chapters import open_chapter, read_chapter
from pipeline.bind.furniture import open_stamps
from pipeline.bind.objects import packs_of
from pipeline.bind.pages import pages_by_piece
from pipeline.bind.pieces import numbers_needed
from pipeline.bind.ranges import FIRST, FURNITURE_STEP, KEYS_STEP, PIECE_STEP, STAMPS_STEP, ranges, rounded_up
from pipeline.bind.sharing import stored_elsewhere
from pipeline.bind.survey import ChapterSurvey, StampsSurvey, survey_chapter, survey_stamps
from pipeline.book.furniture import Stamp, Stamps, sheets, stamps_of
from pipeline.book.layout import BookPage, ChapterLayout, Pagination
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

    def page_numbers(self) -> Sequence[int]:
        """Return the object numbers of the piece's pages, blanks not included."""
        return [self.base + number for number in self.survey.sheets.pages]


@dataclass(frozen=True, slots=True)
class Collation:
    """All parts; `end` and `end_key` are above all their numbers and keys."""

    furniture: tuple[CollatedStamps, ...]
    pieces: tuple[CollatedPiece, ...]
    end: int
    end_key: int

    def forms(self) -> Mapping[Stamp, tuple[int, str]]:
        """Return the object number of every head and folio that pages carry, and a digest of what it shows."""
        return {
            part.stamps.stamps[index]: (part.base + part.survey.sheets.pages[index], part.survey.shown[index])
            for part in self.furniture
            for index in part.wanted
        }


def collate(
    layouts: Sequence[ChapterLayout],
    pagination: Pagination,
    furniture: Sequence[Stamps],
    book_title: str,
    bench: Bench,
) -> Collation:
    """Survey all parts, unless `bench` knows them, and give them numbers.

    Heads and folios come first, so that a piece that grows moves none of them. Raises LayoutError where parts do not
    belong together: a chapter without its pages or tags, a page whose head or folio was not laid out.
    """
    wanted = _wanted(furniture, pagination, book_title)
    laid_out = [_survey_stamps(stamps, bench) for stamps in furniture]
    chapters = [_survey_chapter(layout, bench) for layout in layouts]
    places = pages_by_piece(layouts, pagination)
    bases, end = ranges(FIRST, (_stamps_needed(survey) for _, survey in laid_out), STAMPS_STEP)
    first = FIRST + rounded_up(end - FIRST, FURNITURE_STEP)
    needed = [
        numbers_needed(survey, places[layout.piece]) for layout, (_, survey) in zip(layouts, chapters, strict=True)
    ]
    piece_bases, end = ranges(first, needed, PIECE_STEP)
    keys, end_key = ranges(0, (survey.keys for _, survey in chapters), KEYS_STEP)
    shared = stored_elsewhere(
        [
            *((base, survey.sheets.resources) for base, (_, survey) in zip(bases, laid_out, strict=True)),
            *((base, survey.sheets.resources) for base, (_, survey) in zip(piece_bases, chapters, strict=True)),
        ]
    )
    return Collation(
        tuple(
            CollatedStamps(stamps, digest, survey, carried, base, elsewhere)
            for stamps, (digest, survey), carried, base, elsewhere in zip(
                furniture, laid_out, wanted, bases, shared[: len(bases)], strict=True
            )
        ),
        tuple(
            CollatedPiece(layout, digest, survey, places[layout.piece], base, key, elsewhere)
            for layout, (digest, survey), base, key, elsewhere in zip(
                layouts, chapters, piece_bases, keys, shared[len(bases) :], strict=True
            )
        ),
        end,
        end_key,
    )


def _wanted(furniture: Sequence[Stamps], pagination: Pagination, book_title: str) -> Sequence[tuple[int, ...]]:
    """Return which of each set of heads and folios the pages carry."""
    known = sheets(furniture)
    carried = dict.fromkeys(stamp for page in pagination.pages for stamp in stamps_of(page, book_title))
    wanted: list[list[int]] = [[] for _ in furniture]
    for stamp in carried:
        if stamp not in known:
            raise LayoutError(f"“{stamp.text}” is to be stamped on a page, but was not laid out")
        part, index = known[stamp]
        wanted[part].append(index)
    return [tuple(sorted(indices)) for indices in wanted]


def _survey_stamps(stamps: Stamps, bench: Bench) -> tuple[str, StampsSurvey]:
    def survey() -> StampsSurvey:
        with open_stamps(stamps) as pdf:
            return survey_stamps(pdf)

    digest = sha256(stamps.pdf).hexdigest()
    found = bench.stamps(digest, survey)
    if len(found.sheets.pages) != len(stamps.stamps):
        raise LayoutError(f"{len(stamps.stamps)} running heads and folios have {len(found.sheets.pages)} pages")
    return digest, found


def _survey_chapter(layout: ChapterLayout, bench: Bench) -> tuple[str, ChapterSurvey]:
    data = read_chapter(layout)

    def survey() -> ChapterSurvey:
        with open_chapter(layout, data) as pdf:
            return survey_chapter(pdf)

    digest = sha256(data).hexdigest()
    return digest, bench.chapter(digest, survey)


def _stamps_needed(survey: StampsSurvey) -> int:
    return survey.sheets.highest + 1 + packs_of(survey.sheets.highest)
