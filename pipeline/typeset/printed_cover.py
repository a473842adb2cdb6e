"""The printed cover as one page: back, spine and front side by side."""

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.book.printing import BLEED, MM, CoverSheet, PrintedCover
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.rules import PRINT_COVER_FULL
from pipeline.typeset.document import Document, parse_xhtml
from pipeline.typeset.engine import boxes, listening, weasyprint
from pipeline.typeset.fetching import BOOK, STYLES, book_fetcher, styles_fetcher
from pipeline.typeset.findings import engine_findings, missing_glyphs
from pipeline.typeset.origins import Origins
from pipeline.typeset.page_boxes import PT_PER_PX, children_of, descendants
from pipeline.typeset.stylesheets import PrintStyles, print_styles

COVER: Final = "cover.css"
"""The style sheet of the printed cover."""
_PANELS: Final = ("back", "front")
_SPINE: Final = "spine"
_TOLERANCE: Final = 0.5


def lay_out_cover(markup: ChapterMarkup, spine: float, styles: Styles) -> PrintedCover:
    """Lay out the cover; see `pipeline.typeset.typeset_cover`."""
    if COVER not in styles.sheets:
        raise LayoutError(f"the styles have no {COVER}")
    prepared = print_styles(styles)
    sheet = _sheet(prepared, spine)
    root = parse_xhtml(markup)
    [place] = markup.source_lines.values()
    origins = Origins(root, place.path)
    fetch = styles_fetcher(styles)
    with listening() as messages:
        rules = [
            weasyprint.CSS(string=text, base_url=STYLES, url_fetcher=fetch, font_config=prepared.fonts)
            for text in (styles.sheets[COVER], _measures(sheet))
        ]
        rendered = Document(root, BOOK, book_fetcher({})).render(font_config=prepared.fonts, stylesheets=rules)
        pdf = rendered.write_pdf()
    if len(rendered.pages) != 1:
        raise LayoutError(f"the printed cover takes {len(rendered.pages)} pages")
    glyphs = tuple(missing_glyphs(rendered.pages, prepared.faces, origins))
    found = (*glyphs, *engine_findings(messages, origins, glyphs), *_overfull(rendered.pages[0], place))
    return PrintedCover(sheet, pdf, found)


def _sheet(prepared: PrintStyles, spine: float) -> CoverSheet:
    """Return the sheet of a cover around pages as the print style sheets make them."""
    empty = Element("html")
    document = Document(empty, BOOK, book_fetcher({}))
    [page] = document.render(font_config=prepared.fonts, stylesheets=[prepared.sheet]).pages
    width, height = (round(length * PT_PER_PX / MM, 3) for length in (page.width, page.height))
    return CoverSheet(width, height, spine)


def _measures(sheet: CoverSheet) -> str:
    lengths = {"--page-width": sheet.page_width, "--page-height": sheet.page_height, "--spine": sheet.spine}
    declared = "; ".join(f"{name}: {length}mm" for name, length in lengths.items())
    return f"@page {{ size: {sheet.width}mm {sheet.page_height}mm; margin: 0; bleed: {BLEED}mm }}:root {{ {declared} }}"


def _overfull(page: Any, place: SourceLocation) -> Iterator[Diagnostic]:
    """Yield each side of the cover whose text runs off it or into what stands at a fixed place on it."""
    for panel in descendants(page._page_box):
        name = panel.element.get("class") if isinstance(panel, boxes.BlockBox) and panel.element is not None else None
        if (name in _PANELS and _is_full(panel)) or (name == _SPINE and _is_too_short(panel)):
            yield PRINT_COVER_FULL.at(place, panel=name)


def _is_full(panel: Any) -> bool:
    fixed = [child for child in children_of(panel) if child.is_absolutely_positioned()]
    flowing = [child for child in children_of(panel) if child not in fixed]
    foot = min([panel.position_y + panel.height, *(child.position_y for child in fixed)])
    edge = panel.position_x + panel.width
    lines = [box for child in flowing for box in descendants(child) if isinstance(box, boxes.LineBox)]
    return any(line.position_y + line.height > foot + _TOLERANCE for line in lines) or any(
        text.position_x + text.width > edge + _TOLERANCE
        for line in lines
        for text in descendants(line)
        if isinstance(text, boxes.TextBox)
    )


def _is_too_short(spine: Any) -> bool:
    widths = [
        sum(text.width for text in descendants(line) if isinstance(text, boxes.TextBox))
        for line in descendants(spine)
        if isinstance(line, boxes.LineBox)
    ]
    return bool(max(widths, default=0.0) > spine.height)
