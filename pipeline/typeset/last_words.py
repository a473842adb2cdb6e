"""No paragraph ends with a line of a letter or two: its last words are kept together.

The engine breaks one line after another and cannot see that little will be left for the last. In the tree that is laid
out, the last spaces of a paragraph therefore become no-break spaces until what they join has enough letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

LEAST_LETTERS: Final = 5
"""Of a last line, figures included: fewer would be shorter than the indent of the next paragraph."""
_SHORT_TEXT: Final = 20
_SHORT_CELL: Final = 40
"""Letters: what has fewer is left alone, in a table's cells, which may be narrow, more than elsewhere."""
_PARAGRAPHS: Final = frozenset({"p", "li", "dd", "td", "div"})
_NOTE_PARAGRAPHS: Final = frozenset({"note-paragraph"})
_NOTE: Final = "doc-footnote"
_INLINE: Final = frozenset(
    {"a", "em", "i", "strong", "b", "cite", "code", "span", "sub", "sup", "ins", "del", "mark", "time", "br"}
)
_SPACE: Final = re.compile("[ \\t\\n\\r]+")
_NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A stretch of text: an element's own, or what follows the element."""

    element: Element
    name: str

    @property
    def text(self) -> str:
        return getattr(self.element, self.name) or ""

    def write(self, text: str) -> None:
        setattr(self.element, self.name, text)


def keep_last_words(root: Element) -> None:
    """Join the last words of all paragraphs of a tree, and of each stretch of text before a block within one."""
    for element in root.iter():
        if element.tag in _PARAGRAPHS or not _NOTE_PARAGRAPHS.isdisjoint(element.get("class", "").split()):
            short = _SHORT_CELL if element.tag == "td" else _SHORT_TEXT
            for stretch in _stretches(element):
                if sum(_letters(slot.text) for slot in stretch) >= short:
                    _join_last_words(stretch)


def _stretches(block: Element) -> Iterator[list[_Slot]]:
    stretch = [_Slot(block, "text")]
    for child in block:
        if child.tag in _INLINE:
            stretch += _inline_slots(child)
        else:
            yield stretch
            stretch = []
        stretch.append(_Slot(child, "tail"))
    yield stretch


def _inline_slots(element: Element) -> Iterator[_Slot]:
    """Yield the texts within an element of running text; a note stands elsewhere."""
    if element.get("role") == _NOTE:
        return
    yield _Slot(element, "text")
    for child in element:
        yield from _inline_slots(child)
        yield _Slot(child, "tail")


def _join_last_words(stretch: list[_Slot]) -> None:
    letters = 0
    for slot in reversed(stretch):
        for space in reversed(list(_SPACE.finditer(slot.text))):
            letters_after = letters + _letters(slot.text[space.end() :])
            if letters_after >= LEAST_LETTERS:
                return
            if letters_after:
                slot.write(slot.text[: space.start()] + _NO_BREAK_SPACE + slot.text[space.end() :])
        letters += _letters(slot.text)
        if letters >= LEAST_LETTERS:
            return


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
