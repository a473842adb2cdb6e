"""What is read aloud of a piece: its words in order, and the parts they make up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from unicodedata import category

from pipeline.book.diagnostics import SourceLocation


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as it is written, and where in the manuscript."""

    text: str
    location: SourceLocation | None = None


@dataclass(slots=True)
class Spoken:
    """What is read aloud of one piece.

    `parts` counts its elements by structure type, cells of heads by their scope too. `foreign` are stretches in
    another language than the words around them: the language, and the letters in alphabetical order. `notes` leads
    from the anchor of each note to that of its call, `alternatives` are the texts for its pictures in order.
    """

    words: Sequence[SpokenWord] = ()
    parts: Counter[str] = field(default_factory=Counter)
    foreign: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)
    alternatives: list[str] = field(default_factory=list)


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

    def words(self) -> list[SpokenWord]:
        """Return the words, which may be put together of several texts; soft hyphens and the like are not heard."""
        words: list[SpokenWord] = []
        word, begun = "", None
        for text, place in zip(self._texts, self._places, strict=True):
            first, *others = text.translate(_HEARD).split(" ")
            begun = place if not word else begun
            word += first
            for other in others:
                if word:
                    words.append(SpokenWord(word, begun))
                word, begun = other, place
        return [*words, SpokenWord(word, begun)] if word else words


class _Heard(dict[int, str | None]):
    """What is heard of each character: a pause for every space, nothing of a soft hyphen or a change of direction."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        kind = category(letter)
        pause = kind == "Zs" or letter in "\t\n\r"
        self[code] = heard = " " if pause else None if kind in ("Cf", "Cc") else letter
        return heard


_HEARD: Final = _Heard()
