"""NO-BREAK SPACES where a line must not end: between a number and its unit, after initials, behind “p.” and “No.”.

Only blanks change, and each into one character: a text keeps its length and its letters.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipeline.book.inlines import (
    Citation,
    Code,
    Inline,
    Inlines,
    LineBreak,
    NoteCall,
    Place,
    Span,
    Text,
)  # fmt: skip

NO_BREAK_SPACE: Final = "\u00a0"
_OTHER: Final = "\ufffc"


@dataclass(frozen=True, slots=True)
class _Language:
    """Patterns of what binds: words after a number, before one, before a name, and those that may not end a line."""

    units: str = ""
    before_numbers: str = ""
    before_names: str = ""
    short_words: str = ""


_SIGNS: Final = r"%|‰|°|°[CF]|€|£|\$|km²?|cm|mm|m²?|kg|g|t|l|ha|kV|kW|MW|GW|kWh|MWh|GWh|Hz|kHz|MHz|bbl"

_LANGUAGES: Final[Mapping[str, _Language]] = {
    "en": _Language(
        units=(
            "January|February|March|April|May|June|July|August|September|October|November|December"
            r"|hundred|thousand|million|billion|trillion|per\scent|percent|dollars|euros?|pounds|tonnes|barrels|miles"
            r"|metres|kilometres|hectares|years|days|months|weeks|hours|minutes|BCE?|CE|AD|a\.m\.|p\.m\.|bcm|pp"
        ),
        before_numbers=(
            r"pp?\.|c\.|ca\.|No\.|no\.|Nos\.|nos\.|vols?\.|Vols?\.|chs?\.|chaps?\.|figs?\.|Figs?\.|n\.|nn\.|ed\.|fols?\.|ll?\."
            r"|b\.|d\.|fl\.|r\.|Chapter|chapter|Figure|Table|page|pages|Part|Article|Protocol|§|№|US\$|AD"
        ),
        before_names=r"Mrs?|Ms|Drs?|Prof\.|St\.?|Sir",
    ),
    "pl": _Language(
        units=(
            "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
            r"|tys\.|mln|mld|bln|proc\.|zł|gr|r\.|w\.|lat|lata|roku|rok|wieku|osób|euro|dolarów|godz\.|min"
        ),
        before_numbers=r"s\.|ss\.|str\.|nr|Nr|t\.|T\.|z\.|rys\.|tab\.|ok\.|rozdz\.|art\.|pkt|ur\.|zm\.|§|№|rozdział|tabela|rysunek",
        before_names=r"dr|prof\.|św\.|ks\.|gen\.|płk|pan|pani",
        short_words="a|i|o|u|w|z|A|I|O|U|W|Z",
    ),
    "az": _Language(
        units=(
            "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr"
            r"|min|milyon|milyard|faiz|manat|il|ildə|ilin|nəfər"
        ),
        before_numbers=r"s\.|səh\.|№|§|c\.",
    ),
    "de": _Language(
        units=(
            "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
            r"|Millionen|Milliarden|Tausend|Prozent|Jahre|Tage|Euro|Mio\.|Mrd\."
        ),
        before_numbers=r"S\.|Nr\.|Bd\.|Abb\.|Tab\.|Kap\.|Art\.|um|§|№",
    ),
    "fr": _Language(
        units=(
            "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
            r"|mille|millions?|milliards?|ans|euros?|jours"
        ),
        before_numbers=r"pp?\.|n[o°]s?|vol\.|chap\.|fig\.|t\.|art\.|§|№|v\.",
    ),
}


def bind_spaces(text: str, language: str) -> str:
    """Return `text` with NO-BREAK SPACES in place of the blanks that may not end a line in a BCP 47 `language`."""
    return _pattern(language.split("-")[0].lower()).sub(_bind, text)


def _bind(match: re.Match[str]) -> str:
    initial = match["initial"]
    if initial and not initial.isupper():
        return match.group()
    return match.group()[:-1] + NO_BREAK_SPACE


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A pattern of what binds and one blank; what it binds to is looked at, not taken, so that it may bind in turn."""
    words = _LANGUAGES.get(language, _Language())
    units = "|".join(filter(None, (words.units, _SIGNS)))
    cases = [
        rf"[0-9] (?=(?:{units})(?!\w))",
        r"[0-9] (?=[0-9]{3}(?![0-9]))",
        r"(?<!\w)(?P<initial>[^\W\d_])\. (?=[^\W\d_])",
        rf"(?<!\w)(?:{words.before_numbers}) (?=[0-9]|[ivxlcdmIVXLCDM]+\b)" if words.before_numbers else "",
        rf"(?<!\w)(?:{words.before_names}) (?=[^\W\d_])" if words.before_names else "",
        rf"(?<!\w)(?:{words.short_words}) (?=\S)" if words.short_words else "",
        r"(?<!\w)per (?=cent\b)" if language == "en" else "",
    ]
    return re.compile("|".join(filter(None, cases)).replace(" ", r"[ \n]"))


def bind_inlines(inlines: Inlines, language: str) -> Inlines:
    """Return running text with its blanks bound, across the borders of emphasis and marks; code is left alone."""
    bound = bind_spaces("".join(_flat(inlines)), language)
    return _Rebuilder(bound).inlines(inlines, language)


def _flat(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text
            case Code() | LineBreak() | NoteCall() | Citation() | Place():
                yield _OTHER
            case _:
                yield from _flat(inline.children)


class _Rebuilder:
    """Deals a bound text out to the leaves it came from."""

    def __init__(self, bound: str) -> None:
        self._bound = bound
        self._position = 0

    def inlines(self, inlines: Inlines, language: str) -> Inlines:
        return tuple(self._inline(inline, language) for inline in inlines)

    def _inline(self, inline: Inline, language: str) -> Inline:
        match inline:
            case Text(text):
                return Text(self._take(len(text)))
            case Code() | LineBreak() | NoteCall() | Citation() | Place():
                self._take(1)
                return inline
            case Span(language=own) if own and own != language:
                self._take(sum(map(len, _flat(inline.children))))
                return replace(inline, children=bind_inlines(inline.children, own))
            case _:
                return replace(inline, children=self.inlines(inline.children, language))

    def _take(self, length: int) -> str:
        start, self._position = self._position, self._position + length
        return self._bound[start : self._position]
