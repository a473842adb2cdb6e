"""Page numbers within the text: the digits are written into pages that were laid out with blanks."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from pipeline.bind.chapters import BoundChapter
from pipeline.book.layout import FolioSlot, Pagination
from pipeline.book.names import PageIndex
from pipeline.errors import LayoutError

_SLOT: Final = re.compile(rb"%folio (\d+)\n(.*?)(\[[^\]]*\] TJ)", re.DOTALL)
_GLYPHS: Final = re.compile(rb"<([0-9a-f]*)>")
_GLYPH: Final = re.compile(rb"[0-9a-f]{4}")


def write_folios(chapters: Sequence[BoundChapter], pagination: Pagination) -> None:
    """Print in every slot of the chapters the folio of its anchor's page, and take the slots' marks away.

    Only the text of the slots is changed, glyph for glyph; what is around it stays as it was drawn. Raises
    LayoutError where a folio has not the number of digits there is room for, or a page not the slots it should have.
    """
    for chapter in chapters:
        numbered = sorted(enumerate(chapter.layout.folio_slots), key=lambda item: item[1].page)
        for page, slots in groupby(numbered, key=lambda item: item[1].page):
            _fill(chapter, page, dict(slots), pagination)


def _fill(chapter: BoundChapter, page: PageIndex, slots: Mapping[int, FolioSlot], pagination: Pagination) -> None:
    filled: set[int] = set()

    def fill(found: "re.Match[bytes]") -> bytes:
        number = int(found[1])
        filled.add(number)
        return found[2] + _printed(found[3], slots[number], pagination.folio_of(slots[number].anchor))

    contents = chapter.pages[page].Contents
    contents.write(_SLOT.sub(fill, contents.read_bytes()))
    if filled != slots.keys():
        raise LayoutError(
            f"page {page + 1} of “{chapter.layout.piece}” has other page numbers than it was laid out for"
        )


def _printed(text: bytes, slot: FolioSlot, folio: str) -> bytes:
    """Return a text-showing operation with the glyphs of a folio in place of the blank ones; a space stays."""
    if not folio.isdecimal() or len(folio) != slot.digits:
        raise LayoutError(f"the page of “{slot.anchor}” is {folio}, for which {slot.digits} digits are no room")
    digits = iter(slot.glyphs[int(digit)].encode() for digit in folio)
    blank = slot.glyphs[0].encode()

    def write(run: "re.Match[bytes]") -> bytes:
        return b"<%s>" % b"".join(next(digits, b"") if glyph == blank else glyph for glyph in _GLYPH.findall(run[1]))

    printed = _GLYPHS.sub(write, text)
    if len(printed) != len(text) or next(digits, None) is not None:
        raise LayoutError(f"the page number of “{slot.anchor}” is not {slot.digits} digits where it is printed")
    return printed
