"""References from a piece's PDF, made those of the book: its objects keep their order, in a range of numbers."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

_TOKEN: Final = re.compile(rb"(\((?:[^\\()]|\\.)*\)|\d+ 0 R)", re.DOTALL)
"""A reference, or a text, which may look as if one were in it. (qpdf writes all parentheses in a text with \\.)"""


_REMEMBERED: Final = 2000
"""So many references are remembered as they are written: of neighbours, most of which refer to each other."""


def with_tokens(text: bytes, replacement: Callable[[bytes], bytes]) -> bytes:
    """Return objects as qpdf writes them with other texts and references in the place of those they have."""
    parts = _TOKEN.split(text)
    parts[1::2] = map(replacement, parts[1::2])
    return b"".join(parts)


def number_of(token: bytes) -> int | None:
    """Return the number of the object that a token refers to; None for a text."""
    return None if token.startswith(b"(") else int(token[:-4])


def numbers_in(text: bytes) -> Iterator[int]:
    """Yield the numbers of the objects that a text refers to."""
    for token in _TOKEN.findall(text):
        if (number := number_of(token)) is not None:
            yield number


class References:
    """Counts objects on from `base`, but for those that stand `elsewhere` in the book; remembers which were met."""

    def __init__(self, base: int, elsewhere: Mapping[int, int]) -> None:
        """Begin with `elsewhere`, which leads from numbers of the piece's PDF to those of the book."""
        self._base = base
        self._elsewhere = dict(elsewhere)
        self._placed: dict[int, int] = {}
        self._known: dict[bytes, bytes] = {}
        self._met: list[int] = []
        self._ever_met = bytearray()

    def put_elsewhere(self, number: int, in_book: int) -> None:
        """Let an object of the piece's PDF stand for one that the book has already."""
        self._elsewhere[number] = in_book

    def place(self, number: int, in_book: int) -> None:
        """Give an object of the piece's PDF a number of its own in the book."""
        self._placed[number] = in_book

    def in_book(self, number: int) -> int:
        """Return the number an object has in the book."""
        return self._elsewhere.get(number) or self._placed.get(number) or self._base + number

    def rewritten(self, text: bytes) -> bytes:
        """Return the text of objects with the numbers of the book."""
        return with_tokens(text, self._replacement)

    def newly_met(self) -> Sequence[int]:
        """Return the objects of the piece that were referred to since this was asked last, each once and for all."""
        met, self._met = self._met, []
        return met

    def _replacement(self, token: bytes) -> bytes:
        known = self._known.get(token)
        if known is None:
            number = number_of(token)
            if number is None:
                return token
            if number not in self._elsewhere:
                self._meet(number)
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            known = self._known[token] = b"%d 0 R" % self.in_book(number)
        return known

    def _meet(self, number: int) -> None:
        if number >= len(self._ever_met):
            self._ever_met.extend(bytes(number + 1))
        if not self._ever_met[number]:
            self._ever_met[number] = True
            self._met.append(number)
