"""The real book as Markdown for Pandoc: the text that both products hold, citations, data and index written out.

The index and the cross references lead where they lead in the EPUB; Pandoc has no page numbers to give.
"""

import re
import subprocess
from pathlib import Path
from typing import Final

from lxml import etree

from pipeline.assemble import assemble
from pipeline.book.names import Medium
from pipeline.link import link_book
from pipeline.read import read_book, read_styles
from tests.benchmarks.one_document import font_faces, plain_html

SHEET: Final = """\
@page { size: 156mm 234mm; margin: 20mm 21mm 28mm }
html { font: 11pt/13.5pt "EB Garamond", "Amiri"; hyphens: auto }
body { margin: 0; max-width: none; padding: 0; text-align: justify }
h1 { break-before: right }
"""


def write_markdown(book: Path, styles: Path, folder: Path, pandoc: str) -> None:
    """Write the book of a manuscript's folder to `folder`: book.md, its pictures, and a style sheet book.css."""
    folder.mkdir(parents=True, exist_ok=True)
    linked = link_book(read_book(book))
    root = etree.Element("html")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = linked.book.metadata.title
    for markup in assemble(linked, Medium.EPUB, {}):
        body.append(plain_html(markup))
    for element in body.iter(etree.Element):
        if address := element.get("href"):
            # A chapter is its document's first element; elsewhere the anchor is unique in the book.
            element.set("href", re.sub(r"^([^:#]+)\.xhtml(?:#(.+))?$", _anchor, address))
        for name in ("class", "role", "lang", "dir"):
            element.attrib.pop(name, None)
    for path, resource in linked.book.resources.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(resource.data)
    command = [pandoc, "--from=html-native_divs-native_spans", "--to=markdown", "--standalone", "--output=book.md"]
    subprocess.run(command, input=etree.tostring(root, encoding="utf-8", method="html"), cwd=folder, check=True)
    (folder / "book.css").write_text(font_faces(read_styles(styles), folder) + SHEET, encoding="utf-8")


def _anchor(found: re.Match[str]) -> str:
    return f"#{found[2] or found[1]}"
