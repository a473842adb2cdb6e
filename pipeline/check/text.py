"""The text of a chapter: finished, and without the editors' marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Final

from pipeline.book.blocks import CodeListing, Section
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.inlines import Code, Revision
from pipeline.book.manuscript import Book, Chapter, Status
from pipeline.book.walk import walk
from pipeline.check.wording import text_of
from pipeline.rules import EDITORIAL_MARK, EMPTY_SECTION, UNFINISHED_TEXT

UNFINISHED: Final = re.compile(r"(?<!\w)(?:TODO|TKTK|TK|XXX|FIXME|(?i:lorem\s+ipsum))(?!\w)")
"""Reminders to oneself; capitals only, so that ordinary words and names do not match."""

_SAID: Final = frozenset({"text", "alt", "title", "x_label", "unit", "name", "label", "life", "variants"})
"""Fields of the book's values whose plain strings are printed or read aloud."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Words that an author left for later, and the last place known before them."""

    near: SourceLocation
    words: str


def check_text(chapter: Chapter) -> Iterator[Diagnostic]:
    """Yield empty sections, and editors' marks in a chapter that is no draft."""
    for node in walk((chapter.title, chapter.blocks, tuple(note.blocks for note in chapter.notes))):
        if isinstance(node, Section) and not _has_content(node):
            yield EMPTY_SECTION.at(node.location, title=text_of(node.title))
        elif isinstance(node, Revision) and chapter.status is not Status.DRAFT:
            yield EDITORIAL_MARK.at(node.location, kind=node.kind, status=chapter.status)


def check_reminders(reminders: Iterable[Reminder], book: Book) -> Iterator[Diagnostic]:
    """Yield unfinished passages, each once for the place where a file of the book has it."""
    for location, words in dict.fromkeys((_exact(one.near, one.words, book), one.words) for one in reminders):
        yield UNFINISHED_TEXT.at(location, words=words)


def _has_content(section: Section) -> bool:
    return any(not isinstance(block, Section) or _has_content(block) for block in section.blocks)


def reminders_in(chapter: Chapter) -> Iterator[Reminder]:
    """Yield what a chapter's printed text has of reminders."""
    for near, text in _texts((chapter.title, chapter.blocks, chapter.notes), chapter.location):
        for match in UNFINISHED.finditer(text):
            yield Reminder(near, " ".join(match[0].split()))


def _texts(node: object, near: SourceLocation) -> Iterator[tuple[SourceLocation, str]]:
    """Yield every printed string below `node` with the last place known before it; code may say what it likes."""
    if isinstance(node, tuple):
        for item in node:
            yield from _texts(item, near)
    elif is_dataclass(node) and not isinstance(node, Code | CodeListing):
        near = getattr(node, "location", near)
        for field in fields(node):
            value = getattr(node, field.name)
            if isinstance(value, str):
                if field.name in _SAID:
                    yield near, value
            elif field.name in _SAID and isinstance(value, tuple) and value and isinstance(value[0], str):
                yield from ((near, item) for item in value)
            elif isinstance(value, tuple) or (is_dataclass(value) and not isinstance(value, SourceLocation)):
                yield from _texts(value, near)


def _exact(near: SourceLocation, words: str, book: Book) -> SourceLocation:
    """Return the line and column of the first such words at or after a place; the place where they are not found."""
    lines = book.files.get(near.path, "").splitlines()
    first = re.escape(words.split()[0])
    wanted = re.compile(rf"(?<!\w){first}(?!\w)")
    for number in range(near.line or 1, len(lines) + 1):
        match = wanted.search(lines[number - 1])
        if match:
            return replace(near, line=number, column=match.start() + 1)
    return near
