"""Lines of text as the engine's binding to Pango holds them: prepared once for a style, and kept until they are drawn.

The engine describes style and language to Pango for every line that it tries, lets go of a line once it is measured,
and shapes it anew to draw it. Here what Pango must know of a style is prepared once, and a line that has been set stays
as it was set; justification widens its spaces when it is drawn. All is of WeasyPrint 70.
"""

from dataclasses import dataclass
from typing import Any, Final

_PREPARED: Final = "prepared_for_pango"
_BREAKS_ANYWHERE: Final = ("anywhere", "break-word")
_DECLARATIONS: Final = """
    PangoContext * pango_layout_get_context (PangoLayout *layout);
    void * g_object_ref (void *object);
"""
"""Functions of Pango and GObject that the engine does not call itself."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What Pango must know of a style; `attributes` is None where there are no features of fonts to ask for."""

    context: Any
    language: Any
    description: Any
    attributes: Any


def keep_layouts(line_break: Any, inline_layout: Any, boxes: Any) -> None:
    """Let `weasyprint.text.line_break` prepare styles once and keep what it lays out."""
    _prepare_styles_once(line_break)
    _justify_when_drawn(inline_layout, boxes)


def _prepare_styles_once(line_break: Any) -> None:
    layout = line_break.Layout
    set_up, ffi, pango, gobject = layout.setup, line_break.ffi, line_break.pango, line_break.gobject
    ffi.cdef(_DECLARATIONS)

    def setup(self: Any, style: Any) -> None:
        known = vars(style).get(_PREPARED)
        if known is None:
            # A layout changes the attributes of text that is spaced or may break anywhere: it needs its own.
            if _is_plain(style):
                set_up(self, style)
                attributes = pango.pango_layout_get_attributes(self.layout)
                context = pango.pango_layout_get_context(self.layout)
                gobject.g_object_ref(context)
                known = _Prepared(
                    ffi.gc(context, gobject.g_object_unref),
                    self.language,
                    line_break.get_font_description(style),
                    None if attributes == ffi.NULL else attributes,
                )
            setattr(style, _PREPARED, known or False)
            if known:
                return
        if not known:
            set_up(self, style)
            return
        self.style, self.language, self.first_line_direction = style, known.language, 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(pango.pango_layout_new(known.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, known.description)
        if known.attributes is not None:
            pango.pango_layout_set_attributes(self.layout, known.attributes)

    def deactivate(self: Any) -> None:
        """Keep the line as it was set, for drawing."""

    def reactivate(self: Any, style: Any) -> None:
        """Shape the line anew, as the engine draws what `text_drawing` leaves to it."""
        set_up(self, style)
        self.set_text(self.text, justify=True)

    layout.setup, layout.deactivate, layout.reactivate = setup, deactivate, reactivate


def _is_plain(style: Any) -> bool:
    return (
        style["text_decoration_line"] == "none"
        and style["letter_spacing"] in ("normal", 0)
        and not style["word_spacing"]
        and style["overflow_wrap"] not in _BREAKS_ANYWHERE
    )


def _justify_when_drawn(inline_layout: Any, boxes: Any) -> None:
    """Widen the spaces of a justified line without shaping it anew."""
    add_spacing = inline_layout.add_word_spacing

    def add_word_spacing(context: Any, box: Any, spacing: float, advance: float) -> float:
        if not isinstance(box, boxes.TextBox) or box.pango_layout.text != box.text:
            return float(add_spacing(context, box, spacing, advance))
        box.justification_spacing = box.pango_layout.justification_spacing = spacing
        box.position_x += advance
        extra: float = spacing * inline_layout.count_expandable_spaces(box)
        box.width += extra
        return advance + extra

    inline_layout.add_word_spacing = add_word_spacing
