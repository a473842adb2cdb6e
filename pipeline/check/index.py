"""What the index of a product must show, from the linked book itself and not from what a template made of it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import IndexMark, plain_text
from pipeline.book.linked import IndexEntry, IndexLink, LinkedBook, Locator
from pipeline.book.names import AnchorId
from pipeline.book.vocabulary import Vocabulary
from pipeline.book.walk import walk

PageOf = Callable[[AnchorId], int]
"""Gives the position of the page that carries an anchor: what falls on one page is named once."""


@dataclass(frozen=True, slots=True)
class IndexFault:
    """What an entry lacks, in words; `anchor` is the mark that it does not lead to, where it is one."""

    entry: IndexEntry
    problem: str
    anchor: AnchorId | None = None


def entries_of(linked: LinkedBook) -> Iterator[IndexEntry]:
    """Yield every entry, each followed by its subentries."""
    for group in linked.index:
        for entry in group.entries:
            yield entry
            yield from entry.subentries


def check_locators(entry: IndexEntry, reached: Collection[str], page_of: PageOf) -> Iterator[IndexFault]:
    """Yield each place of an entry that no link among `reached` leads to, nor to its page, nor to pages around it."""
    shown = [locator for locator in entry.locators if _is_shown(locator, reached, page_of)]
    if len(shown) == len(entry.locators):
        return
    for locator in entry.locators:
        first, last = _pages(locator, page_of)
        if not any(_pages(one, page_of)[0] <= first and last <= _pages(one, page_of)[1] for one in shown):
            yield IndexFault(entry, "a place that is marked for it has no locator", locator.start)


def _pages(locator: Locator, page_of: PageOf) -> tuple[int, int]:
    return page_of(locator.start), page_of(locator.end or locator.start)


def _is_shown(locator: Locator, reached: Collection[str], page_of: PageOf) -> bool:
    first, last = _pages(locator, page_of)
    return locator.start in reached and (first == last or locator.end in reached)


def check_see(
    entry: IndexEntry, reached: Collection[str], shows: Callable[[str], bool], words: Vocabulary
) -> Iterator[IndexFault]:
    """Yield a see or see also whose words cannot be read, and each link of it that is not among `reached`."""
    for word, links in ((words.see, entry.see), (words.see_also, entry.see_also)):
        if links and not shows(f"{word} {headings(links)}"):
            yield IndexFault(entry, f"“{word} {headings(links)}” cannot be read")
        for link in links:
            if link.anchor not in reached:
                yield IndexFault(entry, f"“{word} {plain_text(link.heading)}” is no link")


def see_phrases(entry: IndexEntry, words: Vocabulary) -> Iterator[str]:
    """Yield a see and a see also as they are printed."""
    for word, links in ((words.see, entry.see), (words.see_also, entry.see_also)):
        if links:
            yield f"{word} {headings(links)}"


def headings(links: tuple[IndexLink, ...]) -> str:
    """Return the headings that a see leads to, as they are printed after it."""
    return "; ".join(plain_text(link.heading) for link in links)


def places_of_marks(linked: LinkedBook) -> Mapping[AnchorId, SourceLocation]:
    """Return where each index mark stands in the manuscript."""
    nodes = (node for chapter in linked.book.chapters for node in walk((chapter.blocks, chapter.notes)))
    return {node.anchor: node.location for node in nodes if isinstance(node, IndexMark)}
