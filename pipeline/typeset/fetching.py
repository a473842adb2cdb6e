"""What a layout may load: the book's images and the styles' fonts and sheets, all from memory."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from pipeline.book.manuscript import Resource
from pipeline.book.names import ResourcePath
from pipeline.book.styles import Styles
from pipeline.typeset.engine import URLFetcherResponse

BOOK: Final = "https://book.invalid/"
"""Stands for the book's folder in the addresses the engine asks for (RFC 2606 keeps .invalid free for good)."""
STYLES: Final = "https://styles.invalid/"
"""Stands for the styles' folder."""


class Fetcher:
    """Answers the engine's requests from memory, and refuses every address but the ones it holds.

    A refusal is an exception, which the engine catches and writes to its log.
    """

    _fail_on_errors = False  # the engine asks for this attribute: it is to go on without what was refused

    def __init__(self, base: str, contents: Mapping[str, tuple[str, bytes]]) -> None:
        self._base = base
        self._contents = contents

    def __call__(self, url: str) -> Any:
        """Return what stands at an address as the engine's own type; raises PermissionError for any other."""
        address = urlsplit(url)
        found = self._contents.get(unquote(address.path).lstrip("/"))
        if found is None or not url.startswith(self._base):
            raise PermissionError("not among the files of this book")
        media_type, data = found
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


def book_fetcher(resources: Mapping[ResourcePath, Resource]) -> Fetcher:
    """Serve the book's images under the paths they have in its folder."""
    return Fetcher(BOOK, {str(path): (item.media_type, item.data) for path, item in resources.items()})


def styles_fetcher(styles: Styles) -> Fetcher:
    """Serve fonts and style sheets under the paths they have in the styles' folder."""
    fonts = {str(font.path): (font.media_type, font.data) for font in styles.fonts}
    sheets = {name: ("text/css", sheet.encode()) for name, sheet in styles.sheets.items()}
    return Fetcher(STYLES, fonts | sheets)
