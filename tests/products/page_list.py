"""The page list of an EPUB beside the pages of the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from lxml import etree

from tests.products.conftest import Products

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_APART = {"notes", "chart-details"}
_ENOUGH = 3000
"""Characters."""
_HEAD = 46
"""Points at the head of a page that running head and folio take."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as the EPUB lists it, with the name of the element that holds its mark and the words after the mark."""

    label: str
    within: str
    words: str


def listed_pages(products: Products) -> Iterator[ListedPage]:
    [listing] = [one for one in products.document("nav.xhtml").iter(f"{_XHTML}nav") if one.get(_TYPE) == "page-list"]
    documents: dict[str, etree._Element] = {}
    for link in listing.iter(f"{_XHTML}a"):
        name, _, anchor = link.get("href", "").partition("#")
        if name not in documents:
            documents[name] = products.document(name)
        [mark] = documents[name].xpath("//*[@id=$id]", id=anchor)
        assert (mark.get("role"), mark.get(_TYPE), mark.get("aria-label")) == ("doc-pagebreak", "pagebreak", link.text)
        yield ListedPage(link.text or "", etree.QName(mark.getparent()).localname, _first(_after(mark)))


def _first(texts: Iterator[str]) -> str:
    """Return as much of a text as can tell one page from another."""
    first = ""
    for text in texts:
        first += text
        if len(first) > _ENOUGH:
            break
    return first


def _after(mark: etree._Element) -> Iterator[str]:
    """Yield the text that follows a mark, without notes, drawings and what screens alone show."""
    yield mark.tail or ""
    for following in mark.itersiblings():
        yield from _text(following)
        yield following.tail or ""
    parent = mark.getparent()
    if parent is not None and parent.tag != f"{_XHTML}body":
        yield from _after(parent)


def _text(element: etree._Element) -> Iterator[str]:
    kinds = set(element.get("class", "").split())
    if isinstance(element.tag, str) and not element.tag.endswith("}svg") and not kinds & _APART:
        yield element.text or ""
        for child in element:
            yield from _text(child)
            yield child.tail or ""


def folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def printed_starts(products: Products, number: int, before: str, words: str) -> bool:
    """Tell whether a page of the PDF begins with words: first drawn, or with nothing but a repeated heading above.

    `before` is the text of the page before it, where a repeated heading stands too.
    """
    with pypdfium2.PdfDocument(products.pdf) as document:
        page = document[number].get_textpage()
        width, height = document[number].get_size()
        signs = [
            (sign, index) for index in range(page.count_chars()) if (sign := folded(page.get_text_range(index, 1)))
        ]
        text = "".join(sign[0] for sign, _ in signs)
        boxes = [page.get_charbox(index) for _, index in signs]
    at = text.find(words)
    while at > 0:
        left, _, _, top = boxes[at]
        above = "".join(
            sign
            for sign, (start, bottom, _, upper) in zip(text, boxes, strict=True)
            if bottom > top and upper < height - _HEAD and (start < width / 2) == (left < width / 2)
        )
        if above in before or above.endswith("cont"):
            return True
        at = text.find(words, at + 1)
    return at == 0


def assert_pages_are_marked(products: Products) -> None:
    """Hold the list of pages against the PDF: the same labels, and the words after each mark begin that page."""
    pages, labels = list(listed_pages(products)), products.labels()
    first = labels.index("i")
    assert [page.label for page in pages] == labels[first:]
    texts = [folded(text) for text in products.pages()]
    for number, page in enumerate(pages, start=first):
        words = folded(page.words)[:8]
        before = texts[number - 1] if number else ""
        assert printed_starts(products, number, before, words) if texts[number] else words == "", page
