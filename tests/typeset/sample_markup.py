"""Markup written by hand, and the project's own styles: what the tests of layout begin with."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, LanguageTag, Matter, Medium, PieceId, ResourcePath, Side
from pipeline.book.styles import Styles

SAMPLES = Path(__file__).parent / "samples"
STYLES = Path(__file__).parents[2] / "styles"
DRAWING = ResourcePath(PurePosixPath("figures/drawing.svg"))

Typeset = Callable[..., ChapterLayout]
"""Lays out a whole document, or the content of a chapter's section; keywords change fields of its markup."""
Sample = Callable[[str], str]
"""Reads a sample by name."""


def load_styles() -> Styles:
    """Read styles/ as the read stage does."""
    fonts = sorted((STYLES / "fonts").glob("*.ttf"))
    return Styles(
        {sheet.name: sheet.read_text(encoding="utf-8") for sheet in sorted(STYLES.glob("*.css"))},
        tuple(_resource(f"fonts/{font.name}", font, "font/ttf") for font in fonts),
    )


def load_resources() -> dict[ResourcePath, Resource]:
    """Read the one picture of the samples."""
    return {DRAWING: _resource(str(DRAWING), SAMPLES / "drawing.svg", "image/svg+xml")}


def load_sample(name: str) -> str:
    """Read a sample's XHTML."""
    return (SAMPLES / f"{name}.xhtml").read_text(encoding="utf-8")


def _resource(path: str, file: Path, media_type: str) -> Resource:
    data = file.read_bytes()
    return Resource(ResourcePath(PurePosixPath(path)), media_type, data, hashlib.sha256(data).hexdigest())


def markup_of(xhtml: str, **changes: Any) -> ChapterMarkup:
    """Give a whole document, or the content of a chapter's section, the fields it needs."""
    if "<html" not in xhtml:
        xhtml = (
            '<html xmlns="http://www.w3.org/1999/xhtml" lang="en-GB" xml:lang="en-GB"><head><title>A piece</title>'
            '</head><body class="print body-matter chapter">'
            f'<section id="piece" class="chapter" data-source="body/piece.md">{xhtml}</section></body></html>'
        )
    fields: dict[str, Any] = {
        "piece": PieceId("piece"), "medium": Medium.PRINT, "matter": Matter.BODY, "opens": Side.RECTO,
        "display": False, "title": "A piece", "running_head": "A piece", "language": LanguageTag("en-GB"),
        "xhtml": xhtml, "anchors": tuple(map(AnchorId, re.findall(r'\bid="([^"]+)"', xhtml))),
        "resources": (), "source_lines": {},
    }  # fmt: skip
    return ChapterMarkup(**(fields | changes))
