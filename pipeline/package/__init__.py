"""Sixth stage: the documents of the spine become an EPUB 3.3, or a folder of pages for a browser."""

from pipeline.package.accessibility import summary as accessibility_summary
from pipeline.package.cover import cover_image
from pipeline.package.epub import STYLE_SHEET as EPUB_SHEET
from pipeline.package.epub import package_epub
from pipeline.package.onix import TradeFacts, write_onix
from pipeline.package.screen import write_html

__all__ = [
    "EPUB_SHEET",
    "TradeFacts",
    "accessibility_summary",
    "cover_image",
    "package_epub",
    "write_html",
    "write_onix",
]
