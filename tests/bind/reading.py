"""What a PDF says: its elements in tag order, its links, its text by page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pypdfium2
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, Stream, String, parse_content_stream

from pipeline.bind.trees import number_tree_entries


@dataclass(frozen=True)
class Element:
    """A structure element: its type, how deep it stands, and the text of its own marked content."""

    tag: str
    depth: int
    text: str


def elements(pdf: Pdf) -> tuple[Element, ...]:
    """Return the elements below the Document element, in tag order."""
    texts = {page.obj.objgen: marked_text(page.obj) for page in pdf.pages}
    [document] = kids(pdf.Root.StructTreeRoot)
    assert Name.Document == document.S
    return tuple(found for kid in kids(document) for found in _walk(kid, 0, texts))


def _walk(element: Object, depth: int, texts: Mapping[tuple[int, int], Mapping[int, str]]) -> Iterator[Element]:
    text = "".join(texts[page][mcid] for page, mcid in own_content(element))
    yield Element(str(element.S), depth, text)
    for kid in kids(element):
        if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.StructElem:
            assert element == kid.P
            yield from _walk(kid, depth + 1, texts)


def own_content(element: Object) -> list[tuple[tuple[int, int], int]]:
    """Return the marked content that an element holds itself: the page's object number, and the identifier there."""
    found = []
    for kid in kids(element):
        if not isinstance(kid, Object):
            found.append((element.Pg.objgen, int(kid)))
        elif kid.get(Name.Type) == Name.MCR:
            found.append((kid.Pg.objgen, int(kid.MCID)))
    return found


def kids(element: Object) -> list[Any]:
    """Return the kids of a structure element or of the structure tree's root."""
    found = element.get(Name.K)
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def parent_tree(pdf: Pdf) -> dict[int, Object]:
    """Return the parent tree's entries by key."""
    return dict(number_tree_entries(pdf.Root.StructTreeRoot.ParentTree))


def marked_text(page: Object) -> dict[int, str]:
    """Return the text that a page's own content marks, by marked-content identifier."""
    texts: dict[int, str] = {}
    stack: list[int | None] = []
    font: Mapping[int, str] = {}
    for found in parse_content_stream(page):
        operands = list(found.operands)
        match str(found.operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else None
                mcid = int(properties.MCID) if isinstance(properties, Dictionary) and "/MCID" in properties else None
                stack.append(mcid)
                if mcid is not None:
                    texts.setdefault(mcid, "")
            case "EMC":
                stack.pop()
            case "Tf":
                font = _characters(bytes(page.Resources.Font[str(operands[0])].ToUnicode.read_bytes()))
            case "TJ" if stack and stack[-1] is not None:
                texts[stack[-1]] += "".join(_decode(part, font) for part in operands[0] if isinstance(part, String))
            case _:
                pass
    assert not stack
    return texts


def _decode(codes: String, font: Mapping[int, str]) -> str:
    raw = bytes(codes)
    return "".join(font[int.from_bytes(raw[at : at + 2])] for at in range(0, len(raw), 2))


@cache
def _characters(to_unicode: bytes) -> Mapping[int, str]:
    pairs = re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", to_unicode)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def destinations(pdf: Pdf) -> dict[str, tuple[int, float, float]]:
    """Return page index, x and y (pt, from the lower left) of every named destination."""
    indices = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    return {
        unquote(str(name)): (indices[target[0].objgen], float(target[2]), float(target[3]))
        for name, target in NameTree(pdf.Root.Names.Dests).items()
    }


@dataclass(frozen=True)
class PdfLink:
    """A link annotation: the page it stands on, the named destination or address it leads to, its description."""

    page: int
    destination: str | None
    uri: str | None
    contents: str


def links(pdf: Pdf) -> tuple[PdfLink, ...]:
    """Return the links of all pages."""
    return tuple(
        PdfLink(
            index,
            unquote(str(found.Dest)) if "/Dest" in found else None,
            str(found.A.URI) if "/A" in found else None,
            str(found.Contents),
        )
        for index, page in enumerate(pdf.pages)
        for found in page.obj.get(Name.Annots, ())
    )


def page_texts(data: bytes) -> tuple[str, ...]:
    """Return what a reader sees on every page, artifacts included."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    return tuple(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def streams_of(pdf: Pdf, kind: Name | None) -> list[Stream]:
    """Return the streams of a /Subtype, or without one, that the file holds."""
    return [item for item in pdf.objects if isinstance(item, Stream) and item.get(Name.Subtype) == kind]
