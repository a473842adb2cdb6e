"""What the designers wrote: style sheets by medium and the fonts."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.book.manuscript import Resource


@dataclass(frozen=True, slots=True)
class Styles:
    """Style sheets by file name (`print.css`, `epub.css`, …) and fonts, with paths relative to the styles' folder."""

    sheets: Mapping[str, str]
    fonts: tuple[Resource, ...]
