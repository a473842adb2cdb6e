"""What the designers wrote: style sheets by medium, the fonts and the printing condition."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.book.manuscript import Resource


@dataclass(frozen=True, slots=True)
class Styles:
    """Style sheets by file name (`print.css`, `epub.css`, …) and fonts, with paths relative to the styles' folder.

    `profiles` are the ICC profiles of printing conditions, of which the printer's files need exactly one.
    """

    sheets: Mapping[str, str]
    fonts: tuple[Resource, ...]
    profiles: tuple[Resource, ...] = ()
