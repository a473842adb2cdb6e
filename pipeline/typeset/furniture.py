"""Running heads and folios: what binding stamps on the pages."""

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.furniture import Stamp, Stamps
from pipeline.book.names import LanguageTag
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.typeset.document import Document
from pipeline.typeset.engine import listening
from pipeline.typeset.fetching import BOOK, book_fetcher
from pipeline.typeset.findings import engine_findings, missing_glyphs
from pipeline.typeset.origins import Origins
from pipeline.typeset.page_boxes import cut_into_sheets
from pipeline.typeset.stylesheets import print_styles


def lay_out_furniture(
    stamps: Sequence[Stamp], styles: Styles, language: LanguageTag, places: Mapping[Stamp, SourceLocation]
) -> Stamps:
    """Lay out heads and folios; see `pipeline.typeset.typeset_furniture`.

    Every stamp is a `<div class="sheet verso running">` with its `<p class="running-head">` or
    `<p class="running-folio">`, in `<body class="print furniture">`. All sheets are laid out under one another on one
    long page, which is cut up afterwards: that takes a tenth of the time of as many pages.
    """
    prepared = print_styles(styles)
    root = _document(stamps, language, places)
    origins = Origins(root, None)
    document = Document(root, BOOK, book_fetcher({}))
    with listening() as messages:
        rendered = document.render(font_config=prepared.fonts, stylesheets=[prepared.sheet])
        sheets = cut_into_sheets(rendered.pages)
        if len(sheets) != len(stamps):
            raise LayoutError(f"{len(stamps)} running heads and folios took {len(sheets)} pages")
        glyphs = tuple(missing_glyphs(rendered.pages, prepared.faces, origins))
        pdf: bytes = rendered.copy(sheets).write_pdf()
    return Stamps(tuple(stamps), pdf, (*glyphs, *engine_findings(messages, origins, glyphs)))


def _document(stamps: Sequence[Stamp], language: LanguageTag, places: Mapping[Stamp, SourceLocation]) -> Element:
    root = Element("html", {"lang": language})
    body = SubElement(root, "body", {"class": "print furniture"})
    for stamp in stamps:
        origin = _origin(places.get(stamp))
        sheet = SubElement(body, "div", {"class": f"sheet {stamp.side} {stamp.kind}", **origin})
        SubElement(sheet, "p", {"class": stamp.name}).text = stamp.text
    return root


def _origin(place: SourceLocation | None) -> Mapping[str, str]:
    """Return the attributes that lead from a sheet to the place where its text is written."""
    if place is None:
        return {}
    return {"data-source": str(place.path), **({"data-line": str(place.line)} if place.line else {})}
