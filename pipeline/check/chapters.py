"""What one chapter shows the checks of the manuscript, whatever stands in the rest of the book."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.book.blocks import BulletList, DefinitionList, OrderedList, Section
from pipeline.book.data import IndexBlock, Infobox
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.inlines import IndexMark
from pipeline.book.manuscript import Chapter
from pipeline.book.memory import MadeFrom
from pipeline.book.walk import walk, walk_blocks
from pipeline.check.addresses import addresses_in, check_addresses_given
from pipeline.check.blocks import Held, blocks_of
from pipeline.check.completeness import Stretch
from pipeline.check.figures import check_figures
from pipeline.check.text import Reminder, check_text, reminders_in
from pipeline.check.wording import count_words, text_of


@dataclass(frozen=True, slots=True)
class GivenField:
    """A field of an infobox: whether anything is said in it, and where it stands."""

    id: str
    has_value: bool
    location: SourceLocation


@dataclass(frozen=True, slots=True)
class ChapterContents:
    """All that the checks ask of a chapter; it follows from the chapter alone.

    `items` counts what its lists hold, `mark` is its first mark for the index, `has_index` tells whether the index
    stands in it. `text` and `addresses` are what is wrong with either; where `reminders` stand exactly, files tell.
    """

    words: int
    sections: tuple[Stretch, ...]
    fields: tuple[GivenField, ...]
    blocks: tuple[Held, ...]
    items: int
    mark: SourceLocation | None
    has_index: bool
    reminders: tuple[Reminder, ...]
    text: tuple[Diagnostic, ...]
    addresses: tuple[Diagnostic, ...]


class StandingContents(MadeFrom[Chapter, ChapterContents]):
    """What the chapters of a process's last build hold: only those that an edit made anew are walked through again."""


def contents_of(chapter: Chapter) -> ChapterContents:
    """Walk through a chapter."""
    blocks, notes = chapter.blocks, tuple(note.blocks for note in chapter.notes)
    marked = list(walk((blocks, chapter.notes)))
    return ChapterContents(
        words=count_words(f"{text_of(blocks)} {text_of(notes)}"),
        sections=tuple(
            Stretch(node.anchor, count_words(text_of(node.blocks)))
            for node in walk_blocks(blocks)
            if isinstance(node, Section)
        ),
        fields=tuple(_fields(chapter)),
        blocks=tuple((chapter.piece, block.name) for block in blocks_of(chapter)),
        items=count_items(chapter),
        mark=next((node.location for node in marked if isinstance(node, IndexMark)), None),
        has_index=any(isinstance(node, IndexBlock) for node in marked),
        reminders=tuple(reminders_in(chapter)),
        text=(*check_text(chapter), *check_figures(chapter)),
        addresses=tuple(check_addresses_given(addresses_in((chapter.title, blocks, notes)))),
    )


def count_items(chapter: Chapter) -> int:
    """Return how many items the lists of a chapter have, those of lists within lists included."""
    return sum(
        len(node.items)
        for node in walk_blocks(chapter.blocks)
        if isinstance(node, BulletList | OrderedList | DefinitionList)
    )


def _fields(chapter: Chapter) -> Iterator[GivenField]:
    for node in walk_blocks(chapter.blocks):
        if isinstance(node, Infobox):
            for field in node.fields:
                yield GivenField(field.id, bool(text_of(field.value).strip()), field.location)
