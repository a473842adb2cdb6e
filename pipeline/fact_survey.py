"""The registry of a book's facts, and the places that state each."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.facts import Fact, FactUse
from pipeline.book.names import FactId
from pipeline.book.vocabulary import Vocabulary
from pipeline.check import check_reviews
from pipeline.clock import today
from pipeline.link import link_book
from pipeline.read import read_book
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Facts:
    """The registry of a book's facts: each with the places that state it; `due` are those past their review."""

    facts: Mapping[FactId, Fact]
    uses: tuple[FactUse, ...]
    due: frozenset[FactId]
    vocabulary: Vocabulary
    diagnostics: tuple[Diagnostic, ...]


def survey_facts(settings: Settings) -> Facts:
    """Read and link a book and return its facts; `diagnostics` are all that reading and linking found."""
    linked = link_book(read_book(settings.book))
    facts = linked.book.facts
    overdue = {found.location for found in check_reviews(facts, today())}
    due = frozenset(name for name, fact in facts.items() if fact.location in overdue)
    return Facts(facts, linked.fact_uses, due, linked.book.vocabulary, linked.diagnostics)
