"""The report on several books that were built together, which leads to that of each."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from urllib.parse import quote

from pipeline.book.report import ShelvedBook
from pipeline.report.markup import count, section, table, whole_page


def shelf_page(books: Sequence[ShelvedBook], sheet: str) -> str:
    """Return the page; `sheet` is its style sheet."""
    failed = sum(not book.files for book in books)
    verdict = f"{count(len(books) - failed, 'book').capitalize()} built" + (f"; {failed} not built" if failed else "")
    rows = ((_name(book), _result(book), _files(book)) for book in books)
    listing = table("The books of this shelf", ("Book", "Result", "Files"), rows)
    return whole_page("Shelf", sheet, f"{verdict}.", section("Books", listing))


def shelf_data(books: Sequence[ShelvedBook]) -> bytes:
    """Return the report as JSON."""
    return (json.dumps({"books": [asdict(book) for book in books]}, ensure_ascii=False, indent=2) + "\n").encode()


def _name(book: ShelvedBook) -> str:
    name = escape(book.folder)
    return f'<a href="{quote(book.report)}">{name}</a>' if book.report else name


def _result(book: ShelvedBook) -> str:
    found = f"{count(book.errors, 'error')}, {count(book.warnings, 'warning')}"
    return escape(book.failure or found) if book.files else f"not built: {escape(book.failure or found)}"


def _files(book: ShelvedBook) -> str:
    return ", ".join(f'<a href="{quote(name)}">{escape(name)}</a>' for name in book.files if name != book.report)
