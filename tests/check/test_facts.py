"""Facts that nobody has looked at for too long."""

from datetime import date

import pytest

from pipeline.book.data import PartialDate
from pipeline.check.facts import check_reviews, is_over
from tests.small_book import BookBuilder

FACTS = """\
- {id: old, kind: rank, value: 6, as-of: 2024, sources: [smith], review-by: 2026-06}
- {id: new, kind: rank, value: 6, as-of: 2024, sources: [smith], review-by: 2026-07-01}
- {id: fixed, kind: rank, value: 6, as-of: 2024, sources: [smith], review-by: never}
"""


def test_a_fact_past_its_review_is_a_warning_at_its_line(small_book: BookBuilder) -> None:
    facts = small_book("Text", {"data/facts.yaml": FACTS}).read().facts
    [found] = check_reviews(facts, date(2026, 7, 1))
    assert (found.rule, found.severity, str(found.location)) == ("FCT-006", "warning", "data/facts.yaml:1:8")
    assert found.message == "“old” was to be reviewed by 2026-06"
    assert len(list(check_reviews(facts, date(2026, 7, 2)))) == 2


@pytest.mark.parametrize(
    ("due", "last_day"),
    [
        (PartialDate(2026), date(2026, 12, 31)),
        (PartialDate(2026, 6), date(2026, 6, 30)),
        (PartialDate(2026, 6, 1), date(2026, 6, 1)),
    ],
)
def test_a_month_or_a_year_is_due_at_its_end(due: PartialDate, last_day: date) -> None:
    assert not is_over(due, last_day)
    assert is_over(due, date.fromordinal(last_day.toordinal() + 1))
