"""Dates in words and in ISO 8601."""

from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.vocabulary import Vocabulary


def in_words(span: DateSpan, words: Vocabulary) -> str:
    """Write a date or stretch as a reader expects it: “28 May 1918”, “1908–1913”, “26–28 August 1997”."""
    start, end = span.start, span.end
    if end is None:
        return _one(start, words)
    if start.year == end.year and start.month == end.month and start.day and end.day:
        return f"{start.day}–{_one(end, words)}"
    joint = "–" if start.month is None and end.month is None else " – "
    return f"{_one(start, words)}{joint}{_one(end, words)}"


def in_iso(span: DateSpan) -> str:
    """Write the date, or the start of the stretch, as HTML's `time` element takes it."""
    date = span.start
    parts = [f"{date.year:04}"] + [f"{part:02}" for part in (date.month, date.day) if part is not None]
    return "-".join(parts)


def span_in_iso(span: DateSpan) -> str:
    """Write a date, or both ends of a stretch with a slash between, as the data files do (ISO 8601)."""
    return in_iso(span) + (f"/{in_iso(DateSpan(span.end))}" if span.end else "")


def iso_in_words(text: str, words: Vocabulary) -> str:
    """Write an ISO date (“2026-11-23”, “2026-11”, “2026”) in words."""
    return _one(PartialDate(*map(int, text.split("-"))), words)


def _one(date: PartialDate, words: Vocabulary) -> str:
    if date.month is None:
        return str(date.year)
    month = words.months[date.month - 1]
    if date.day is None:
        return words.month_format.format(month=month, year=date.year)
    return words.day_format.format(day=date.day, month=month, year=date.year)
