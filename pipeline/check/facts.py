"""Facts that are due for review."""

from collections.abc import Iterator, Mapping
from datetime import date

from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.dates import in_iso
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.facts import Fact
from pipeline.book.names import FactId
from pipeline.rules import FACT_OVERDUE


def check_reviews(facts: Mapping[FactId, Fact], today: date) -> Iterator[Diagnostic]:
    """Yield each fact whose review was due before `today`; a month or a year is due at its end."""
    for fact in facts.values():
        if fact.review_by is not None and is_over(fact.review_by, today):
            yield FACT_OVERDUE.at(fact.location, id=fact.id, date=in_iso(DateSpan(fact.review_by)))


def is_over(due: PartialDate, today: date) -> bool:
    """Tell whether the last day of a date is before `today`."""
    return (due.year, due.month or 12, due.day or 31) < (today.year, today.month, today.day)
