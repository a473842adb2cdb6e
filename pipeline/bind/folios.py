"""Page numbers within the text: the digits are written into pages that were laid out with blanks."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pikepdf import Object

from pipeline.book.layout import ChapterLayout, FolioSlot
from pipeline.book.names import Folio, PageIndex
from pipeline.errors import LayoutError

_SLOT: Final = re.compile(rb"%folio (\d+)\n(.*?)(\[[^\]]*\] TJ)", re.DOTALL)
_GLYPHS: Final = re.compile(rb"<([0-9a-f]*)>")
_GLYPH: Final = re.compile(rb"[0-9a-f]{4}")


def write_folios(layout: ChapterLayout, page: PageIndex, content: Object, folios: Sequence[Folio]) -> None:
    """Print in every slot of a chapter's page its folio, and take the slots' marks away.

    Only the text of the slots is changed, glyph for glyph; what is around it in the page's `content` stays as it was
    drawn. `folios` are those of all slots of the chapter. Raises LayoutError where a folio has not the number of digits
    there is room for, or the page not the slots it should have.
    """
    slots = {number: slot for number, slot in enumerate(layout.folio_slots) if slot.page == page}
    if slots and not _fill(content, slots, folios):
        raise LayoutError(f"page {page + 1} of “{layout.piece}” has other page numbers than it was laid out for")


def _fill(content: Object, slots: Mapping[int, FolioSlot], folios: Sequence[Folio]) -> bool:
    """Fill the slots of a page and tell whether they were those it has."""
    filled: set[int] = set()

    def fill(found: "re.Match[bytes]") -> bytes:
        number = int(found[1])
        filled.add(number)
        return found[2] + _printed(found[3], slots[number], folios[number])

    content.write(_SLOT.sub(fill, content.read_bytes()))
    return filled == slots.keys()


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
