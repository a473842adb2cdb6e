"""Fitting text into lines by the widths of its letters: takes the place of the engine's own for ordinary text.

The engine finds out what fits by setting it: the next hundred letters, then one word more, then each way to divide
that word, then what was chosen, each shaped anew. Here a text is shaped once, the places where it may be broken are
looked up in the widths that came of it, and only the line that was chosen is set. If it does not fit after all, because
letters stand otherwise at a line's end, and for all that is unusual, the engine decides. All is of WeasyPrint 70.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Any, Final

_FIELDS: Final = 5
"""Of PangoGlyphInfo, four bytes each: number, width, offsets to the right and upwards, attributes."""
_GLYPH_SIZE: Final = 4 * _FIELDS
_WIDTH: Final = 1
_ATTRIBUTE_SIZE: Final = 4
_LINE_BREAK, _WORD_START, _WORD_END = 0x01, 0x20, 0x40
"""Of the first byte of what Pango says of a place between two characters (PangoLogAttr)."""

_UNUSUAL: Final = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e]"
)
"""Characters that do not follow one another from left to right, one place each, or that break lines by themselves."""
_FEW_LETTERS: Final = 4
"""A line must have room for so many times the type size, or it is no line of running text."""
_SHORT: Final = 16
"""Characters: so few are likely to fit whole, which the engine sees at once."""
_KEPT: Final = 4
"""Texts of one style that a paragraph may go to and fro between."""
_SHAPED: Final = "texts_shaped"
_HYPHEN: Final = "width_of_hyphen"
LIKE: Final = "is_shaped_like"
"""On a copy of a style that differs only in what does not touch the shapes of letters: the style it was copied from."""

Line = tuple[Any, int, int | None, float, float, float]
"""What the engine asks for: layout, length in bytes, bytes to the next line's text, width, height and baseline."""


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A text with the place of every character, counted from its beginning in Pango's units.

    `breaks` are the places where a line may end, `ends` where its last letter then does, without the spaces after it.
    """

    text: str
    places: Sequence[int]
    breaks: Sequence[int]
    ends: Sequence[int]
    word_starts: Sequence[int]
    word_ends: Sequence[int]


def fit_lines(inline_layout: Any, line_break: Any) -> None:
    """Let `weasyprint.layout.inline` fit ordinary text by widths; `line_break` is `weasyprint.text.line_break`."""
    split = inline_layout.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, *rest: Any, **named: Any
    ) -> Line:
        if _is_ordinary(text, style, context, max_width):
            line = _Fitting(line_break, text, style, context, max_width, spacing).line()
            if line is not None:
                return line
        answer: Line = split(text, style, context, max_width, spacing, *rest, **named)
        return answer

    inline_layout.split_first_line = split_first_line


def _is_ordinary(text: str, style: Any, context: Any, max_width: Any) -> bool:
    return (
        len(text) > _SHORT
        and context is not None
        and max_width is not None
        and 0 < style["font_size"] * _FEW_LETTERS <= max_width < inf
        and style["white_space"] == "normal"
        and style["word_break"] == "normal"
        and style["overflow_wrap"] == "normal"
        and not style["word_spacing"]
        and style["letter_spacing"] in ("normal", 0)
        and style["direction"] == "ltr"
        and _UNUSUAL.search(text) is None
    )


class _Fitting:
    """One line to be fitted."""

    def __init__(self, line_break: Any, text: str, style: Any, context: Any, max_width: float, spacing: float) -> None:
        self._engine = line_break
        self._text = text
        self._style = style
        self._context = context
        self._max_width = max_width
        self._spacing = spacing

    def line(self) -> Line | None:
        """Return the line; None where the engine must see for itself."""
        shaped = self._shaped()
        start = len(shaped.text) - len(self._text)
        room = shaped.places[start] + int(self._max_width * self._engine.TO_UNITS)
        if shaped.places[-1] <= room:
            return self._set(self._text, None)
        found = bisect_right(shaped.ends, room) - 1
        if found < 0 or shaped.breaks[found] <= start or found + 1 == len(shaped.breaks):
            return None
        end = shaped.breaks[found]
        if self._style["hyphens"] == "auto" and self._style["lang"]:
            divided = self._divided(shaped, start, end, shaped.breaks[found + 1], room, shaped.ends[found])
            if divided is not None and (line := self._set_divided(shaped.text[start:divided], divided - start)):
                return line
        return self._set(shaped.text[start:end].rstrip(" "), end - start)

    def _set_divided(self, words: str, taken: int) -> Line | None:
        """Set a line that ends with a hyphen; None where it is too wide."""
        hyphen: str = self._style["hyphenate_character"]
        line = self._set(words + hyphen, taken)
        return (line[0], line[1] - len(hyphen.encode()), *line[2:]) if line else None

    def _set(self, words: str, taken: int | None) -> Line | None:
        """Set a line that takes so many characters of the text, None for all; None where it is too wide."""
        engine = self._engine
        layout = engine.Layout(self._style, self._spacing, self._max_width)
        layout.set_text(words)
        first, second = layout.get_first_line()
        width, height = engine.line_size(first, self._style)
        if second is not None or width > self._max_width:
            return None
        baseline = engine.pango.pango_layout_get_baseline(layout.layout) * engine.FROM_UNITS
        resume = None if taken is None else len(self._text[:taken].encode())
        return layout, first.length, resume, width, height, baseline

    def _divided(self, shaped: _Shaped, start: int, end: int, following: int, room: int, used: int) -> int | None:
        """Return where the first word after a line's end can be divided so that its beginning fits, if anywhere."""
        engine, style = self._engine, self._style
        least, left, right = style["hyphenate_limit_chars"]
        language = engine.pyphen.language_fallback(style["lang"])
        zone = style["hyphenate_limit_zone"]
        free = (room - used) * engine.FROM_UNITS
        if language is None or free <= self._limit(zone):
            return None
        hyphen = self._width_of_hyphen()
        for word_start, word_end in _words(shaped, end, following):
            if word_end - word_start >= least:
                word = shaped.text[word_start:word_end]
                key = (language, left, right, least)
                dictionary = self._context.dictionaries.get(key)
                if dictionary is None:
                    dictionary = engine.pyphen.Pyphen(lang=language, left=left, right=right)
                    self._context.dictionaries[key] = dictionary
                for place in reversed(dictionary.positions(word)):
                    if place.data is None and shaped.places[word_start + place] + hyphen <= room:
                        return int(word_start + place)
                return None
        return None

    def _limit(self, zone: Any) -> float:
        """Return how much room must be free for a word to be divided, in CSS pixels."""
        return float(zone.value * self._max_width / 100 if zone.unit == "%" else zone.value)

    def _width_of_hyphen(self) -> int:
        style = vars(self._style).get(LIKE, self._style)
        width: int | None = vars(style).get(_HYPHEN)
        if width is None:
            width = self._shape(style["hyphenate_character"]).places[-1]
            setattr(style, _HYPHEN, width)
        return width

    def _shaped(self) -> _Shaped:
        known: list[_Shaped] = self._known()
        for shaped in known:
            if shaped.text.endswith(self._text):
                return shaped
        shaped = self._shape(self._text)
        known.insert(0, shaped)
        del known[_KEPT:]
        return shaped

    def _known(self) -> list[_Shaped]:
        """Return the texts of the style that were shaped last."""
        style = vars(self._style).get(LIKE, self._style)
        known: list[_Shaped] = vars(style).setdefault(_SHAPED, [])
        return known

    def _shape(self, text: str) -> _Shaped:
        engine = self._engine
        layout = engine.Layout(self._style)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        places = _places(text, line, engine.ffi)
        attributes = engine.pango.pango_layout_get_log_attrs_readonly(layout.layout, engine.ffi.NULL)
        flags = bytes(engine.ffi.buffer(attributes, (len(text) + 1) * _ATTRIBUTE_SIZE))[::_ATTRIBUTE_SIZE]
        breaks = [place for place, flag in enumerate(flags) if flag & _LINE_BREAK and place]
        return _Shaped(
            text,
            places,
            breaks,
            [places[len(text[:place].rstrip(" "))] for place in breaks],
            [place for place, flag in enumerate(flags) if flag & _WORD_START],
            [place for place, flag in enumerate(flags) if flag & _WORD_END],
        )


def _words(shaped: _Shaped, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the words between two places begin and end."""
    for place in range(bisect_right(shaped.word_ends, begin), len(shaped.word_ends)):
        word_end = shaped.word_ends[place]
        if word_end > end:
            return
        first = bisect_right(shaped.word_starts, word_end - 1) - 1
        if first >= 0 and shaped.word_starts[first] >= begin:
            yield shaped.word_starts[first], word_end


def _places(text: str, line: Any, ffi: Any) -> list[int]:
    """Return where each character of a line begins, and where the last one ends."""
    widths: list[int] = []
    clusters: list[int] = []
    run = line.runs[0]
    while run != ffi.NULL:
        offset, glyphs = run.data.item.offset, run.data.glyphs
        run = run.next
        count = glyphs.num_glyphs
        fields = memoryview(ffi.buffer(glyphs.glyphs, count * _GLYPH_SIZE)).cast("B").cast("i")
        widths += fields[_WIDTH::_FIELDS]
        clusters += [offset + cluster for cluster in ffi.unpack(glyphs.log_clusters, count)] if count else ()
    edges = list(accumulate(widths, initial=0))
    if clusters == list(range(len(text))):  # a glyph for each letter
        return edges
    begins = dict(zip(reversed(clusters), reversed(edges[:-1]), strict=True))
    places: list[int] = []
    byte = last = 0
    for character in text:
        last = begins.get(byte, last)
        places.append(last)
        byte += len(character.encode())
    places.append(edges[-1])
    return places
