"""Tiny books made for one test: a Markdown text, a few files beside it, and what the stages say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from pipeline.book.blocks import Block, Blocks, Note
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Book, Chapter
from pipeline.link import link_book
from pipeline.read import read_book

CHAPTER: Final = PurePosixPath("body/chapter.md")
METADATA: Final = "---\ntitle: Chapter\n---\n"

BOOK_YAML: Final = """\
title: Small Book
slug: small-book
language: {language}
identifier: urn:uuid:00000000-0000-0000-0000-000000000000
citation-style: ieee
spine:
  body: [{pieces}]
"""


@dataclass(frozen=True, slots=True)
class SmallBook:
    """A book of one chapter in `folder`; lines of findings count from the first line of the text given for it."""

    folder: Path
    metadata_lines: int

    def read(self) -> Book:
        """Return the book as read."""
        return read_book(self.folder)

    def linked(self) -> LinkedBook:
        """Return the book as linked."""
        return link_book(self.read())

    @property
    def chapter(self) -> Chapter:
        """The chapter made of the text given."""
        return next(chapter for chapter in self.read().chapters if chapter.file == CHAPTER)

    @property
    def blocks(self) -> Blocks:
        """The chapter's blocks."""
        return self.chapter.blocks

    @property
    def block(self) -> Block:
        """The chapter's only block."""
        [block] = self.chapter.blocks
        return block

    @property
    def notes(self) -> tuple[Note, ...]:
        """The chapter's notes."""
        return self.chapter.notes

    def findings(self) -> tuple[Diagnostic, ...]:
        """Return what reading alone finds."""
        return tuple(map(self._from_text, self.read().diagnostics))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return what reading and linking find."""
        return tuple(map(self._from_text, self.linked().diagnostics))

    def _from_text(self, found: Diagnostic) -> Diagnostic:
        where = found.location
        if where is None or where.path != CHAPTER or where.line is None:
            return found
        return replace(found, location=replace(where, line=where.line - self.metadata_lines))


class BookBuilder(Protocol):
    """The fixture `small_book`: writes a book and returns it.

    `files` are further files by path from the book's folder; Markdown among them joins the spine after the chapter.
    A `text` that begins with --- brings its own metadata block.
    """

    def __call__(
        self, text: str, files: Mapping[str, str | bytes] | None = None, *, language: str = "en-GB"
    ) -> SmallBook:
        """Write the book."""


def write_book(
    folder: Path, text: str, files: Mapping[str, str | bytes] | None = None, *, language: str = "en-GB"
) -> SmallBook:
    """Write a book of one chapter into `folder`, which may be there already."""
    own = text.startswith("---")
    files = dict(files or {})
    pieces = ", ".join([str(CHAPTER), *(name for name in files if name.endswith(".md"))])
    contents = {
        "book.yaml": BOOK_YAML.format(language=language, pieces=pieces),
        str(CHAPTER): text if own else METADATA + text,
    }
    for name, content in (contents | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return SmallBook(folder, 0 if own else METADATA.count("\n"))
