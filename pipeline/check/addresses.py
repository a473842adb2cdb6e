"""Addresses outside the book, as far as they can be judged without asking them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.inlines import Link
from pipeline.book.manuscript import Book
from pipeline.book.walk import walk
from pipeline.rules import MALFORMED_URL, UNSAFE_LINK

SCHEMES: Final = frozenset({"http", "https", "mailto"})

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NOT_IN_AN_ADDRESS: Final = re.compile(r"[\s\x00-\x20\x7f<>\"\\^`{|}]")
_HOST: Final = re.compile(
    r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]\.?"  # a name with a domain
    r"|localhost|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]+",  # this machine, IPv4, IPv6
    re.IGNORECASE,
)
_MAILBOX: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+(?:\?\S*)?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address and the place of the manuscript that gives it."""

    url: str
    location: SourceLocation


def addresses(book: Book) -> Iterator[Address]:
    """Yield every address outside the book: links in reading order, then those of the sources."""
    yield from addresses_in(
        (
            book.metadata.rights,
            book.metadata.sources_statement,
            *(
                (chapter.title, chapter.blocks, tuple(note.blocks for note in chapter.notes))
                for chapter in book.chapters
            ),
        )
    )
    yield from addresses_of_sources(book)


def addresses_in(text: object) -> Iterator[Address]:
    """Yield the addresses that the links in blocks or running text lead to, in reading order."""
    yield from (Address(node.url, node.location) for node in walk(text) if isinstance(node, Link))


def addresses_of_sources(book: Book) -> Iterator[Address]:
    """Yield the addresses of the sources."""
    for source in book.sources:
        url = source.csl.get("URL")
        if isinstance(url, str):
            yield Address(url, source.location)


def check_addresses_given(given: Iterable[Address]) -> Iterator[Diagnostic]:
    """Yield each address that is of a kind not allowed, or not well formed (RFC 3986 §3); nothing is asked."""
    for address in given:
        scheme = _SCHEME.match(address.url)
        if scheme and scheme[1].lower() not in SCHEMES:
            yield UNSAFE_LINK.at(address.location, scheme=scheme[1])
        elif not scheme or not is_well_formed(address.url):
            yield MALFORMED_URL.at(address.location, url=address.url)


def is_well_formed(url: str) -> bool:
    """Tell whether an http, https or mailto address could be one; letters of any script are allowed (RFC 3987)."""
    if _NOT_IN_AN_ADDRESS.search(url):
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme.lower() == "mailto":
        return _MAILBOX.fullmatch(parts.path + (f"?{parts.query}" if parts.query else "")) is not None
    bad_escape = re.search(r"%(?![0-9A-Fa-f]{2})", url)
    return host is not None and _HOST.fullmatch(host) is not None and not bad_escape
