"""How a fact is written in a book's language, and whether words state it."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.dates import in_words
from pipeline.book.facts import Fact, FactKind
from pipeline.book.numbers import in_figures
from pipeline.book.vocabulary import Vocabulary

_SIGNS: Final = (
    ("US$", "US dollars"), ("$", "dollars"), ("€", "euros"), ("£", "pounds"), ("‰", "per mille"), ("%", "per cent"),
)  # fmt: skip
"""What signs beside a number stand for, the longer first."""

_RANK: Final = re.compile(r"([0-9]+)(?:st|nd|rd|th|\.|º)?")
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"


def written_out(fact: Fact, words: Vocabulary) -> str:
    """Write a fact as the pipeline puts it where a mark is left empty: a count without what it counts."""
    match fact.value:
        case DateSpan():
            return in_words(fact.value, words)
        case str():
            return fact.value
        case number if fact.kind is FactKind.RANK:
            place = round(number)
            return words.ordinals[place - 1] if 0 < place <= len(words.ordinals) else str(place)
        case number:
            unit = f" {fact.unit}" if fact.kind is FactKind.QUANTITY and fact.unit else ""
            return _number_in_words(number, words) + unit


def described(fact: Fact, words: Vocabulary) -> str:
    """Write a fact for its editor: as `written_out`, a count with what it counts, without breaks forbidden to type."""
    counted = f" {fact.unit}" if fact.kind is FactKind.COUNT and fact.unit else ""
    return " ".join((written_out(fact, words) + counted).split())


def states(fact: Fact, text: str, words: Vocabulary) -> bool:
    """Tell whether `text`, the words of a mark, states the fact.

    A number may stand alone, or with words of its unit if the first of them is there (“million dollars” for “million
    US dollars”). A date may be given less precisely than it is known, or without its year. Of a name whole words may
    be left out at either end.
    """
    text = _even(text)
    match fact.value:
        case DateSpan():
            return text.casefold() in {_even(form).casefold() for form in _date_forms(fact.value, words)}
        case str():
            return any(_within(text, _even(name)) for name in (fact.value, *fact.written))
        case number if fact.kind is FactKind.RANK:
            return _rank(text, words) == number
        case number:
            return _states_number(number, fact.unit or "", text, words)


def _even(text: str) -> str:
    """Return words without what makes no difference: kinds of blanks and hyphens, soft hyphens."""
    return " ".join(text.replace(_SOFT_HYPHEN, "").replace("-", "–").split())


def _within(text: str, name: str) -> bool:
    return bool(text) and f" {text} " in f" {name} "


def _rank(text: str, words: Vocabulary) -> float | None:
    figures = _RANK.fullmatch(text)
    if figures:
        return float(figures[1])
    named = {word.casefold(): place for place, word in enumerate(words.ordinals, 1)}
    return named.get(text.casefold())


def _number_in_words(number: float, words: Vocabulary) -> str:
    marks = {",": words.thousands_mark, ".": words.decimal_mark}
    return "".join(marks.get(character, character) for character in in_figures(number, grouped=True))


def _states_number(number: float, unit: str, text: str, words: Vocabulary) -> bool:
    for sign, meaning in _SIGNS:
        text = text.replace(sign, f" {meaning} ")
    found = _first_number(text, words)
    if found is None or found[0] != number:
        return False
    beside = found[1].casefold().split()
    known = _even(unit).casefold().split()
    return not beside or (set(beside) <= set(known) and known[0] in beside)


def _first_number(text: str, words: Vocabulary) -> tuple[float, str] | None:
    """Return the number in a text and the words beside it."""
    mark, group = re.escape(words.decimal_mark), re.escape(words.thousands_mark.strip())
    parting = rf"(?:{group}|\s)" if group else r"\s"
    figures = re.search(rf"(?<!\w)([–−]?)([0-9]{{1,3}}(?:{parting}[0-9]{{3}})+|[0-9]+)(?:{mark}([0-9]+))?(?!\w)", text)
    if figures:
        whole = "".join(filter(str.isdecimal, figures[2]))
        value = float(f"{whole}.{figures[3] or 0}")
        return (-value if figures[1] else value), text[: figures.start()] + " " + text[figures.end() :]
    numerals = {word.casefold(): float(value) for value, word in enumerate(words.numerals, 1)}
    first, _, rest = text.partition(" ")
    return (numerals[first.casefold()], rest) if first.casefold() in numerals else None


def _date_forms(span: DateSpan, words: Vocabulary) -> Iterator[str]:
    """Yield the ways to write a date, from the whole of it to the year or the month alone."""
    yield in_words(span, words)
    if span.end is None:
        yield from _one_date(span.start, words)
        return
    start, end = span.start, span.end
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        yield f"{start.day}–{_without_year(end, words)}"
    yield from _one_date(start, words)
    yield from _one_date(end, words)


def _one_date(date: PartialDate, words: Vocabulary) -> Iterator[str]:
    yield str(date.year)
    if date.month is None:
        return
    yield words.months[date.month - 1]
    yield in_words(DateSpan(PartialDate(date.year, date.month)), words)
    if date.day is not None:
        yield in_words(DateSpan(date), words)
        yield _without_year(date, words)


def _without_year(date: PartialDate, words: Vocabulary) -> str:
    return words.day_format.format(day=date.day, month=words.months[(date.month or 1) - 1], year="").strip(" ,.\xa0")
