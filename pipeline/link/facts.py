"""Whether a text states what data/facts.yaml says, and where each fact is stated."""

from collections.abc import Iterator, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.facts import FactUse
from pipeline.book.inlines import FactMark, plain_text
from pipeline.book.manuscript import Book
from pipeline.book.nearest import nearest
from pipeline.book.wordings import described, states
from pipeline.rules import FACT_DISAGREES, FACT_UNUSED, UNKNOWN_FACT, UNKNOWN_SOURCE


def fact_uses(book: Book, marks: Sequence[FactMark]) -> tuple[FactUse, ...]:
    """Return every place that states a fact: the marks, given in reading order, then the values of data files.

    A mark of an unknown fact is among them, and agrees with nothing.
    """
    stated = tuple(_use(mark, book) for mark in marks)
    return (*dict.fromkeys(stated), *book.fact_uses)


def _use(mark: FactMark, book: Book) -> FactUse:
    fact = book.facts.get(mark.fact)
    text = " ".join(plain_text(mark.children).split())
    return FactUse(mark.fact, mark.location, text, fact is not None and states(fact, text, book.vocabulary))


def check_facts(book: Book, uses: Sequence[FactUse]) -> Iterator[Diagnostic]:
    """Yield places that state what no fact or another fact says, facts nothing states, and unknown sources."""
    for use in uses:
        fact = book.facts.get(use.fact)
        if fact is None and use.fact in book.unreadable_facts:
            continue
        if fact is None:
            yield UNKNOWN_FACT.at(use.location, nearest(use.fact, book.facts), id=use.fact)
        elif not use.agrees:
            value = described(fact, book.vocabulary)
            yield FACT_DISAGREES.at(use.location, text=use.text, id=fact.id, value=value, place=fact.location)
    used = {use.fact for use in uses}
    keys = {source.key for source in book.sources}
    for fact in book.facts.values():
        if fact.id not in used:
            yield FACT_UNUSED.at(fact.location, id=fact.id)
        for source in fact.sources:
            if source.key not in keys:
                yield UNKNOWN_SOURCE.at(source.location, nearest(source.key, keys), key=source.key)
