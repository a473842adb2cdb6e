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


_UsedFont = tuple[Any, Any, Mapping[int, str], Mapping[int, int]]
"""The engine's key of a font, the font, and of the glyphs used of it the letters and widths."""


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
    fonts: tuple[_UsedFont, ...]
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
    states, objects = stream._resources["ExtGState"], frozenset(stream._resources["XObject"])
    counted = [len(stream._resources[kind]) for kind in _COUNTED]
    slots = slots_being_found()
    begin, first_slot = len(stream.stream), len(slots)
    # The page is drawn as if it were the first, so that all that it draws with is seen, in the order of its own use.
    fonts, own_fonts = stream._fonts, _PageFonts(stream._fonts)
    own_states, tags = pydyf.Dictionary(), dict(stream._tags or {})
    stream._fonts, stream._resources["ExtGState"] = own_fonts, own_states
    try:
        paint(page, stream, scale)
    finally:
        stream._fonts, stream._resources["ExtGState"] = fonts, states
    if not all(name.startswith(_OPACITY) for name in own_states):  # states that a document numbers
        _undo(stream, begin, objects, tags)
        del slots[first_slot:]
        setattr(page, _KEPT, False)
        paint(page, stream, scale)
        return None
    used = tuple((key, font, font.to_unicode, font.widths) for key, font in own_fonts.items())
    _use(used, fonts)
    for name, state in own_states.items():
        states.setdefault(name, state)
    items = stream.stream[begin:]
    groups = [_group(stream, name, items) for name in stream._resources["XObject"] if name not in objects]
    found = [group for group in groups if group]
    if (
        len(found) < len(groups)
        or counted != [len(stream._resources[kind]) for kind in _COUNTED]
        or any(font.missing for font in own_fonts.values())
    ):
        return None
    return _Drawing(
        tuple(items),
        {place: dict(item) for place, item in enumerate(items) if isinstance(item, dict)},
        tuple(place for place, item in enumerate(items) if isinstance(item, bytes) and item.startswith(MARK)),
        tuple(stream._tags.items()) if stream._tags is not None else (),
        tuple(slots[first_slot:]),
        used,
        dict(own_states),
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


def _undo(stream: Any, begin: int, objects: frozenset[str], tags: Mapping[Any, Any]) -> None:
    """Take back what was drawn on a stream."""
    del stream.stream[begin:]
    for name in [name for name in stream._resources["XObject"] if name not in objects]:
        del stream._resources["XObject"][name]
    if stream._tags is not None:
        for box in [box for box in stream._tags if box not in tags]:
            del stream._tags[box]


class _PageFonts(dict[Any, Any]):
    """The fonts that a page uses, in the order of their first use; each begins without glyphs."""

    def __init__(self, known: Mapping[Any, Any]) -> None:
        super().__init__()
        self._known = known

    def __contains__(self, key: object) -> bool:
        if not super().__contains__(key) and key in self._known:
            self[key] = _without_glyphs(self._known[key])
        return super().__contains__(key)


def _use(used: Sequence[_UsedFont], fonts: dict[Any, Any]) -> None:
    """Have a document's fonts hold the glyphs that a page uses; what a glyph was met for first, it stands for."""
    for key, font, letters, widths in used:
        if key not in fonts:
            fonts[key] = _without_glyphs(font)
        for glyph, words in letters.items():
            fonts[key].to_unicode.setdefault(glyph, words)
        for glyph, width in widths.items():
            fonts[key].widths.setdefault(glyph, width)


def _without_glyphs(font: Any) -> Any:
    empty = copy(font)
    empty.to_unicode, empty.widths = {}, {}
    return empty


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
    _use(drawing.fonts, stream._fonts)
    for name, state in drawing.states.items():
        stream._resources["ExtGState"].setdefault(name, state)
