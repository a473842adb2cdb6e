"""Writes the table of widths by which charts measure their labels; run it when the sans of styles/fonts changes.

    python -m pipeline.assemble.charts.metrics

The table is a file, so that a chart comes out the same wherever a book is built; a test says when it is stale.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

from pipeline.assemble.charts.lettering import TABLE, Weight

FONTS: Final[Mapping[Weight, str]] = {
    Weight.REGULAR: "SourceSans3-Regular.ttf",
    Weight.SEMIBOLD: "SourceSans3-SemiBold.ttf",
}
_RANGES: Final = ((0x20, 0x17F), (0x18F, 0x18F), (0x1A0, 0x24F), (0x259, 0x259), (0x370, 0x52F), (0x1E00, 0x1EFF),
                  (0x2000, 0x204F), (0x20AC, 0x20BF), (0x2212, 0x2212))  # fmt: skip


def table(fonts: Path) -> dict[str, dict[str, str]]:
    """Return, for each weight, the characters that have a width, by that width in thousandths of the type's size."""
    return {weight.value: _widths(TTFont(fonts / name)) for weight, name in FONTS.items()}


def _widths(font: TTFont) -> dict[str, str]:
    glyphs, advances = font.getBestCmap(), font["hmtx"].metrics
    found = defaultdict[int, str](str)
    for first, last in _RANGES:
        for code in range(first, last + 1):
            if code in glyphs:
                found[round(1000 * advances[glyphs[code]][0] / font["head"].unitsPerEm)] += chr(code)
    return {str(width): found[width] for width in sorted(found)}


def write_table(fonts: Path) -> None:
    """Write the table anew."""
    text = json.dumps(table(fonts), ensure_ascii=True, indent=1)
    (Path(__file__).parent / TABLE).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_table(Path(__file__).parents[3] / "styles" / "fonts")
