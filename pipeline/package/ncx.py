"""The NCX, which readers older than EPUB 3 go by: its pages, and the order of its entries (OPF 2.0.1 §2.4.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

_NCX: Final = "{http://www.daisy.org/z3986/2005/ncx/}"


@dataclass(frozen=True, slots=True)
class PageTarget:
    """An entry of the page list: what is printed on the page, and where it begins."""

    folio: str
    href: str


def complete_ncx(ncx: bytes, pages: Sequence[PageTarget], order: Sequence[str]) -> bytes:
    """Return an NCX with a page list, and with the number of each entry in the order in which one reads.

    `order` are the addresses of all its entries and pages, the first to be read first. Entries that lead to the same
    place have the same number (ANSI/NISO Z39.86-2005, 8.4.3).
    """
    root = etree.fromstring(ncx, etree.XMLParser(remove_blank_text=True))
    numbers = [int(page.folio) for page in pages if page.folio.isdecimal()]
    for name, value in (("totalPageCount", len(pages)), ("maxPageNumber", max(numbers, default=0))):
        for meta in root.iter(f"{_NCX}meta"):
            if meta.get("name") == f"dtb:{name}":
                meta.set("content", str(value))
    if pages:
        _add_pages(root, pages)
    ranks = {address: rank for rank, address in enumerate(order)}
    entries = list(root.iter(f"{_NCX}navPoint", f"{_NCX}pageTarget"))
    addresses = {entry: _address(entry) for entry in entries}
    numbered = sorted(set(addresses.values()), key=lambda address: ranks[address])
    for entry in entries:
        entry.set("playOrder", str(numbered.index(addresses[entry]) + 1))
    written: bytes = etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
    return written


def _add_pages(root: etree._Element, pages: Sequence[PageTarget]) -> None:
    page_list = etree.SubElement(root, f"{_NCX}pageList")
    for number, page in enumerate(pages, 1):
        kind = "normal" if page.folio.isdecimal() else "front"
        entry = etree.SubElement(page_list, f"{_NCX}pageTarget", id=f"page-{number}", type=kind)
        if page.folio.isdecimal():
            entry.set("value", page.folio)
        label = etree.SubElement(entry, f"{_NCX}navLabel")
        etree.SubElement(label, f"{_NCX}text").text = page.folio
        etree.SubElement(entry, f"{_NCX}content", src=page.href)


def _address(entry: etree._Element) -> str:
    content = entry.find(f"{_NCX}content")
    return "" if content is None else content.get("src", "")
