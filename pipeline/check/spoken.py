"""What is read aloud of a piece: its words in order, and the parts they make up."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final
from unicodedata import category

from pipeline.book.diagnostics import SourceLocation


@dataclass(slots=True)
class Speech:
    """Text as it is put together; breaks between words are spaces."""

    _texts: list[str] = field(default_factory=list)
    _places: list[SourceLocation | None] = field(default_factory=list)

    def add(self, text: str, place: SourceLocation | None = None) -> None:
        """Append text that comes from a place of the manuscript."""
        if text:
            self._texts.append(text)
            self._places.append(place)

    def words(self) -> list[str]:
        """Return the words, which may be put together of several texts; soft hyphens and the like are not heard."""
        return list(filter(None, _heard("".join(self._texts)).split(" ")))

    def place_of(self, number: int) -> SourceLocation | None:
        """Return where a word begins, of those that there are."""
        before, within = 0, False
        for text, place in zip(self._texts, self._places, strict=True):
            for letter in _heard(text):
                if letter == " ":
                    within = False
                elif not within:
                    within, before = True, before + 1
                    if before > number:
                        return place
        return None


@dataclass(slots=True)
class Spoken:
    """What is read aloud of one piece: its `speech`, and what that is made up of.

    `parts` counts its elements by structure type, cells of heads by their scope too. `foreign` are stretches in
    another language than the words around them: the language, and the letters in alphabetical order. `notes` leads
    from the anchor of each note to that of its call, `alternatives` are the texts for its pictures in order.
    """

    speech: Speech = field(default_factory=Speech)
    parts: Counter[str] = field(default_factory=Counter)
    foreign: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)
    alternatives: list[str] = field(default_factory=list)


class _Heard(dict[str, str]):
    """What is heard of each character: a pause for every space, nothing of a soft hyphen or a change of direction."""

    def __missing__(self, letter: str) -> str:
        kind = category(letter)
        pause = kind == "Zs" or letter in "\t\n\r"
        self[letter] = heard = " " if pause else "" if kind in ("Cf", "Cc") else letter
        return heard


_HEARD: Final = _Heard()


def _heard(text: str) -> str:
    """Return what is heard of a text, its pauses as spaces; of most letters there is nothing to be changed."""
    for letter in set(text):
        heard = _HEARD[letter]
        if heard != letter:
            text = text.replace(letter, heard)
    return text
