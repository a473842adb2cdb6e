"""Citations that are a part of the sentence: “Smołucha (2010)”, “Smołucha [12]”."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.book.inlines import CitationItem, Inlines, Text
from pipeline.book.manuscript import Source
from pipeline.link.citations_engine import CitationEngine, Cite, letter
from pipeline.link.citations_locator import split_locator
from pipeline.link.citations_markup import CITED, END, Cited, clean, to_inlines

_MOST_NAMES: Final = 3
_BRACKETS: Final = ("([", ")]")


def narrative(item: CitationItem, source: Source, engine: CitationEngine) -> Inlines:
    """Write one source as a part of the sentence.

    A numeric style gets the authors' names before its number (none where a source names no author). Of an
    author–date citation, what stands before the date is the author, and the rest goes into brackets. Where neither
    can be told apart, the citation stands as the style writes it.
    """
    label, locator = split_locator(item.locator)
    marked = engine.citation((Cite(item.key, label, locator),))
    after = "" if label or not locator else f", {locator}"
    sources = {letter(0): Cited(item.key, "", after + item.suffix.rstrip())}
    if engine.numeric:
        names = short_names(source.csl.get("author"), engine)
        words = to_inlines(marked, item.location, sources)
        return (Text(f"{names} "), *words) if names else words
    split = _author_and_date(marked, source, engine)
    return to_inlines(split or marked, item.location, sources)


def short_names(people: object, engine: CitationEngine) -> str:
    """Return family names as a sentence has them: “Blair and Akhundov”, “Smith et al.”; “” where there are none."""
    if not isinstance(people, Sequence) or isinstance(people, str):
        return ""
    names = [_short_name(person) for person in people if isinstance(person, Mapping)]
    if len(names) > _MOST_NAMES:
        return f"{names[0]} {engine.term('et-al')}"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} {engine.term('and')} {names[-1]}"
    return "".join(names)


def _short_name(person: Mapping[object, object]) -> str:
    particle = clean(str(person.get("non-dropping-particle") or ""))
    name = clean(str(person.get("literal") or person.get("family") or person.get("given") or ""))
    return f"{particle} {name}".strip()


def _author_and_date(marked: str, source: Source, engine: CitationEngine) -> str | None:
    """Turn “(Smołucha 2010, 3)” into “Smołucha (2010, 3)”, marks and all; None where there is no date to split at."""
    opening = f"{CITED}{letter(0)}"
    start, end = marked.find(opening), marked.rfind(END)
    if start < 0 or marked[:start] not in ("", *_BRACKETS[0]) or marked[end + 1 :] not in ("", *_BRACKETS[1]):
        return None
    words = marked[start + len(opening) : end]
    date = _date_in(words, _year(source), engine)
    if not date:
        return None
    author = words[:date].rstrip(" ,")
    return f"{opening}{author} ({words[date:]}){END}" if author else None


def _date_in(words: str, year: str | None, engine: CitationEngine) -> int:
    no_date = "|".join(map(re.escape, (engine.short_term("no date"), engine.term("no date"))))
    found = re.search(rf"\b{year}" if year else no_date, words)
    return found.start() if found else 0


def _year(source: Source) -> str | None:
    issued = source.csl.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]).lstrip("-") if parts and parts[0] else None
