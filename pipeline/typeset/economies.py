"""Work that the engine does again and again for the same result, done once; no page looks different for it.

All are of WeasyPrint 70.
"""

import zlib
from collections.abc import Callable, Iterable
from hashlib import sha256
from types import ModuleType, SimpleNamespace
from typing import Any, Final

_LEVEL: Final = 6
_MOST_COMPRESSED: Final = 128
_compressed: Final[dict[bytes, bytes]] = {}
_FONT: Final = "font_description"
_STRUT: Final = "strut"
_USED: Final = "used_values"
_SIDES: Final = ("top", "right", "bottom", "left")
_MARGINS: Final = (
    *(f"@{edge}-{place}" for edge in ("top", "bottom") for place in ("left", "center", "right")),
    *(f"@{edge}-{place}" for edge in ("left", "right") for place in ("top", "middle", "bottom")),
    *(f"@{edge}-{side}-corner" for edge in ("top", "bottom") for side in ("left", "right")),
)
"""The boxes in the margins of a page (CSS Page 3 §4.2)."""
_VALUES: Final = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
"""What a box has from its style and the size of the block around it."""


def compress_sensibly(pydyf: Any) -> None:
    """Let the engine's PDF writer compress at zlib's own level, and what it compressed lately not again.

    The highest level, which it asks for, takes more than twice as long and makes a file smaller by two per cent.
    """
    pydyf.zlib = SimpleNamespace(compressobj=lambda level: _Compressor(min(level, _LEVEL)))


def number_objects_when_added(pydyf: Any) -> None:
    """Let the engine's PDF objects be without a number of their own until they are given one; most never are."""
    unnumbered = pydyf.Object()
    for name, value in vars(unnumbered).items():
        setattr(pydyf.Object, name, value)
    pydyf.Object.__init__ = lambda item: None


class _Compressor:
    """Stands for zlib's object as the engine uses it: all data at once, then the end."""

    def __init__(self, level: int) -> None:
        self._level = level

    def compress(self, data: bytes) -> bytes:
        """Return all of the compressed data."""
        digest = sha256(data).digest()
        known = _compressed.pop(digest, None) or zlib.compress(data, self._level)
        _compressed[digest] = known  # at the end: what was used longest ago goes first
        if len(_compressed) > _MOST_COMPRESSED:
            del _compressed[next(iter(_compressed))]
        return known

    def flush(self) -> bytes:
        """Return nothing more."""
        return b""


def describe_fonts_once(line_break: Any) -> None:
    """Let `weasyprint.text.line_break` describe the font of a style once, not for every line that it tries.

    A style does not change once text has been set in it: what differs is set in a copy.
    """
    line_break.get_font_description = _once_for_a_style(line_break.get_font_description, _FONT)


def measure_struts_once(line_break: Any, modules: Iterable[ModuleType]) -> None:
    """Let the engine work out height and baseline of a style's empty line once, in all `modules`."""
    _replace(line_break.strut, _once_for_a_style(line_break.strut, _STRUT), modules)


def _once_for_a_style(find: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    """Have what is found out about a style kept with it under a name."""

    def known_or_found(style: Any) -> Any:
        known = vars(style).get(name)
        if known is None:
            known = find(style)
            setattr(style, name, known)
        return known

    return known_or_found


def resolve_percentages_once(percent: Any, boxes: Any, modules: Iterable[ModuleType]) -> None:
    """Let boxes of one style within blocks of one size share their margins, paddings and the like; in all `modules`."""
    resolve = percent.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style, around = box.style, containing_block
        size = (around.width, around.height) if isinstance(around, boxes.Box) else (around[0], around[1])
        if isinstance(box, boxes.PageBox) or style["border_collapse"] == "collapse":
            resolve(box, around)
            return
        used = vars(style).setdefault(_USED, {})
        key = (*size, style["width"], style["height"])  # some layouts change these two
        known = used.get(key)
        if known is None:
            resolve(box, around)
            used[key] = {name: getattr(box, name) for name in _VALUES}
        else:
            vars(box).update(known)

    _replace(resolve, resolve_percentages, modules)


def pass_over_empty_margins(layout: Any) -> None:
    """Let `weasyprint.layout` make no boxes in the margins of pages for which no style sheet writes anything there."""
    make = layout.make_margin_boxes

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Any:
        margins = (context.style_for(page.page_type, name) for name in _MARGINS)
        if any(style is not None and "content" in style.cascaded for style in margins):
            return make(context, page, state)
        return ()

    layout.make_margin_boxes = make_margin_boxes


def _replace(old: object, new: object, modules: Iterable[ModuleType]) -> None:
    for module in modules:
        for name in [name for name, value in vars(module).items() if value is old]:
            setattr(module, name, new)
