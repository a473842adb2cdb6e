"""Sixth stage: the documents of the spine become an EPUB 3.3, or a folder of pages for a browser."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.package.accessibility import summary as accessibility_summary
    from pipeline.package.cover import cover_image, page_size
    from pipeline.package.epub import STYLE_SHEET as EPUB_SHEET
    from pipeline.package.epub import cut_fonts, package_epub
    from pipeline.package.onix import TradeFacts, write_onix
    from pipeline.package.screen import write_html

_HOMES: Final = {
    "EPUB_SHEET": ("epub", "STYLE_SHEET"),
    "TradeFacts": ("onix", "TradeFacts"),
    "accessibility_summary": ("accessibility", "summary"),
    "cover_image": ("cover", "cover_image"),
    "page_size": ("cover", "page_size"),
    "cut_fonts": ("epub", "cut_fonts"),
    "package_epub": ("epub", "package_epub"),
    "write_html": ("screen", "write_html"),
    "write_onix": ("onix", "write_onix"),
}
"""Module and name of each; it is loaded when it is first asked for: a PDF alone needs none of them."""

__all__ = [
    "EPUB_SHEET",
    "TradeFacts",
    "accessibility_summary",
    "cover_image",
    "cut_fonts",
    "package_epub",
    "page_size",
    "write_html",
    "write_onix",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    module, own_name = _HOMES[name]
    return getattr(import_module(f"pipeline.package.{module}"), own_name)
