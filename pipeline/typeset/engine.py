"""WeasyPrint, and nothing else of the machine: no system font, no network, no file.

This is the one module that loads the engine. Fontconfig reads its configuration when the engine is loaded and again
whenever fonts are gathered; both happen under a configuration of our own that names no folder, so that the fonts of the
styles are all there are.
"""

import contextlib
import io
import logging
import mimetypes
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.errors import ToolMissingError
from pipeline.typeset.anchors import keep_names_out_of_styles
from pipeline.typeset.continued import repeat_headings
from pipeline.typeset.drawn_pages import keep_drawings
from pipeline.typeset.economies import (
    compress_sensibly,
    describe_fonts_once,
    measure_struts_once,
    number_objects_when_added,
    pass_over_empty_margins,
    resolve_percentages_once,
)
from pipeline.typeset.folio_slots import mark_folios
from pipeline.typeset.hyphens import limit_hyphens
from pipeline.typeset.line_fitting import fit_lines
from pipeline.typeset.page_starts import record_starts
from pipeline.typeset.pseudo_elements import share_styles
from pipeline.typeset.repairs import fill_lines, keep_calls_with_words, keep_notes_with_calls
from pipeline.typeset.structure import tag_by_elements
from pipeline.typeset.text_drawing import draw_as_laid_out
from pipeline.typeset.text_layouts import keep_layouts

_FONTCONFIG: Final = Path(__file__).with_name("fonts.conf")


@contextlib.contextmanager
def _no_system_fonts() -> Iterator[None]:
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_FONTCONFIG)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


mimetypes.knownfiles.clear()  # what a file is does not depend on the machine's own tables, such as /etc/mime.types
with _no_system_fonts(), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
    # The engine warns that there are no fonts, which is what is wanted, and prints when a library is missing.
    warnings.simplefilter("ignore")
    try:
        import pydyf  # type: ignore[import-untyped]  # the engine's PDF objects; no type information
        import weasyprint
        from weasyprint import css, layout
        from weasyprint import document as documents
        from weasyprint import draw as drawing
        from weasyprint.document import Page
        from weasyprint.formatting_structure import boxes
        from weasyprint.formatting_structure import build as structure
        from weasyprint.layout import block as block_layout
        from weasyprint.layout import inline as inline_layout
        from weasyprint.layout import page as pagemaking
        from weasyprint.layout import percent
        from weasyprint.layout.absolute import AbsolutePlaceholder
        from weasyprint.text import ffi as libraries
        from weasyprint.text import line_break
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcherResponse
    except OSError as error:
        raise ToolMissingError(
            "the layout engine needs Pango (on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0): {error}"
        ) from error

if libraries.harfbuzz_subset is None:
    raise ToolMissingError(
        "the layout engine needs HarfBuzz's subsetter (on Debian: apt-get install libharfbuzz-subset0)"
    )

compress_sensibly(pydyf)
number_objects_when_added(pydyf)
describe_fonts_once(line_break)
_LOADED: Final = tuple(module for name, module in sys.modules.items() if name.startswith("weasyprint."))
measure_struts_once(line_break, _LOADED)
resolve_percentages_once(percent, boxes, _LOADED)
pass_over_empty_margins(layout)
share_styles(css)
keep_names_out_of_styles(css, documents, AbsolutePlaceholder)
keep_layouts(line_break, inline_layout, boxes)
draw_as_laid_out(drawing, line_break)
fit_lines(inline_layout, line_break)
keep_notes_with_calls(block_layout)
fill_lines(inline_layout)
keep_calls_with_words(inline_layout)
limit_hyphens(inline_layout, block_layout)
record_starts(pagemaking)
repeat_headings(block_layout)
keep_drawings(Page, pydyf)
mark_folios(drawing, Page, line_break)
tag_by_elements(weasyprint.pdf, Page, inline_layout, boxes)


def font_configuration() -> Any:
    """Return an empty set of fonts, to be filled by @font-face rules."""
    with _no_system_fonts():
        return FontConfiguration()


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what the engine says is wrong (its log from level warning on) while the context is open."""
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield listener.messages
    finally:
        logger.removeHandler(listener)


def library_versions() -> Mapping[str, str]:
    """Return the versions of the system's libraries as the engine has loaded them, by name."""
    pango = libraries.pango.pango_version()
    return {
        "Pango": f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}",
        "HarfBuzz": _harfbuzz_version(),
    }


def _harfbuzz_version() -> str:
    parts = [0, 0, 0]
    for place in range(3):
        # HarfBuzz is only asked what the engine's binding declares: whether it is at least some version.
        while libraries.harfbuzz.hb_version_atleast(*(*parts[:place], parts[place] + 1, *parts[place + 1 :])):
            parts[place] += 1
    return ".".join(map(str, parts))


__all__ = [
    "AbsolutePlaceholder",
    "Page",
    "URLFetcherResponse",
    "boxes",
    "documents",
    "font_configuration",
    "layout",
    "library_versions",
    "listening",
    "pagemaking",
    "structure",
    "weasyprint",
]
