"""The same book as one HTML document, for a single run of the layout engine.

Its markup is what the pipeline lays out, piece by piece, and so are its style sheets; page numbers are left to the
engine (`target-counter`), and so are running heads and folios (margin boxes).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from pipeline.assemble import assemble
from pipeline.book.folios import ATTRIBUTE
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, Medium
from pipeline.book.styles import Styles
from pipeline.link import link_book
from pipeline.read import read_book, read_styles
from pipeline.typeset.faces import read_faces

_OWN_STYLES: Final = """
div.piece { break-before: right }
div.copyright-page { break-before: left }
.chapter-opener { string-set: head content(text) }
a.folio::after { content: target-counter(attr(href), page) }
@page :left { @top-center { content: "A Long Book" } @top-left { content: counter(page) } }
@page :right { @top-center { content: string(head) } @top-right { content: counter(page) } }
"""


class _EveryFolio(dict[AnchorId, Folio]):
    """A folio of its own for every anchor, so that no locator of the index is left out as named before."""

    def get(self, anchor: AnchorId, default: object = None) -> Folio:
        """Return the anchor's folio; no two are neighbours."""
        del default
        return self.setdefault(anchor, Folio(str(1000 + 2 * len(self))))


def write_document(book: Path, styles: Path, folder: Path) -> None:
    """Write the book of a manuscript's folder to `folder`: book.html, its style sheet and its fonts."""
    folder.mkdir(parents=True, exist_ok=True)
    linked = link_book(read_book(book))
    root = etree.Element("html", lang="en-GB")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "meta", charset="utf-8")
    title = etree.SubElement(head, "title")
    title.text = linked.book.metadata.title
    etree.SubElement(head, "link", rel="stylesheet", href="book.css")
    for markup in assemble(linked, Medium.PRINT, _EveryFolio()):
        piece = plain_html(markup)
        piece.set("class", f"piece {piece.get('class')}")
        body.append(_without_folios(piece))
    (folder / "book.html").write_bytes(etree.tostring(root, encoding="utf-8", method="html", doctype="<!DOCTYPE html>"))
    found = read_styles(styles)
    sheets = (re.sub(r"\bbody\.", "div.", text) for text in _in_order(found.sheets))
    text = "\n".join([font_faces(found, folder), *sheets, _OWN_STYLES])
    (folder / "book.css").write_text(text, encoding="utf-8")


def plain_html(markup: ChapterMarkup) -> etree._Element:
    """Return a piece's body as a division of HTML: bare names, nothing of EPUB."""
    [piece] = etree.fromstring(markup.xhtml.encode()).iterchildren("{*}body")
    for element in piece.iter(etree.Element):
        element.tag = str(element.tag).rpartition("}")[2]
        for name in [name for name in element.attrib if str(name).startswith("{")]:
            del element.attrib[name]
    piece.tag = "div"
    etree.cleanup_namespaces(piece)
    return piece


def font_faces(styles: Styles, folder: Path) -> str:
    """Write the fonts beside a document and return the rules that name them."""
    for font in styles.fonts:
        (folder / font.path.name).write_bytes(font.data)
    return "".join(re.sub(r'url\("[^"]*/', 'url("', face.rule) for face in read_faces(styles.fonts))


def _in_order(sheets: Mapping[str, str]) -> Iterator[str]:
    """Yield the print style sheets as print.css imports them."""
    for name in re.findall(r'@import "([^"]+)"', sheets["print.css"]):
        yield sheets[name]


def _without_folios(piece: etree._Element) -> etree._Element:
    """Return a piece whose page numbers are left to the engine."""
    for element in piece.iter("a"):
        element.set("href", re.sub("^book:", "#", element.get("href", "")))
        if element.attrib.pop(ATTRIBUTE, None):
            element.text = None
        for number in element.findall(f"span[@{ATTRIBUTE}]"):
            element.remove(number)
    return piece
