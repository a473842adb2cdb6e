"""The words of the manuscript, run by run: what every product must show, whatever a template makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Final

from pipeline.book.blocks import CodeListing
from pipeline.book.data import DrawnFigure
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import (
    Citation,
    Code,
    CrossReference,
    Inline,
    Inlines,
    LineBreak,
    NoteCall,
    Place,
    Revision,
    Text,
)
from pipeline.book.manuscript import Chapter

_UNSAID: Final = frozenset({"host"})
"""Fields that products leave out: a table of missions names the city and leaves its state to the reader."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another in every product, and the place of the block they stand in."""

    text: str
    location: SourceLocation


def runs_of(chapter: Chapter, drawn_data: bool) -> Iterator[Run]:
    """Yield the runs of a chapter's title, text and notes, read from the book's own tree.

    A run ends where products put something of their own: a note's number, a citation, “(page 31)”. The data behind
    a drawn figure are words only on screens: `drawn_data` asks for them.
    """
    yield from _runs((chapter.title, chapter.blocks, chapter.notes), chapter.location, drawn_data)


def _runs(node: object, near: SourceLocation, drawn_data: bool) -> Iterator[Run]:
    if isinstance(node, tuple):
        if node and all(isinstance(item, Inline) for item in node):
            yield from (Run(text, near) for text in _texts(node))
        else:
            for item in node:
                yield from _runs(item, near, drawn_data)
    elif is_dataclass(node) and not isinstance(node, SourceLocation):
        near = getattr(node, "location", near)
        if isinstance(node, DrawnFigure) and not drawn_data:
            yield from _runs(node.caption, near, drawn_data)
            return
        for name in _said(node.__class__):
            value = getattr(node, name)
            if isinstance(value, tuple) or is_dataclass(value):
                yield from _runs(value, near, drawn_data)
        if isinstance(node, CodeListing):
            yield from (Run(line, near) for line in node.text.splitlines())


@cache
def _said(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a kind of node that products show."""
    return tuple(field.name for field in fields(kind) if field.name not in _UNSAID)


def _texts(inlines: Inlines) -> Iterator[str]:
    """Yield running text, broken at the places where something else is printed."""
    text = ""
    for part in _parts(inlines):
        if part is None:
            yield text
            text = ""
        else:
            text += part
    yield text


def _parts(inlines: Inlines) -> Iterator[str | None]:
    """Yield texts, and None for each break between them."""
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                yield text
            case LineBreak():
                yield " "
            case NoteCall() | Citation():
                yield None
            case Place():
                pass
            case CrossReference() | Revision():
                yield None
                yield from _parts(inline.children)
                yield None
            case _:
                yield from _parts(inline.children)
