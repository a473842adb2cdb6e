"""Small files made of some objects of a large one: each as it is there, by its own number."""

import re
from collections.abc import Sequence
from itertools import count
from typing import Final

from pipeline.check.pdf_rows import FREE, PLACED, ROW
from pipeline.check.pdf_written import Found, WrittenObjects

_BEGIN: Final = re.compile(rb"%PDF-\d\.\d")
_IN_TRAILER: Final = re.compile(rb"/(?:Root|Info)\s+\d+\s+\d+\s+R\b")
_NAMED: Final = b"<<>>"
"""What is said of an object of which no more is asked than that there is one."""

_LEAST: Final = 4
"""Bytes of a file for each number up to the highest: the library believes in no objects that have no room (3 bytes)."""
_COMMENT: Final = b"%" * 999 + b"\n"


def extract(objects: WrittenObjects, found: Found, pages: Sequence[int] | None = ()) -> bytes:
    """Return a file that has some objects of another, all that they rest on among them, and shows `pages` of it.

    None are the pages that the other's catalogue shows, which is among them then.
    """
    begin = _BEGIN.match(objects.data)
    parts, rows = [begin[0] if begin else b"%PDF-1.7", b"\n"], dict[int, bytes]()
    size = sum(map(len, parts))
    new = count(objects.rows.beyond)
    catalogue, tree = next(new), next(new)
    kids = b" ".join(b"%d 0 R" % page for page in pages or ())
    added = {
        catalogue: b"<</Type /Catalog /Pages %d 0 R>>" % tree,
        tree: b"<</Type /Pages /Count %d /Kids [%b]>>" % (len(pages or ()), kids),
    }
    for number in (*sorted(found), *added):
        written = objects.placed(number) if found.get(number) else None
        if written is None:
            text = added.get(number) or (objects.text(number) if found[number] else _NAMED)
            if not text or not (number in added or objects.has(number)):
                continue
            written = b"%d 0 obj\n%b\nendobj\n" % (number, text)
        rows[number] = ROW.pack(PLACED, size, 0)
        parts.append(written)
        size += len(written)
    number = next(new)
    padding = _COMMENT * (max(0, _LEAST * (number + 1) - size) // len(_COMMENT) + 1)
    root = b"/Root %d 0 R" % catalogue
    if pages is None:
        root = b" ".join(found[0] for found in _IN_TRAILER.finditer(objects.rows.head))
    return b"".join((*parts, padding, _table(number, size + len(padding), rows, root)))


def _table(number: int, begin: int, rows: dict[int, bytes], trailer: bytes) -> bytes:
    """Return the cross-reference stream of a file, of an object's own number, and the end of the file."""
    rows[number], rows[0] = ROW.pack(PLACED, begin, 0), ROW.pack(FREE, 0, 0xFFFF)
    numbers = sorted(rows)
    table = b"".join(rows[one] for one in numbers)
    index = b" ".join(b"%d 1" % one for one in numbers)
    entries = b"/Type /XRef /Size %d /W [1 4 2] /Index [%b] /Length %d %b" % (number + 1, index, len(table), trailer)
    return b"%d 0 obj\n<<%b>>\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        number,
        entries,
        table,
        begin,
    )
