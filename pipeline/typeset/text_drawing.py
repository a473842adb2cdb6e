"""Drawing lines of text as they were laid out: takes the place of the engine's own for all but unusual text.

The engine draws glyph by glyph through its binding, run by run; in a justified line every word is a run. Here a line is
one run, its glyphs are read in one go, and what the widths of glyphs and spaces leave over is carried on to the next
glyph instead of being cut off, so that justified lines end where they should. All is of WeasyPrint 70.
"""

from struct import Struct
from typing import Any, Final

_GLYPH: Final = Struct("=Iiiii")
"""PangoGlyphInfo: number, width, offsets to the right and upwards, attributes."""
_EXPANDABLE: Final = (b" ", "\N{NO-BREAK SPACE}".encode())
"""The spaces that justification widens; a font may draw others with the same glyph."""
_THOUSANDTHS: Final = 1000
"""Of the type size, in which a PDF counts widths (ISO 32000-1, 9.4.4)."""
_KNOWN: Final = "fonts_by_address"

Shown = tuple[Any, float, str]
"""A font, its size, and the glyphs to show in it as a content stream writes them."""


def draw_as_laid_out(drawing: Any, text: Any) -> None:
    """Let `weasyprint.draw` draw text from its layout; `text` is `weasyprint.text.line_break`."""
    draw_slowly = drawing.draw_text

    def draw_text(stream: Any, box: Any, offset_x: float, overflow: str, ellipsis: str) -> None:
        shown = _shown(stream, box, text) if _is_plain(box, overflow, ellipsis) else None
        if shown is None:
            draw_slowly(stream, box, offset_x, overflow, ellipsis)
            return
        stream.set_color(box.style["color"])
        stream.begin_text()
        stream.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
        for font, size, glyphs in shown:
            stream.set_font_size(font.hash, size)
            stream.show_text(glyphs)
        stream.end_text()

    drawing.draw_text = draw_text


def _is_plain(box: Any, overflow: str, ellipsis: str) -> bool:
    style = box.style
    return (
        overflow != "ellipsis"
        and ellipsis == "none"
        and style["visibility"] == "visible"
        and style["text_decoration_line"] == "none"
        and bool(box.text.strip())
    )


def _shown(stream: Any, box: Any, text: Any) -> list[Shown] | None:
    """Return what to show of a line; None for text that only the engine can draw.

    That is text that runs from right to left, has characters that no font has, pictures for glyphs or glyphs that are
    set off their place, or is not one line.
    """
    layout, ffi, pango = box.pango_layout, text.ffi, text.pango
    line, second = layout.get_first_line()
    if second is not None:
        return None
    spacing = box.justification_spacing * text.TO_UNITS
    words = layout.text.encode()
    shown: list[Shown] = []
    carried = 0.0
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        font, size = _font(stream, item.analysis.font, ffi)
        if item.analysis.level % 2 or font.bitmap or font.png or font.svg or font.colr:
            return None
        to_unicode, widths, per_unit = font.to_unicode, font.widths, _THOUSANDTHS * text.FROM_UNITS / size
        parts: list[str] = []
        numbers = _GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size))
        for place, (glyph, width, right, up, _) in enumerate(numbers):
            if right or up or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or glyph == pango.PANGO_GLYPH_EMPTY:
                return None
            letters = to_unicode.get(glyph)
            if letters is None:
                letters = to_unicode[glyph] = _letters(words, item, glyphs, place)
            if letters.isspace() and _is_expandable(words, item.offset + glyphs.log_clusters[place]):
                width += spacing
            known = widths.get(glyph)
            if known is None:
                known = widths[glyph] = width_of(stream, item.analysis.font, glyph, font, size, text)
            carried += known - width * per_unit
            parts.append(f"{glyph:04x}")
            if correction := round(carried):
                carried -= correction
                parts.append(f">{correction}<")
        if parts:
            shown.append((font, size, f"<{''.join(parts)}>".removesuffix("<>")))
    return shown


def _font(stream: Any, pango_font: Any, ffi: Any) -> tuple[Any, float]:
    """Return the font of a run and its size; on one page, whose lines hold their fonts, an address is one font's."""
    known = vars(stream).setdefault(_KNOWN, {})
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in known:
        known[address] = stream.add_font(pango_font)
    font: tuple[Any, float] = known[address]
    return font


def _is_expandable(words: bytes, place: int) -> bool:
    """Tell whether a space is one that justification widens, whatever the glyph was met for first."""
    return words.startswith(_EXPANDABLE, place)


def _letters(words: bytes, item: Any, glyphs: Any, place: int) -> str:
    """Return the letters that a glyph stands for: those of its cluster, up to where the next one begins."""
    begin = item.offset + glyphs.log_clusters[place]
    last = place == glyphs.num_glyphs - 1
    end = item.offset + (item.length if last else glyphs.log_clusters[place + 1])
    return words[begin:end].decode()


def width_of(stream: Any, pango_font: Any, glyph: int, font: Any, size: float, text: Any) -> int:
    """Return the width of a glyph in thousandths of the type size: the same in whatever size it is met."""
    text.pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
    units: float = stream.logical_rect.width * font.upem * text.FROM_UNITS / size
    width: float = round(units) * _THOUSANDTHS / font.upem
    return round(width)
