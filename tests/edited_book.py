"""A book of many short chapters that cite one another's pages, and the edits an author makes to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

WORDS: Final = (
    "The survey of the river was carried on in the years when water stood high, and the men who measured it wrote "
    "down each evening what they had seen of banks, fords and mills along the way."
)
TITLES: Final = (
    "Springs",
    "Fords",
    "Mills",
    "Bridges",
    "Locks",
    "Ferries",
    "Banks, islands and the old market towns that grew upon them",
)

BOOK: Final = """\
title: A Book of Rivers
slug: rivers
language: en-GB
identifier: urn:uuid:00000000-0000-0000-0000-00000000000a
citation-style: short-reference
date: 2024-02-29
spine:
  front: [contents, front/preface.md]
  body: [{body}]
  back: [back/index.md]
"""
PREFACE: Final = "---\ntitle: Preface\n---\n\nA preface, which sends the reader to [the last chapter]({last}).\n"
INDEX: Final = "---\ntitle: Index\nid: index\n---\n\n::: {.index}\n:::\n"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `number` is its own for good, `paragraphs` its length, `cites` the numbers of chapters it names."""

    number: int
    title: int
    paragraphs: int
    cites: tuple[int, ...]

    @property
    def file(self) -> str:
        """Where it is written."""
        return f"body/c{self.number}.md"

    def text(self, present: frozenset[int]) -> str:
        """Write the chapter; chapters that are no longer there are not named."""
        body = [f"{WORDS} [Rivers]{{.index}} {number} of them." for number in range(self.paragraphs)]
        cites = [f"See [there](c{number}.md#s{number})." for number in self.cites if number in present]
        heading = f"## What was found {{#s{self.number}}}\n\nA short account. {' '.join(cites)}"
        entry = f'It names [mills]{{.index entry="mills" sub="of {self.number}" main=1}}.'
        title = TITLES[self.title % len(TITLES)]
        parts = [f"---\ntitle: {title} {self.number}\n---", *body, heading, entry]
        return "\n\n".join(parts) + "\n"


Chapters = tuple[Chapter, ...]


def first_state(count: int = 12) -> Chapters:
    """Return the book before any edit: every chapter cites two others, before and behind it."""
    return tuple(
        Chapter(number, number, 1 + number % 3, ((number * 5) % count, (number + 3) % count)) for number in range(count)
    )


def write_state(folder: Path, chapters: Chapters) -> Path:
    """Write the book into `folder`, in place of what it held, and return the folder."""
    present = frozenset(chapter.number for chapter in chapters)
    files = {chapter.file: chapter.text(present) for chapter in chapters}
    files["book.yaml"] = BOOK.format(body=", ".join(chapter.file for chapter in chapters))
    files["front/preface.md"] = PREFACE.format(last=f"../{chapters[-1].file}")
    files["back/index.md"] = INDEX
    for place in folder.rglob("*.*"):
        if place.is_file() and str(place.relative_to(folder)) not in files:
            place.unlink()
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Edit:
    """What an author does to the chapter at `place` (counted round the book); `number` says how much, or which."""

    kind: str
    place: int
    number: int

    def __call__(self, chapters: Chapters) -> Chapters:
        """Return the chapters after the edit; a book keeps at least three."""
        at = self.place % len(chapters)
        edited = chapters[at]
        before, after = chapters[:at], chapters[at + 1 :]
        match self.kind:
            case "add":
                fresh = max(chapter.number for chapter in chapters) + 1
                return (*before, Chapter(fresh, self.number, 2, (edited.number,)), edited, *after)
            case "remove":
                return (*before, *after) if len(chapters) > 3 else chapters
            case "move":
                rest = (*before, *after)
                to = self.number % len(chapters)
                return (*rest[:to], edited, *rest[to:])
            case "retitle":
                edited = replace(edited, title=self.number)
            case "grow":
                edited = replace(edited, paragraphs=edited.paragraphs + self.number)
            case "shrink":
                edited = replace(edited, paragraphs=max(0, edited.paragraphs - self.number))
            case "relink":
                edited = replace(edited, cites=(chapters[self.number % len(chapters)].number, *edited.cites[:2]))
        return (*before, edited, *after)


EDITS: Final = st.builds(
    Edit,
    st.sampled_from(("add", "remove", "move", "retitle", "grow", "shrink", "relink")),
    st.integers(0, 20),
    st.integers(0, 9),
)


def after(edits: Sequence[Edit], chapters: Chapters) -> Chapters:
    """Return the chapters after some edits."""
    for edit in edits:
        chapters = edit(chapters)
    return chapters
