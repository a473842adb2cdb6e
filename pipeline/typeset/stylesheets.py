"""The print style sheets, parsed once for all the pieces that a process lays out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.typeset.engine import font_configuration, listening, weasyprint
from pipeline.typeset.faces import Face, read_faces
from pipeline.typeset.fetching import STYLES, styles_fetcher

PRINT: Final = "print.css"
"""The style sheet for pages; it imports the others."""


@dataclass(frozen=True, slots=True)
class PrintStyles:
    """Style sheets and fonts as the engine wants them; `findings` is what it said while reading them."""

    sheet: Any
    fonts: Any
    faces: tuple[Face, ...]
    findings: tuple[str, ...]


class _Key:
    """Styles compared by what they hold: texts by name and the fonts' digests."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        sheets: Mapping[str, str] = styles.sheets
        self._content = (tuple(sorted(sheets.items())), tuple((font.path, font.digest) for font in styles.fonts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._content == self._content

    def __hash__(self) -> int:
        return hash(self._content)


def print_styles(styles: Styles) -> PrintStyles:
    """Prepare the print style sheets; raises LayoutError when there is no print.css."""
    if PRINT not in styles.sheets:
        raise LayoutError(f"the styles have no {PRINT}")
    return _prepare(_Key(styles))


@lru_cache(maxsize=1)
def _prepare(key: _Key) -> PrintStyles:
    styles = key.styles
    faces = read_faces(styles.fonts)
    fonts = font_configuration()
    # Faces are declared from what the files say of themselves, so that a name in a sheet cannot mean another file.
    text = "".join(face.rule for face in faces)
    fetch = styles_fetcher(styles)
    with listening() as messages:
        weasyprint.CSS(string=text, base_url=STYLES, url_fetcher=fetch, font_config=fonts)
        sheet = weasyprint.CSS(string=styles.sheets[PRINT], base_url=STYLES, url_fetcher=fetch, font_config=fonts)
    return PrintStyles(sheet, fonts, faces, tuple(messages))
