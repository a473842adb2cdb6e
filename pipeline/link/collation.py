"""Filing order by the rules of the book's language, and the letter a heading is filed under.

Word by word, as BS ISO 999 prefers: a space comes before every letter, so “New York” stands before “Newark”.
Dashes, hyphens and slashes count as spaces; other punctuation, and the half rings and primes of transliteration,
do not count at all, so “Farys” in quotation marks stands under F. Numbers stand by value (“9” before “10”), after
symbols and before letters. Articles count; a sort instruction says where they should not.
"""

import unicodedata
from functools import cache, cached_property
from typing import Final, NamedTuple

from icu import AlphabeticIndex, Collator, Locale, UCollAttribute, UCollAttributeValue

SYMBOLS: Final = "#"
"""The group of headings that begin with a symbol, or with nothing that can be filed."""

DIGITS: Final = "0–9"
"""The group of headings that begin with a number."""

_MOST_LETTERS: Final = 1000  # ICU thins out the letters of all scripts to 99 unless told otherwise
_SEPARATORS: Final = frozenset("/\\|")
_TRANSLITERATION_MARKS: Final = frozenset("ʹʺʻʼʽʾʿˈˊˋ")
_LETTERS_OF_OTHER_SCRIPTS: Final = {
    "Latn": "en", "Cyrl": "ru", "Grek": "el", "Armn": "hy", "Geor": "ka", "Hebr": "he", "Arab": "ar",
}  # fmt: skip


class FilingKey(NamedTuple):
    """Sorts headings; two keys are equal only if the headings are the same text."""

    weights: bytes
    text: str


class Collation:
    """The order of one language; `language` is a BCP 47 tag, an unknown one means the order of CLDR's root."""

    def __init__(self, language: str) -> None:
        self._locale = Locale.forLanguageTag(language)
        self._collator = _numeric_collator(self._locale)

    def key(self, text: str) -> FilingKey:
        """Return what sorts `text` among other headings."""
        return FilingKey(self._collator.getSortKey(filing_form(text)), text)

    def letter(self, text: str) -> str:
        """Return the heading of the group that `text` stands in: a letter of the language's own alphabet.

        A letter the alphabet does not have stands with its base letter (in English Ł with L), or, where the order
        knows none, with the letter it sorts behind (Ə with E). Other scripts follow, under their own letters.
        """
        form = filing_form(text)
        index = self._buckets.getBucketIndex(form)
        if index == 0:
            return DIGITS if form and self._collator.compare(form, "0") >= 0 else SYMBOLS
        label, _ = self._buckets.getBucket(index)
        return str(label).capitalize()  # ICU says “CH” where a Czech index has “Ch”

    @cached_property
    def _buckets(self) -> AlphabeticIndex:
        letters = AlphabeticIndex(self._locale)
        letters.maxLabelCount = _MOST_LETTERS
        own = Locale.addLikelySubtags(self._locale).getScript()
        for script, language in _LETTERS_OF_OTHER_SCRIPTS.items():
            if script != own:
                letters.addLabels(Locale(language))
        return letters.buildImmutableIndex()


@cache
def collation_for(language: str) -> Collation:
    """Return the order of a language, made once."""
    return Collation(language)


def base_letters(text: str) -> bytes:
    """Return what headings have in common that differ only in case, diacritics or punctuation."""
    return bytes(_root_collator().getSortKey(filing_form(text)))


def filing_form(text: str) -> str:
    """Return the words of a heading without what does not count in filing."""
    return " ".join("".join(map(_filed, text)).split())


def _filed(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character in _SEPARATORS:
        return " "
    if category.startswith("P") or character in _TRANSLITERATION_MARKS:
        return ""
    return character


def _numeric_collator(locale: Locale) -> Collator:
    collator = Collator.createInstance(locale)
    collator.setAttribute(UCollAttribute.NUMERIC_COLLATION, UCollAttributeValue.ON)
    return collator


@cache
def _root_collator() -> Collator:
    collator = Collator.createInstance(Locale.getRoot())
    collator.setStrength(Collator.PRIMARY)
    return collator
