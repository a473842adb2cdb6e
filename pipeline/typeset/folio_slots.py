"""Folios within the text: each is drawn blank, marked, and in a font that has all ten digits.

An element that `data-folio` marks as nothing but an arabic page number is laid out as so many zeros. When it is drawn,
a comment before it in the page's content says which it is, and the font on the page is given the figures from 0 to 9
of the same style, so that any number of as many digits can be written there later without laying anything out.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from pipeline.book.folios import ATTRIBUTE, BLANK, is_bound_late
from pipeline.book.layout import FolioSlot
from pipeline.book.names import AnchorId, PageIndex
from pipeline.errors import LayoutError
from pipeline.typeset.text_drawing import width_of

MARK: Final = b"%folio "
"""What the comment before a folio's text begins with; its number follows."""
_DIGITS: Final = "0123456789"
_TOLERANCE: Final = 2
"""Thousandths of the type size by which figures of one width may differ."""


@dataclass(slots=True)
class _Sheet:
    """The page that is being drawn, and the slots found so far."""

    page: int = -1
    slots: list[FolioSlot] = field(default_factory=list)


_sheets: Final[list[_Sheet]] = []
"""The document that is being drawn; none at other times."""


@contextlib.contextmanager
def finding_slots() -> Iterator[list[FolioSlot]]:
    """Collect the slots of the one document that is drawn while the context is open, in the order of drawing."""
    sheet = _Sheet()
    _sheets.append(sheet)
    try:
        yield sheet.slots
    finally:
        _sheets.pop()


def slots_being_found() -> list[FolioSlot]:
    """Return the slots of the document that is being drawn, so far; a list of its own at other times."""
    return _sheets[-1].slots if _sheets else []


def page_being_drawn() -> PageIndex:
    """Return the place of the page that is being drawn."""
    return PageIndex(_sheets[-1].page if _sheets else 0)


def mark_folios(drawing: Any, page_class: Any, text: Any) -> None:
    """Wrap `weasyprint.draw` and `.document.Page` so that folios are marked; `text` is the engine's Pango binding."""
    paint, draw_text = page_class.paint, drawing.draw_text

    def paint_page(page: Any, stream: Any, scale: float = 1) -> None:
        if _sheets:
            _sheets[-1].page += 1
        paint(page, stream, scale)

    def draw_marked_text(stream: Any, box: Any, *rest: Any, **named: Any) -> None:
        anchor = box.element.get(ATTRIBUTE) if _sheets and box.element is not None else None
        if anchor and is_bound_late(box.text):
            slots = _sheets[-1].slots
            stream.stream.append(MARK + str(len(slots)).encode())
            page = PageIndex(_sheets[-1].page)
            slots.append(FolioSlot(AnchorId(anchor), page, len(box.text), _digit_glyphs(stream, box, text)))
        draw_text(stream, box, *rest, **named)

    page_class.paint = paint_page
    drawing.draw_text = draw_marked_text


def _digit_glyphs(stream: Any, box: Any, text: Any) -> tuple[str, ...]:
    """Give the box's font all digits of the box's style and return them as they are written in a content stream.

    Raises LayoutError where they differ in width, or are not one glyph each.
    """
    if set(box.text) != {BLANK}:
        raise LayoutError(f"the folio {box.text} was not blank when it was laid out")
    layout = text.Layout(box.style)
    layout.set_text(_DIGITS)
    line, _ = layout.get_first_line()
    run = line.runs[0].data
    pango_font = run.item.analysis.font
    glyphs = [info.glyph for info in run.glyphs.glyphs[0 : run.glyphs.num_glyphs]]
    if line.runs[0].next != text.ffi.NULL or len(glyphs) != len(_DIGITS):
        raise LayoutError(f"folios are set in a face that lacks figures: {', '.join(box.style['font_family'])}")
    font, size = stream.add_font(pango_font)
    widths = []
    for digit, glyph in zip(_DIGITS, glyphs, strict=True):
        width = width_of(stream, pango_font, glyph, font, size, text)
        font.to_unicode.setdefault(glyph, digit)
        widths.append(font.widths.setdefault(glyph, width))
    if max(widths) - min(widths) > _TOLERANCE:
        family = ", ".join(box.style["font_family"])
        raise LayoutError(f"folios are set in figures that differ in width ({family}): tabular-nums is wanted for them")
    return _as_written(tuple(glyphs))


@lru_cache(maxsize=64)
def _as_written(glyphs: tuple[int, ...]) -> tuple[str, ...]:
    """Return glyphs as they are written in a content stream; one value for all folios of a style."""
    return tuple(f"{glyph:04x}" for glyph in glyphs)
