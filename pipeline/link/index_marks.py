"""From index marks, scattered over the book, to headings with their locators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.inlines import IndexMark, RangeEnd, Text, is_blank
from pipeline.book.linked import Locator
from pipeline.link.collation import base_letters
from pipeline.link.index_headings import fold, heading_words
from pipeline.rules import (
    EMPTY_INDEX_ENTRY,
    NEARLY_EQUAL_ENTRIES,
    RANGE_BACKWARDS,
    RANGE_NOT_CLOSED,
    RANGE_NOT_OPENED,
    TOO_MANY_LOCATORS,
)

MOST_LOCATORS: Final = 6
"""How many locators a reader may be asked to look up before the entry should be divided."""


@dataclass(slots=True)
class Heading:
    """An entry or subentry while its marks are gathered; `marks` are those that began its locators, in order."""

    text: str
    marks: list[IndexMark] = field(default_factory=list)
    locators: list[Locator] = field(default_factory=list)
    subheadings: dict[str, "Heading"] = field(default_factory=dict)

    @property
    def first(self) -> SourceLocation | None:
        """The place of the first mark, be it of a subentry."""
        marks = [*self.marks, *(mark for sub in self.subheadings.values() for mark in sub.marks)]
        return marks[0].location if marks else None


@dataclass(slots=True)
class GatheredMarks:
    """All headings of the index by their text, in the order of their first marks."""

    headings: dict[str, Heading] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def gather(marks: Sequence[IndexMark]) -> GatheredMarks:
    """Sort marks, given in reading order, by heading, and join the two ends of each range.

    Every mark that names an entry is the start or the end of exactly one locator: an end of a range that has no
    other end is a diagnostic, and stands for its spot alone.
    """
    gathered = GatheredMarks()
    open_ranges: dict[tuple[str, str], tuple[Heading, int]] = {}
    for mark in marks:
        entry, sub = fold(mark.entry), fold(mark.sub or "")
        if is_blank((Text(entry),)) or (sub and is_blank((Text(sub),))):
            gathered.diagnostics.append(EMPTY_INDEX_ENTRY.at(mark.location))
            continue
        heading = gathered.headings.setdefault(entry, Heading(entry))
        if sub:
            heading = heading.subheadings.setdefault(sub, Heading(sub))
        _add(mark, heading, (entry, sub), open_ranges, gathered.diagnostics)
    for names, (heading, position) in open_ranges.items():
        location = heading.marks[position].location
        gathered.diagnostics.append(RANGE_NOT_CLOSED.at(location, entry=_name(names)))
    gathered.diagnostics.extend(_check(gathered.headings))
    return gathered


def _add(
    mark: IndexMark,
    heading: Heading,
    names: tuple[str, str],
    open_ranges: dict[tuple[str, str], tuple[Heading, int]],
    diagnostics: list[Diagnostic],
) -> None:
    if mark.range is RangeEnd.END:
        if names in open_ranges:
            _, position = open_ranges.pop(names)
            begun = heading.locators[position]
            principal = begun.principal or mark.principal
            heading.locators[position] = replace(begun, end=mark.anchor, principal=principal)
            return
        diagnostics.append(RANGE_NOT_OPENED.at(mark.location, entry=_name(names)))
    elif mark.range is RangeEnd.START:
        if names in open_ranges:
            diagnostics.append(RANGE_BACKWARDS.at(mark.location, entry=_name(names)))
        else:
            open_ranges[names] = (heading, len(heading.locators))
    heading.marks.append(mark)
    heading.locators.append(Locator(mark.anchor, None, mark.principal))


def _name(names: tuple[str, str]) -> str:
    entry, sub = names
    return f"{entry}: {sub}" if sub else entry


def _check(headings: dict[str, Heading]) -> Iterator[Diagnostic]:
    yield from _nearly_equal(headings, "")
    for heading in headings.values():
        yield from _too_many(heading, heading.text)
        yield from _nearly_equal(heading.subheadings, heading.text)
        for sub in heading.subheadings.values():
            yield from _too_many(sub, _name((heading.text, sub.text)))


def _too_many(heading: Heading, name: str) -> Iterator[Diagnostic]:
    alike = [mark for mark, locator in zip(heading.marks, heading.locators, strict=True) if not locator.principal]
    if len(alike) > MOST_LOCATORS:
        yield TOO_MANY_LOCATORS.at(alike[MOST_LOCATORS].location, entry=name, count=len(alike))


def _nearly_equal(headings: dict[str, Heading], above: str) -> Iterator[Diagnostic]:
    first_of: dict[bytes, Heading] = {}
    for heading in headings.values():
        other = first_of.setdefault(base_letters(heading_words(heading.text)), heading)
        if other is not heading:
            yield NEARLY_EQUAL_ENTRIES.at(
                heading.first,
                entry=_name((above, heading.text)) if above else heading.text,
                other=_name((above, other.text)) if above else other.text,
                place=other.first,
            )
