"""Long books, composed by a seed: the same seed and size give the same book, on any day and machine."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from random import Random
from typing import Final, TypeVar

from tests.benchmarks.source_text import Run, SourceText, count_words

Item = TypeVar("Item")

SECTION_WORDS: Final = 700

_HEADING: Final = re.compile(r"\b[a-z]{6,}\b")
"""What an index heading is made of: a word of the text as it stands there."""

MARKER: Final = "revision 1000"
"""Words in the middle of every chapter; an edit of one paragraph changes the number."""


@dataclass(frozen=True, slots=True)
class BookSize:
    """How long a book is; `marks` are places in the text that the index names."""

    chapters: int
    words: int
    notes: int
    references: int
    entries: int
    marks: int


LONG: Final = BookSize(chapters=30, words=170_000, notes=250, references=300, entries=500, marks=1500)
FOURFOLD: Final = BookSize(chapters=120, words=680_000, notes=1000, references=1200, entries=500, marks=6000)
SHELVED: Final = BookSize(chapters=6, words=12_600, notes=70, references=80, entries=270, marks=540)
QUICK: Final = BookSize(chapters=4, words=7_000, notes=10, references=12, entries=40, marks=80)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words, and what hangs on them.

    `marked` are words of the text that the index lists; `reference` is the anchor of a section that a last sentence
    sends the reader to; `note` is called at the very end.
    """

    runs: tuple[Run, ...]
    marked: tuple[str, ...] = ()
    reference: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it."""

    anchor: str
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class LongChapter:
    """A chapter; `name` is its file's name without ending."""

    name: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class LongBook:
    """A book as every writer here writes it, for the pipeline or for a peer."""

    title: str
    slug: str
    chapters: tuple[LongChapter, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in reading order."""
        return tuple(section for chapter in self.chapters for section in chapter.sections)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in reading order."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    @property
    def entries(self) -> tuple[str, ...]:
        """The headings of the index, in order."""
        return tuple(sorted({word for paragraph in self.paragraphs for word in paragraph.marked}))


def compose(size: BookSize, text: SourceText, seed: int = 1) -> LongBook:
    """Compose a book of a size from a text."""
    random = Random(seed)
    paragraphs = _draw(text.paragraphs, random)
    titles = _draw(text.titles, random)
    chapters = tuple(
        _chapter(number, size.words // size.chapters, paragraphs, titles) for number in range(1, size.chapters + 1)
    )
    return _furnish(LongBook("A Long Book", f"long-book-{seed}", chapters), size, text, random)


def _draw(items: Sequence[Item], random: Random) -> Iterator[Item]:
    """Yield the items in a new order each time they have all been used."""
    while True:
        yield from random.sample(items, len(items))


def _chapter(number: int, words: int, texts: Iterator[tuple[Run, ...]], titles: Iterator[str]) -> LongChapter:
    sections: list[Section] = []
    count = max(1, round(words / SECTION_WORDS))
    for place in range(1, count + 1):
        paragraphs: list[Paragraph] = []
        length = 0
        while length < words / count:
            runs = next(texts)
            length += sum(map(count_words, runs))
            paragraphs.append(Paragraph(runs))
        if place == (count + 1) // 2:
            first = paragraphs[0]
            paragraphs[0] = replace(first, runs=(*first.runs, Run(f" This is {MARKER}.")))
        sections.append(Section(f"s-{number}-{place}", next(titles), tuple(paragraphs)))
    return LongChapter(f"chapter-{number:03}", f"{next(titles)} {number}", tuple(sections))


def _furnish(book: LongBook, size: BookSize, text: SourceText, random: Random) -> LongBook:
    """Hang notes, references and index marks on the paragraphs."""
    paragraphs = list(book.paragraphs)
    notes = _draw(text.notes, random)
    for place in _spread(size.notes, len(paragraphs), random):
        paragraphs[place] = replace(paragraphs[place], note=next(notes))
    anchors = _draw([section.anchor for section in book.sections], random)
    for place in _spread(size.references, len(paragraphs), random):
        paragraphs[place] = replace(paragraphs[place], reference=next(anchors))
    for word, place in _marks(paragraphs, size, random):
        paragraphs[place] = replace(paragraphs[place], marked=(*paragraphs[place].marked, word))
    furnished = iter(paragraphs)
    return replace(
        book,
        chapters=tuple(
            replace(
                chapter,
                sections=tuple(
                    replace(section, paragraphs=tuple(next(furnished) for _ in section.paragraphs))
                    for section in chapter.sections
                ),
            )
            for chapter in book.chapters
        ),
    )


def _spread(count: int, places: int, random: Random) -> Sequence[int]:
    return random.sample(range(places), count)


def _marks(paragraphs: Sequence[Paragraph], size: BookSize, random: Random) -> Iterator[tuple[str, int]]:
    """Yield words and the paragraphs in which the index names them; every one of the size's entries at least once."""
    places: dict[str, list[int]] = {}
    for place, paragraph in enumerate(paragraphs):
        for word in dict.fromkeys(chain.from_iterable(_HEADING.findall(run.text) for run in paragraph.runs)):
            places.setdefault(word, []).append(place)
    headings = random.sample(sorted(places), size.entries)
    each = -(-size.marks // size.entries)
    for word in headings:
        for place in sorted(random.sample(places[word], min(each, len(places[word])))):
            yield word, place
