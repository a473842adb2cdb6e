"""Page labels: what a reader shows for a page is the folio printed on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pikepdf import Array, Dictionary, Name, String

from pipeline.book.layout import BookPage
from pipeline.book.names import Folio, PageIndex
from pipeline.book.pagination import roman

_ROMAN_DIGITS: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class LabelRange:
    """A stretch of pages labelled alike from page `first` on: counted from `start`, or all with the same `words`."""

    first: PageIndex
    style: Name | None
    start: int
    words: str


def page_labels(pages: Sequence[BookPage]) -> bytes:
    """Return the folios of all pages as page labels (ISO 32000-1, 12.4.2), as they are written in a file."""
    numbers = Array()
    for found in label_ranges([page.folio for page in pages]):
        numbers.append(found.first)
        numbers.append(Dictionary(S=found.style, St=found.start) if found.style else Dictionary(P=String(found.words)))
    return Dictionary(Nums=numbers).unparse()


def label_ranges(folios: Sequence[Folio]) -> Iterator[LabelRange]:
    """Join folios that count on from each other: arabic, lower-case roman, or a word that stays the same."""
    current: LabelRange | None = None
    for index, folio in enumerate(folios):
        found = _label(PageIndex(index), folio)
        if current is None or not _continues(current, found):
            current = found
            yield found


def _label(index: PageIndex, folio: Folio) -> LabelRange:
    if folio.isdecimal() and folio == str(int(folio)) and folio != "0":
        return LabelRange(index, Name.D, int(folio), "")
    if folio and set(folio) <= _ROMAN_DIGITS.keys():
        number = _roman_number(folio)
        if folio == roman(number):
            return LabelRange(index, Name.r, number, "")
    return LabelRange(index, None, 1, folio)


def _roman_number(folio: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in folio]
    return sum(
        -digit if digit < following else digit for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    )


def _continues(before: LabelRange, page: LabelRange) -> bool:
    if page.style is None or before.style is None:
        return before.style == page.style and before.words == page.words
    return before.style == page.style and page.start - before.start == page.first - before.first
