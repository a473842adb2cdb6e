"""What differs between two trees of boxes that the engine made of two states of a piece.

Boxes are alike if they are of one kind, of styles that come of the same rules, of elements with the same attributes,
and hold the same. Where an element stands in the manuscript (`data-line`) does not matter: no page depends on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element, tostring

from pipeline.typeset.engine import boxes

_PLACE: Final = "data-line"

Path = tuple[int, ...]
"""The way from a tree's root to a box: the place among its siblings of each box passed through, and its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """The one stretch in which two trees differ: children of one box, from `begin` on up to `old_end` and `new_end`.

    `within` leads to that box, which is in both trees.
    """

    within: Path
    begin: int
    old_end: int
    new_end: int

    @property
    def first(self) -> Path:
        """The way to the first box that differs."""
        return (*self.within, self.begin)

    def moved(self, old: Path) -> Path | None:
        """Return where a place of the old tree is in the new one; None for one within the change."""
        depth = len(self.within)
        if old[:depth] != self.within or len(old) == depth or old[depth] < self.begin:
            return old
        if old[depth] < self.old_end:
            return None
        return (*old[:depth], old[depth] + self.new_end - self.old_end, *old[depth + 1 :])


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two trees compare: the change, None where there is none, and the new element for each old one outside it.

    `notes` gives the new number of each old note that is as it was.
    """

    change: Change | None
    elements: Mapping[Element, Element]
    notes: Mapping[int, int]


def compare(old: Any, new: Any, old_notes: Sequence[Any], new_notes: Sequence[Any]) -> Comparison | None:
    """Compare two trees, and the notes that were taken out of them; None where their roots are not alike."""
    comparer = _Comparer()
    if not comparer.shells_alike(old, new):
        return None
    change = comparer.difference(old, new, ())
    before = _alike_from_start(comparer, old_notes, new_notes)
    after = _alike_from_start(comparer, old_notes[before:][::-1], new_notes[before:][::-1])
    added = len(new_notes) - len(old_notes)
    notes = {number: number for number in range(before)}
    notes |= {number: number + added for number in range(len(old_notes) - after, len(old_notes))}
    return Comparison(change, comparer.elements, notes)


def _alike_from_start(comparer: "_Comparer", one: Sequence[Any], other: Sequence[Any]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if not comparer.alike(first, second):
            break
        count += 1
    return count


@dataclass(slots=True)
class _Comparer:
    """Compares boxes of two trees; `elements` are told which ones correspond."""

    elements: dict[Element, Element] = field(default_factory=dict)
    _styles: dict[tuple[int, int], bool] = field(default_factory=dict)

    def difference(self, old: Any, new: Any, path: Path) -> Change | None:
        """Return the stretch in which the children of two boxes differ, within them as far as there is one child."""
        before = _alike_from_start(self, old.children, new.children)
        if before == len(old.children) == len(new.children):
            return None
        after = _alike_from_start(self, old.children[before:][::-1], new.children[before:][::-1])
        old_end, new_end = len(old.children) - after, len(new.children) - after
        if old_end - before == 1 == new_end - before:
            one, other = old.children[before], new.children[before]
            if _holds_blocks(one) and _holds_blocks(other) and self.shells_alike(one, other):
                return self.difference(one, other, (*path, before))
        return Change(path, before, old_end, new_end)

    def alike(self, old: Any, new: Any) -> bool:
        """Tell whether two boxes and all in them are alike."""
        if not self.shells_alike(old, new):
            return False
        if isinstance(old, boxes.TextBox):
            return bool(old.text == new.text)
        if isinstance(old, boxes.ReplacedBox):
            return tostring(old.element) == tostring(new.element)
        ours, theirs = tuple(old.all_children()), tuple(new.all_children())  # columns of a table too
        return len(ours) == len(theirs) and all(map(self.alike, ours, theirs))

    def shells_alike(self, old: Any, new: Any) -> bool:
        """Tell whether two boxes are alike but for what is in them."""
        if type(old) is not type(new) or old.element_tag != new.element_tag:
            return False
        if not self._styles_alike(old.style, new.style):
            return False
        if old.element is None or new.element is None:
            return old.element is new.element
        if old.element.attrib != new.element.attrib and _attributes(old.element) != _attributes(new.element):
            return False
        self.elements[old.element] = new.element
        return True

    def _styles_alike(self, old: Any, new: Any) -> bool:
        """Tell whether two styles are worked out from the same declarations, and those around them too."""
        if old is new or old is None or new is None:
            return old is new
        key = (id(old), id(new))
        if key not in self._styles:
            self._styles[key] = (
                type(old) is type(new)
                and getattr(old, "pseudo_type", None) == getattr(new, "pseudo_type", None)
                and getattr(old, "cascaded", None) == getattr(new, "cascaded", None)
                and self._styles_alike(getattr(old, "parent_style", None), getattr(new, "parent_style", None))
            )
        return self._styles[key]


def _attributes(element: Element) -> Mapping[str, str]:
    return {name: value for name, value in element.attrib.items() if name != _PLACE}


def _holds_blocks(box: Any) -> bool:
    return isinstance(box, boxes.BlockContainerBox) and all(
        isinstance(child, boxes.BlockLevelBox) for child in box.children
    )
