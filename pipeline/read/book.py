"""A manuscript's folder as a `Book`."""

import re
from pathlib import Path
from typing import Final

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.manuscript import Book, Completeness, IndexInstructions
from pipeline.book.memory import Memory
from pipeline.errors import UsageError
from pipeline.read.book_file import read_book_file
from pipeline.read.folder import Folder
from pipeline.read.known_chapters import Recalled, StandingChapters
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.side_files import read_completeness, read_index, read_sources

_TYPOGRAPHIC: Final = re.compile("[“”„«»‘’]")


def read_book(folder: Path, memory: Memory | None = None, standing: StandingChapters | None = None) -> Book:
    """Read everything the editors wrote. What is wrong in it is in the book's diagnostics, in order of the places.

    Chapters that `memory` or `standing` has from an earlier build, of the same text, are taken from there.
    Raises UsageError where the folder does not exist; nothing that stands in the folder raises.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    files_below = Folder(folder)
    files = ManuscriptFiles(files_below, [])
    book = read_book_file(files, Recalled(memory, standing or StandingChapters()) if memory else None)
    sources, index, completeness = read_sources(files), read_index(files), read_completeness(files)
    if not book.is_readable:  # what they ask for cannot be looked for
        sources, index, completeness = (), IndexInstructions(), Completeness()
    return Book(
        metadata=book.metadata,
        vocabulary=book.vocabulary,
        spine=book.spine,
        sources=sources,
        index=index,
        completeness=completeness,
        resources=files.resources,
        files=files.texts,
        digest=files_below.digest,
        facts=files.registry.facts,
        unreadable_facts=files.registry.unreadable,
        fact_uses=tuple(dict.fromkeys(files.registry.uses)),
        diagnostics=_sorted(files.findings if _is_typographic(files) else _but_for_quotes(files.findings)),
    )


def _is_typographic(files: ManuscriptFiles) -> bool:
    """Tell whether a book has any quotation mark that is not straight; else straight ones are its style."""
    return any(_TYPOGRAPHIC.search(text) for text in files.texts.values())


def _but_for_quotes(findings: list[Diagnostic]) -> list[Diagnostic]:
    return [found for found in findings if found.rule != rules.STRAIGHT_QUOTE.code]


def _sorted(findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    def place(found: Diagnostic) -> tuple[str, int, int]:
        where = found.location
        return (str(where.path), where.line or 0, where.column or 0) if where else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(findings), key=place))
