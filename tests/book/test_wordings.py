"""Whether words state a fact, in the ways a book's language allows."""

from pathlib import PurePosixPath

import pytest

from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.facts import Fact, FactKind, FactValue
from pipeline.book.names import FactId
from pipeline.book.vocabulary import ENGLISH, POLISH
from pipeline.book.wordings import described, states, written_out

HERE = SourceLocation(PurePosixPath("data/facts.yaml"), 1)


def fact(kind: FactKind, value: FactValue, unit: str | None = None, written: tuple[str, ...] = ()) -> Fact:
    return Fact(FactId("one"), kind, value, unit, DateSpan(PartialDate(2008)), (), None, written, None, HERE)


TURNOVER = fact(FactKind.QUANTITY, 166.9, "million US dollars")
PEOPLE = fact(FactKind.COUNT, 21857.0, "Polish nationals")
OPENED = fact(FactKind.DATE, DateSpan(PartialDate(2001, 8, 23)))
VISIT = fact(FactKind.DATE, DateSpan(PartialDate(2019, 5, 30), PartialDate(2019, 5, 31)))
PERSON = fact(FactKind.NAME, "Nargiz Gurbanova", written=("Nərgiz Qurbanova",))
SIXTH = fact(FactKind.RANK, 6.0)


@pytest.mark.parametrize(
    "text",
    [
        "166.9 million US dollars",
        "US$166.9 million",
        "$166.9 million",
        "166.9 million dollars",
        "166.9\N{NO-BREAK SPACE}million",
        "166.9",
        "166.90 Million US dollars",
    ],
)
def test_a_quantity_is_stated_with_its_unit_or_alone(text: str) -> None:
    assert states(TURNOVER, text, ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "166.8 million US dollars",
        "1,669 million",
        "166.9 dollars",
        "166.9 billion US dollars",
        "€166.9 million",
        "a",
    ],
)
def test_another_number_or_another_unit_is_not_the_quantity(text: str) -> None:
    assert not states(TURNOVER, text, ENGLISH)


def test_thousands_are_parted_as_the_language_does() -> None:
    assert states(PEOPLE, "21,857", ENGLISH)
    assert states(PEOPLE, "21857 Polish nationals", ENGLISH)
    assert states(PEOPLE, "21\N{NARROW NO-BREAK SPACE}857", POLISH)
    assert not states(PEOPLE, "21,857", POLISH)
    assert (written_out(PEOPLE, ENGLISH), described(PEOPLE, ENGLISH)) == ("21,857", "21,857 Polish nationals")


def test_the_decimal_mark_is_that_of_the_language() -> None:
    turnover = fact(FactKind.QUANTITY, 166.9, "mln dolarów")
    assert written_out(turnover, POLISH) == "166,9 mln dolarów"
    assert states(turnover, "166,9 mln", POLISH)
    assert not states(turnover, "166.9 mln", POLISH)


def test_a_small_count_may_be_written_in_words() -> None:
    years = fact(FactKind.COUNT, 16.0, "years")
    assert states(years, "sixteen years", ENGLISH)
    assert states(years, "Sixteen", ENGLISH)
    assert not states(years, "fifteen years", ENGLISH)


@pytest.mark.parametrize("text", ["23 August 2001", "23\N{NO-BREAK SPACE}August", "August 2001", "2001", "August"])
def test_a_date_may_be_given_less_precisely(text: str) -> None:
    assert states(OPENED, text, ENGLISH)


@pytest.mark.parametrize("text", ["22 August 2001", "August 2002", "2000", "23 September", "23", "", "2001-08-23"])
def test_another_date_is_not_stated(text: str) -> None:
    assert not states(OPENED, text, ENGLISH)


def test_a_stretch_is_stated_whole_or_by_either_end() -> None:
    assert [states(VISIT, text, ENGLISH) for text in ("30–31 May 2019", "30–31 May", "31 May 2019", "May 2019")] == (
        [True] * 4
    )
    assert not states(VISIT, "29–31 May 2019", ENGLISH)
    assert written_out(VISIT, ENGLISH) == "30–31\N{NO-BREAK SPACE}May 2019"


def test_dates_are_written_with_the_months_of_the_language() -> None:
    assert states(OPENED, "23 sierpnia 2001", POLISH)
    assert not states(OPENED, "23 August 2001", POLISH)


def test_a_name_is_stated_by_whole_words_of_it_or_as_it_is_also_written() -> None:
    assert [states(PERSON, text, ENGLISH) for text in ("Nargiz Gurbanova", "Gurbanova", "Nərgiz Qurbanova")] == (
        [True] * 3
    )
    assert [states(PERSON, text, ENGLISH) for text in ("Gurbanov", "N. Gurbanova", "gurbanova", "")] == [False] * 4


def test_a_rank_is_stated_in_words_or_figures() -> None:
    assert [states(SIXTH, text, ENGLISH) for text in ("sixth", "Sixth", "6th", "6", "6.")] == [True] * 5
    assert [states(SIXTH, text, ENGLISH) for text in ("six", "fifth", "16th")] == [False] * 3
    assert (written_out(SIXTH, ENGLISH), written_out(SIXTH, POLISH)) == ("sixth", "6")
