"""The registry of facts as the rest of a book meets it while it is read: values taken by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline import rules
from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.facts import Fact, FactKind, FactUse
from pipeline.book.inlines import Inlines, Text
from pipeline.book.names import FactId, SourceKey
from pipeline.book.nearest import nearest
from pipeline.book.vocabulary import ENGLISH, Vocabulary
from pipeline.book.wordings import written_out
from pipeline.read.yaml_text import Scalar

UNKNOWN_DATE: Final = DateSpan(PartialDate(1))
"""Stands where a date could not be taken; it has no place in the order of time."""


@dataclass(frozen=True, slots=True)
class Registry:
    """The facts and the words to write them in; `uses` grows while data files take values.

    `unreadable` are ids of facts that were themselves findings: what names them is none.
    """

    facts: Mapping[FactId, Fact] = field(default_factory=dict)
    unreadable: frozenset[FactId] = frozenset()
    words: Vocabulary = ENGLISH
    uses: list[FactUse] = field(default_factory=list)

    def inlines(self, name: FactId) -> Inlines:
        """Return a fact as running text; nothing for an unknown id, which the link stage reports."""
        fact = self.facts.get(name)
        return (Text(written_out(fact, self.words)),) if fact else ()

    def number(self, name: Scalar, unit: str, findings: list[Diagnostic]) -> float:
        """Return the number of a fact in `unit`; 0 where `findings` say why there is none."""
        fact = self.take(name, findings)
        if fact is None:
            return 0.0
        fits = fact.kind in (FactKind.QUANTITY, FactKind.COUNT) and (fact.unit or "").split() == unit.split()
        if not fits or not isinstance(fact.value, float):
            found = f"{fact.kind} in {fact.unit}" if fact.unit else str(fact.kind)
            findings.append(
                rules.FACT_UNFIT.at(name.location, id=fact.id, found=found, wanted=f"a number in {unit or 'a unit'}")
            )
            return 0.0
        return fact.value

    def rank(self, name: Scalar, findings: list[Diagnostic]) -> float:
        """Return the place in an order that a fact states; 1 where `findings` say why there is none."""
        fact = self.take(name, findings)
        if fact is None:
            return 1.0
        if fact.kind is not FactKind.RANK or not isinstance(fact.value, float):
            findings.append(rules.FACT_UNFIT.at(name.location, id=fact.id, found=str(fact.kind), wanted="a rank"))
            return 1.0
        return fact.value

    def sources(self, name: Scalar) -> tuple[SourceKey, ...]:
        """Return the keys of a fact's sources; none for an unknown id."""
        fact = self.facts.get(FactId(name.text))
        return tuple(source.key for source in fact.sources) if fact else ()

    def date(self, name: Scalar, findings: list[Diagnostic]) -> DateSpan:
        """Return the date of a fact; UNKNOWN_DATE where `findings` say why there is none."""
        fact = self.take(name, findings)
        if fact is None:
            return UNKNOWN_DATE
        if not isinstance(fact.value, DateSpan):
            findings.append(rules.FACT_UNFIT.at(name.location, id=fact.id, found=str(fact.kind), wanted="a date"))
            return UNKNOWN_DATE
        return fact.value

    def take(self, name: Scalar, findings: list[Diagnostic]) -> Fact | None:
        """Return the fact a data file names, and remember where; None where `findings` say that there is none."""
        fact = self.facts.get(FactId(name.text))
        if fact is None:
            if name.text not in self.unreadable:
                findings.append(rules.UNKNOWN_FACT.at(name.location, nearest(name.text, self.facts), id=name.text))
            return None
        use = FactUse(fact.id, name.location)
        if use not in self.uses:  # a timeline reads the chronology once more
            self.uses.append(use)
        return fact
