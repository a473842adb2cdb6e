"""Pages drawn once: what was drawn of a page that is kept standing is written down again, not drawn again.

A page's content does not depend on the pages around it, but for three things that a document counts: the glyphs that
its fonts must hold, the slots for folios, and the names of what it draws with. Glyphs, slots and groups (such as the
rule above notes) are counted again; a page with images or patterns is drawn anew each time. All is of WeasyPrint 70.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.book.layout import FolioSlot
from pipeline.typeset.folio_slots import MARK, page_being_drawn, slots_being_found

_KEPT: Final = "is_drawn_once"
_DRAWING: Final = "drawing"
_COUNTED: Final = ("Pattern", "Shading")
_OPACITY: Final = ("a", "A")
"""What the engine's names of states begin with that stand for an opacity and nothing else."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What is drawn as one (ISO 32000-1, 11.6.6): at which item of the page, within what bounds, and how."""

    place: int
    bounds: tuple[float, ...]
    items: tuple[Any, ...]
    states: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What was drawn of a page: the items of its content, its marked boxes, its slots, and what it draws with.

    `properties` are those of items that are changed later, by their places; `folios` are the places of slots' marks.
    """

    items: tuple[Any, ...]
    properties: Mapping[int, Mapping[str, Any]]
    folios: tuple[int, ...]
    marks: tuple[tuple[Any, Mapping[str, Any]], ...]
    slots: tuple[FolioSlot, ...]
    fonts: tuple[tuple[Any, Any, Mapping[int, str], Mapping[int, int]], ...]
    states: Mapping[str, Any]
    groups: tuple[_Group, ...]


def draw_once(page: Any) -> None:
    """Let a page of the engine be drawn only once."""
    setattr(page, _KEPT, True)


def keep_drawings(page_class: Any, pydyf: Any) -> None:
    """Wrap `weasyprint.document.Page` so that pages which are to be drawn once are."""
    paint = page_class.paint

    def paint_page(page: Any, stream: Any, scale: float = 1) -> None:
        if not getattr(page, _KEPT, False):
            paint(page, stream, scale)
            return
        drawing: _Drawing | None = getattr(page, _DRAWING, None)
        if drawing is None:
            setattr(page, _DRAWING, _record(paint, page, stream, scale, pydyf))
        else:
            _write(drawing, stream, pydyf)

    page_class.paint = paint_page


def _record(paint: Any, page: Any, stream: Any, scale: float, pydyf: Any) -> _Drawing | None:
    """Draw a page and return what was drawn; None where it cannot be written down again."""
    before = {key: (font.to_unicode, font.widths) for key, font in stream._fonts.items()}
    for font in stream._fonts.values():
        font.to_unicode, font.widths = {}, {}
    counted = [len(stream._resources[kind]) for kind in _COUNTED]
    states, objects = (frozenset(stream._resources[kind]) for kind in ("ExtGState", "XObject"))
    slots = slots_being_found()
    begin, first_slot = len(stream.stream), len(slots)
    paint(page, stream, scale)
    used = tuple((key, font, font.to_unicode, font.widths) for key, font in stream._fonts.items() if font.widths)
    for key, font in stream._fonts.items():
        letters, widths = before.get(key) or ({}, {})
        font.to_unicode, font.widths = _first(letters, font.to_unicode), _first(widths, font.widths)
    items = stream.stream[begin:]
    groups = [_group(stream, name, items) for name in stream._resources["XObject"] if name not in objects]
    found = [group for group in groups if group]
    if (
        len(found) < len(groups)
        or counted != [len(stream._resources[kind]) for kind in _COUNTED]
        or not all(name.startswith(_OPACITY) for name in stream._resources["ExtGState"] if name not in states)
        or any(font.missing for font in stream._fonts.values())
    ):
        return None
    return _Drawing(
        tuple(items),
        {place: dict(item) for place, item in enumerate(items) if isinstance(item, dict)},
        tuple(place for place, item in enumerate(items) if isinstance(item, bytes) and item.startswith(MARK)),
        tuple(stream._tags.items()) if stream._tags is not None else (),
        tuple(slots[first_slot:]),
        used,
        dict(stream._resources["ExtGState"]),
        tuple(found),
    )


def _group(stream: Any, name: str, items: Sequence[Any]) -> _Group | None:
    """Return what a page draws under a name; None for an image, and what cannot be written down again."""
    group, drawn = stream._resources["XObject"][name], _do(name)
    if group is None or items.count(drawn) != 1:
        return None
    within = group._resources
    if any(within[kind] for kind in ("XObject", *_COUNTED)) or any(isinstance(item, dict) for item in group.stream):
        return None
    return _Group(items.index(drawn), tuple(group.extra["BBox"]), tuple(group.stream), dict(within["ExtGState"]))


def _do(name: str) -> bytes:
    return f"/{name} Do".encode()


def _first(known: dict[int, Any], more: Mapping[int, Any]) -> dict[int, Any]:
    """Add to what is known what is not known yet."""
    for key, value in more.items():
        known.setdefault(key, value)
    return known


def _write(drawing: _Drawing, stream: Any, pydyf: Any) -> None:
    """Write down what was drawn of a page."""
    slots = slots_being_found()
    items = list(drawing.items)
    for place, properties in drawing.properties.items():
        items[place] = pydyf.Dictionary(properties)
    for number, place in enumerate(drawing.folios, start=len(slots)):
        items[place] = MARK + str(number).encode()
    for group in drawing.groups:
        left, foot, right, top = group.bounds
        made = stream.add_group(left, foot, right - left, top - foot)
        made.extra["BBox"] = pydyf.Array(group.bounds)
        made.stream = list(group.items)
        made._resources["ExtGState"].update(group.states)
        items[group.place] = _do(made.id)
    stream.stream += items
    slots += [replace(slot, page=page_being_drawn()) for slot in drawing.slots]
    if stream._tags is not None:
        stream._tags.update(drawing.marks)
    for key, font, letters, widths in drawing.fonts:
        if key not in stream._fonts:
            stream._fonts[key] = copy(font)
            stream._fonts[key].to_unicode, stream._fonts[key].widths = {}, {}
        _first(stream._fonts[key].to_unicode, letters)
        _first(stream._fonts[key].widths, widths)
    for name, state in drawing.states.items():
        stream._resources["ExtGState"].setdefault(name, state)
