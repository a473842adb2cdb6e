"""Sixth stage: the documents of the spine become an EPUB 3.3, or a folder of pages for a browser."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.package.cover import cover_image
    from pipeline.package.epub import package_epub
    from pipeline.package.screen import write_html

_HOMES: Final = {"cover_image": "cover", "package_epub": "epub", "write_html": "screen"}
"""The module of each function; it is loaded when the function is first asked for: a PDF alone needs none of them."""

__all__ = ["cover_image", "package_epub", "write_html"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"pipeline.package.{_HOMES[name]}"), name)
