"""Sixth stage: the documents of the spine become an EPUB 3.3, or a folder of pages for a browser."""

from pipeline.package.cover import cover_image
from pipeline.package.epub import package_epub
from pipeline.package.screen import write_html

__all__ = ["cover_image", "package_epub", "write_html"]
