"""Faults of the engine that would spoil a page, mended when it is loaded.

All are of WeasyPrint 70; a repair finds out for itself whether the engine still needs it.
"""

import inspect
from math import inf
from types import ModuleType
from typing import Any, Final

_CARRIES_NOTES_OVER: Final = "report = not context.in_column and can_break_now and not could_break_before"
_SPACES: Final = (" ", "\N{NO-BREAK SPACE}")
_KEEPS_NOTES: Final = "report = False"


def keep_notes_with_calls(block_layout: ModuleType) -> bool:
    """Mend `weasyprint.layout.block` so that each note stands on the page of its call.

    Where a paragraph's second line does not fit on a page, the engine carries notes over to the next page until it
    does, whatever `footnote-policy` says, and then forgets the notes of that very line: they appear nowhere. Mended,
    it lets the paragraph begin on the next page, as it does without notes. False where the engine no longer has the
    line of code that is at fault.
    """
    source = inspect.getsource(block_layout._linebox_layout)
    if source.count(_CARRIES_NOTES_OVER) != 1:
        return False
    code = compile(source.replace(_CARRIES_NOTES_OVER, _KEEPS_NOTES), f"{block_layout.__file__} (mended)", "exec")
    exec(code, vars(block_layout))
    return True


def fill_lines(inline_layout: Any) -> None:
    """Mend `weasyprint.layout.inline` so that text which fits but for the space at its end is not broken.

    The engine would put the text's first word on the line, the rest on the next, and stretch the first.
    """
    split = inline_layout.split_first_line

    def split_first_line(text: str, style: Any, context: Any, max_width: float, *rest: Any, **named: Any) -> Any:
        line = split(text, style, context, max_width, *rest, **named)
        length, resume_at = line[1], line[2]
        if resume_at is None or not text.endswith(_SPACES) or " " in text.encode()[:length].decode(errors="ignore"):
            return line
        without_space = split(text.rstrip("".join(_SPACES)), style, context, max_width, *rest, **named)
        if without_space[2] is None and without_space[3] <= max_width:
            return split(text, style, context, inf, *rest, **named)
        return line

    inline_layout.split_first_line = split_first_line


def keep_calls_with_words(inline_layout: Any) -> None:
    """Mend `weasyprint.layout.inline` so that no line begins with the call of a note.

    The engine takes the call for a number of the text and would break the line between “1991,” and it.
    """
    split = inline_layout.split_inline_level

    def split_inline_level(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        new_box, resume_at, preserved, first, *others = split(context, box, *rest, **named)
        if box.element is not None and box.element.get("role") == "doc-noteref":
            first = False  # the engine's word for “no break before this”
        return (new_box, resume_at, preserved, first, *others)

    inline_layout.split_inline_level = split_inline_level
