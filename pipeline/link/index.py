"""The back-of-book index: entries collated by the book's language, under the letters of its alphabet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count, groupby

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import IndexMark
from pipeline.book.linked import IndexEntry, IndexGroup, IndexLink
from pipeline.book.manuscript import Book, SortInstruction
from pipeline.book.names import AnchorId
from pipeline.book.nearest import nearest
from pipeline.link.collation import Collation, FilingKey, collation_for
from pipeline.link.index_headings import fold, heading_inlines, heading_words
from pipeline.link.index_marks import Heading, gather
from pipeline.link.index_see import SeeLinks, resolve_see
from pipeline.link.index_standing import Made, StandingIndex
from pipeline.rules import SORT_UNUSED


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """The index as it is printed, its main entries by the text of their headings, and what is wrong with it."""

    groups: tuple[IndexGroup, ...]
    entries: Mapping[str, IndexEntry]
    diagnostics: tuple[Diagnostic, ...] = ()


def build_index(book: Book, marks: tuple[IndexMark, ...], standing: StandingIndex | None = None) -> BuiltIndex:
    """Merge index marks, given in reading order, with the instructions of data/index.yaml.

    Entries get the anchors `entry-1`, `entry-2` … in the order in which they are printed, subentries after their
    entry. The keys of `entries` are headings as the editors wrote them, white space folded.
    """
    gathered = gather(marks)
    links = resolve_see(book.index.see, gathered.headings)
    headings = gathered.headings | {source: Heading(source) for source in links.see}
    language, sort = book.metadata.language, book.index.sort

    def make() -> Made:
        filing = _Filing(collation_for(language), sort)
        entries = _entries(headings, links, filing)
        return tuple(_groups(entries, filing)), entries

    source = (language, sort, links.see, links.see_also, list(map(_printed, headings.values())))
    groups, entries = (standing or StandingIndex()).entries(source, make)
    return BuiltIndex(
        groups,
        entries,
        (*gathered.diagnostics, *links.diagnostics, *_check_sorting(book.index.sort, headings)),
    )


def _printed(heading: Heading) -> tuple[object, ...]:
    """Return all of a heading that an entry is made from."""
    return heading.text, heading.locators, [(sub.text, sub.locators) for sub in heading.subheadings.values()]


class _Filing:
    """Where main headings stand: by their words, or as a sort instruction files them."""

    def __init__(self, collation: Collation, instructions: tuple[SortInstruction, ...]) -> None:
        self.collation = collation
        self._filed_as = {fold(item.entry): item.filed_as for item in instructions}

    def key(self, written: str) -> tuple[FilingKey, str]:
        return self.collation.key(self._words(written)), written

    def letter(self, written: str) -> str:
        return self.collation.letter(self._words(written))

    def _words(self, written: str) -> str:
        return heading_words(self._filed_as.get(written, written))


def _entries(headings: Mapping[str, Heading], links: SeeLinks, filing: _Filing) -> dict[str, IndexEntry]:
    numbers = count(1)
    entries = {}
    for written in sorted(headings, key=filing.key):
        anchor = _entry_anchor(numbers)
        subheadings = headings[written].subheadings
        subentries = tuple(
            _entry(subheadings[sub], _entry_anchor(numbers))
            for sub in sorted(subheadings, key=lambda sub: (filing.collation.key(heading_words(sub)), sub))
        )
        entries[written] = _entry(headings[written], anchor, subentries)
    return entries | {
        written: replace(
            entries[written],
            see=_links(links.see.get(written, ()), entries, filing),
            see_also=_links(links.see_also.get(written, ()), entries, filing),
        )
        for written in entries
        if written in links.see or written in links.see_also
    }


def _entry_anchor(numbers: Iterator[int]) -> AnchorId:
    return AnchorId(f"entry-{next(numbers)}")


def _entry(heading: Heading, anchor: AnchorId, subentries: tuple[IndexEntry, ...] = ()) -> IndexEntry:
    return IndexEntry(anchor, heading_inlines(heading.text), tuple(heading.locators), subentries)


def _links(targets: Iterable[str], entries: Mapping[str, IndexEntry], filing: _Filing) -> tuple[IndexLink, ...]:
    return tuple(
        IndexLink(entries[target].heading, entries[target].anchor) for target in sorted(targets, key=filing.key)
    )


def _groups(entries: Mapping[str, IndexEntry], filing: _Filing) -> Iterator[IndexGroup]:
    for letter, written in groupby(entries, key=filing.letter):
        yield IndexGroup(letter, tuple(entries[heading] for heading in written))


def _check_sorting(instructions: tuple[SortInstruction, ...], headings: Mapping[str, Heading]) -> Iterator[Diagnostic]:
    for item in instructions:
        if fold(item.entry) not in headings:
            hint = nearest(fold(item.entry), headings)
            yield SORT_UNUSED.at(item.location, hint, entry=item.entry, filed_as=item.filed_as)
