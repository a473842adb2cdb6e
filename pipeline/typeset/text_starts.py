"""Where each page begins in the reading text of its piece.

The engine's boxes name the element whose text they show, but not which part of it. The text of one element comes in its
own order, whatever is set between, so what has been shown of it so far tells where a box begins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Any, Final
from xml.etree.ElementTree import Element

from pipeline.book.folios import ATTRIBUTE as FOLIO
from pipeline.book.layout import TextStart
from pipeline.book.names import TextPosition
from pipeline.book.reading_text import APART, OBJECT, PICTURES, signs
from pipeline.typeset.engine import boxes
from pipeline.typeset.page_boxes import children_of, main_box

_HYPHEN: Final = "‐"
"""U+2010, which the engine adds where it divides a word."""
_SIGNS_KEPT: Final = 24


@dataclass(slots=True)
class _ElementText:
    """The text right within an element, folded, with the position of each sign; `shown` signs were on pages so far."""

    signs: list[str] = field(default_factory=list)
    positions: list[TextPosition | None] = field(default_factory=list)
    shown: int = 0


class ReadingText:
    """The reading text of a tree as it is before the engine lays it out."""

    def __init__(self, root: Element) -> None:
        """Count the signs of the tree's body."""
        self._signs: list[str] = []
        self._texts: dict[Element, _ElementText] = {}
        self._objects: dict[Element, TextPosition | None] = {}
        body = root.find("body")
        if body is not None:
            self._add_element(body, apart=False)

    def starts(self, pages: Sequence[Any]) -> Iterator[TextStart | None]:
        """Yield where each page of the laid-out tree begins; None where it shows nothing but notes and the like.

        A page begins with the first text on it that no page showed before: not with the repeated head of a table,
        nor with something that floats and belongs to what the page before shows.
        """
        before, furthest = -1, -1
        for page in pages:
            shown = [(position, floats) for position, floats in self._shown(main_box(page), False) if position > before]
            in_order = (position for position, floats in shown if not floats or position > furthest)
            start = next(in_order, shown[0][0] if shown else None)
            if start is None:
                yield None
                continue
            before, furthest = start, max(furthest, *(position for position, _ in shown))
            yield TextStart(start, "".join(self._signs[start : start + _SIGNS_KEPT]))

    def _add_element(self, element: Element, apart: bool) -> None:
        apart = apart or element.get(APART) is not None
        self._add_text(element, element.text, apart)
        for child in element:
            if _local_name(child) in PICTURES or child.get(FOLIO) is not None:
                self._objects[child] = self._add_sign(OBJECT, apart or child.get(APART) is not None)
            else:
                self._add_element(child, apart)
            self._add_text(element, child.tail, apart)

    def _add_text(self, element: Element, text: str | None, apart: bool) -> None:
        own = self._texts.setdefault(element, _ElementText())
        found = signs(text)
        positions: Iterable[TextPosition | None] = repeat(None)
        if not apart:
            positions = map(TextPosition, range(len(self._signs), len(self._signs) + len(found)))
            self._signs += found
        folded = found.casefold()
        if len(folded) == len(found):
            own.signs += folded
            own.positions += islice(positions, len(found))
            return
        for sign, position in zip(found, positions, strict=False):  # one of them is two letters when folded
            for letter in sign.casefold():
                own.signs.append(letter)
                own.positions.append(position)

    def _add_sign(self, sign: str, apart: bool) -> TextPosition | None:
        if apart:
            return None
        self._signs.append(sign)
        return TextPosition(len(self._signs) - 1)

    def _shown(self, box: Any, floats: bool) -> Iterator[tuple[TextPosition, bool]]:
        """Yield the position of each text and picture within a box, and whether it stands in something that floats."""
        position: TextPosition | None = None
        if isinstance(box, boxes.TextBox):
            position = self._objects[box.element] if box.element in self._objects else self._first_position(box)
        elif isinstance(box, boxes.ReplacedBox):
            position = self._objects.get(box.element)
        if position is not None:
            yield position, floats
        for child in children_of(box):
            yield from self._shown(child, floats or child.is_floated())

    def _first_position(self, box: Any) -> TextPosition | None:
        """Return the position of a text's first sign that counts; what the style sheets write is none."""
        text = self._texts.get(box.element)
        if text is None or "::" in str(box.element_tag):
            return None
        first: TextPosition | None = None
        folded = signs(box.text.casefold())
        if _HYPHEN not in folded:
            shown = text.positions[text.shown : text.shown + len(folded)]
            first = next((position for position in shown if position is not None), None)
            text.shown = min(text.shown + len(folded), len(text.signs))
            return first
        for letter in folded:
            if text.shown == len(text.signs):  # the head of a table once more
                break
            if letter == _HYPHEN != text.signs[text.shown]:
                continue
            if first is None:
                first = text.positions[text.shown]
            text.shown += 1
        return first


def _local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
