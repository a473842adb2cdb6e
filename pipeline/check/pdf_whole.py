"""A finished PDF as a whole: the facts of all its parts together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId, PieceId
from pipeline.check.pdf_claims import check_claims, claims_forfeited
from pipeline.check.pdf_facts import PartFacts
from pipeline.check.pdf_questions import Stretches
from pipeline.check.pdf_tag_rules import skipped_level
from pipeline.check.pdf_wanted import Wanted
from pipeline.check.printed_book import PrintedBook
from pipeline.rules import PDF_TAGS


@dataclass(frozen=True)
class WholeBook:
    """The file and its parts' facts, in the order of the pages; `stretches` are what words were counted in."""

    book: PrintedBook
    facts: Mapping[PieceId, PartFacts]
    stretches: Stretches

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All anchors of the documents."""
        return frozenset().union(*(facts.anchors for facts in self.facts.values()))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Anchors whose words their page does not show."""
        return frozenset().union(*(facts.hidden for facts in self.facts.values()))

    @cached_property
    def unshown(self) -> frozenset[Wanted]:
        """What was wanted and is not there."""
        return frozenset().union(*(facts.unshown for facts in self.facts.values()))

    @cached_property
    def reached(self) -> frozenset[str]:
        """The anchors that links lead to."""
        return frozenset().union(*(facts.targets for facts in self.facts.values()))

    @cached_property
    def alternatives(self) -> frozenset[str]:
        """The words for pictures."""
        return frozenset().union(*(facts.alternatives for facts in self.facts.values()))

    def shows_anchor(self, anchor: str) -> bool:
        """Tell whether the page that the file gives for an anchor shows what it names."""
        return anchor in self.anchors and anchor not in self.hidden and self.book.page_of(anchor) is not None

    def has(self, wanted: Wanted) -> bool:
        """Tell whether the page that the file gives for an anchor shows the words that were asked for."""
        return not (self.unshown and wanted in self.unshown) and self.book.page_of(wanted.anchor) is not None

    def words_of(self, anchor: AnchorId) -> int | None:
        """Return how many words a piece or section has; None where nobody asked."""
        strips = self.stretches.get(anchor)
        return None if strips is None else sum(self.facts[piece].counts[strip] for piece, strip in strips)


def check_claims_together(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield what in the documents keeps a standard from being claimed, and claims that the tags do not earn."""
    book, facts = whole.book, whole.facts.values()
    yield from claims_forfeited(book.linked, tuple(book.markups.values()))
    languages = frozenset[str]().union(*(one.languages for one in facts))
    headless = any(one.has_headless_table for one in facts)
    yield from check_claims(book.tree, headless, languages, book.linked.book.metadata)


def check_order(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield the first piece that is not read in its turn."""
    pieces = {top: piece for piece, facts in whole.facts.items() for top in facts.tops}
    found = [top for top in whole.book.tree.tops if top in pieces]
    for top, wanted in zip(found, pieces, strict=False):
        if top != wanted:
            place = next((item.location for item in whole.book.linked.book.spine if item.piece == pieces[top]), None)
            yield PDF_TAGS.at(place, problem=f"“{pieces[top]}” is read out of its turn")
            return


def check_tags_together(whole: WholeBook) -> Iterator[Diagnostic]:
    """Yield headings that skip a level after those of the piece before, and notes whose name another piece has too."""
    level = 0
    for facts in whole.facts.values():
        if facts.headings is not None:
            first, last, told = facts.headings
            if first > level + 1:
                yield PDF_TAGS.at(None, problem=skipped_level(told, level))
            level = last
    names = Counter(name for facts in whole.facts.values() for name in facts.names)
    for facts in whole.facts.values():
        for name, told in facts.notes.items():
            if names[name] > 1:
                yield PDF_TAGS.at(None, problem=f"{told} has no name of its own")
