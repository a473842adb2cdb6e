"""A folder of documents that a browser can open: what `make html` leaves behind."""

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.book.manuscript import Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import ResourcePath
from pipeline.book.styles import Styles
from pipeline.package.documents import image_files, parse_document
from pipeline.package.epub import NAVIGATION, STYLE_SHEET
from pipeline.package.fonts import named_fonts

SCREEN_SHEET: Final = "screen.css"
"""Imports epub.css and adds what reading systems have of their own: a measure and margins."""

_FIRST_PAGE: Final = f"""<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>→</title><meta http-equiv="refresh" content="0; url={NAVIGATION}"></head>
<body><p><a href="{NAVIGATION}">→</a></p></body>
</html>
"""


def write_html(
    markups: Sequence[ChapterMarkup],
    navigation: str,
    styles: Styles,
    resources: Mapping[ResourcePath, Resource],
) -> Mapping[str, bytes]:
    """Return the files of a folder by their paths: documents (Medium.SCREEN), sheets, whole fonts, images.

    `index.html` leads on to the contents.
    """
    texts = {markup.file_name: markup.xhtml for markup in markups} | {NAVIGATION: navigation}
    images = {name for file, text in texts.items() for name in image_files(parse_document(file, text))}
    sheets = {name: styles.sheets[name] for name in (STYLE_SHEET, SCREEN_SHEET)}
    files = {name: text.encode() for name, text in texts.items()}
    files["index.html"] = _FIRST_PAGE.encode()
    files |= {f"styles/{name}": sheet.encode() for name, sheet in sheets.items()}
    files |= {f"styles/{font.path}": font.data for font in named_fonts("".join(sheets.values()), styles.fonts)}
    files |= {str(path): resource.data for path, resource in resources.items() if str(path) in images}
    return {name: files[name] for name in sorted(files)}
