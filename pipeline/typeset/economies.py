"""Work that the engine does again and again for the same result, done once; no page looks different for it.

All are of WeasyPrint 70.
"""

import zlib
from types import SimpleNamespace
from typing import Any, Final

_LEVEL: Final = 6
_FONT: Final = "font_description"


def compress_sensibly(pydyf: Any) -> None:
    """Let the engine's PDF writer compress at zlib's own level.

    The highest, which it asks for, takes more than twice as long and makes a file smaller by two per cent.
    """
    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj(min(level, _LEVEL)))


def describe_fonts_once(line_break: Any) -> None:
    """Let `weasyprint.text.line_break` describe the font of a style once, not for every line that it tries.

    A style does not change once text has been set in it: what differs is set in a copy.
    """
    describe = line_break.get_font_description

    def get_font_description(style: Any) -> Any:
        known = vars(style).get(_FONT)
        if known is None:
            known = describe(style)
            setattr(style, _FONT, known)
        return known

    line_break.get_font_description = get_font_description
