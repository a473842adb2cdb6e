"""What long books are made of: paragraphs, titles and notes of the manuscript that comes with the project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.book.blocks import Note, Paragraph, Section
from pipeline.book.inlines import Citation, Emphasis, Inlines, NoteCall, Text, plain_text
from pipeline.book.walk import walk
from pipeline.read import read_book

MANUSCRIPT: Final = Path(__file__).parents[2] / "manuscript"

_SPACE: Final = re.compile(r"\s+")
_BEFORE_STOP: Final = re.compile(r"\s+([.,;:)])")
_FEWEST_WORDS: Final = 25
"""A shorter paragraph leads into a list or a table, which is not taken along."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one kind of letter."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class SourceText:
    """Paragraphs without references, citations, notes and marks; titles of sections; notes as bare words."""

    paragraphs: tuple[tuple[Run, ...], ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]


def source_text(manuscript: Path = MANUSCRIPT) -> SourceText:
    """Read the manuscript and return its running text."""
    chapters = [chapter for chapter in read_book(manuscript).chapters if chapter.matter == "body"]
    nodes = [node for chapter in chapters for node in walk(chapter.blocks)]
    paragraphs = (_runs(node.children) for node in nodes if isinstance(node, Paragraph))
    titles = (plain_text(node.title) for node in nodes if isinstance(node, Section))
    notes = (node for chapter in chapters for node in chapter.notes)
    return SourceText(
        tuple(runs for runs in paragraphs if sum(map(count_words, runs)) >= _FEWEST_WORDS),
        tuple(titles),
        tuple(_words_of(note) for note in notes),
    )


def count_words(run: Run) -> int:
    """Return how many words a run has."""
    return len(run.text.split())


def _runs(inlines: Inlines) -> tuple[Run, ...]:
    runs: list[Run] = []
    for run in _pieces(inlines):
        if runs and runs[-1].italic == run.italic:
            runs[-1] = Run(runs[-1].text + run.text, run.italic)
        else:
            runs.append(run)
    return tuple(Run(_tidy(run.text), run.italic) for run in runs)


def _pieces(inlines: Inlines, italic: bool = False) -> Iterator[Run]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield Run(inline.text, italic)
        elif not isinstance(inline, NoteCall | Citation) and hasattr(inline, "children"):
            yield from _pieces(inline.children, italic or isinstance(inline, Emphasis))


def _words_of(note: Note) -> str:
    texts = (plain_text(node.children) for node in walk(note.blocks) if isinstance(node, Paragraph))
    return _tidy(" ".join(texts)).strip()


def _tidy(text: str) -> str:
    return _BEFORE_STOP.sub(r"\1", _SPACE.sub(" ", text))
