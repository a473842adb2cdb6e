"""Page numbers of a finished PDF: printed on the page, shown by the viewer, and cited elsewhere in the book."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import PageIndex, PageKind
from pipeline.check.documents import DocumentLink
from pipeline.check.origins import origin_of
from pipeline.check.pdf_file import PdfLink, Rectangle
from pipeline.check.pdf_links import found_links, made_links, text_of_link
from pipeline.check.printed_book import PrintedBook
from pipeline.check.wording import fold
from pipeline.rules import PDF_FOLIO_WRONG, PDF_LABEL

MARGIN: Final = 0.14
"""The part of a page's height, at its head and at its foot, where its own folio may stand."""

_FOLIO: Final = re.compile(r"\d+|[ivxlcdm]+")


def check_printed_references(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield each page number in contents, index or a reference that is not the folio of the page it leads to."""
    made, found = made_links(book), found_links(book)
    for way in (way for way in found if way not in made):
        yield from dict.fromkeys(_check_way(book, way[1], [], found[way]))
    for way, links in made.items():
        if way in found and any(link.prints_folio for link in links):
            yield from dict.fromkeys(_check_way(book, way[1], links, found[way]))


def _check_way(
    book: PrintedBook, target: str, made: Sequence[DocumentLink], found: Sequence[PdfLink]
) -> Iterator[Diagnostic]:
    """Yield the wrong folios among the links of one piece to one target, and one that is not printed at all."""
    words = book.linked.book.vocabulary
    prefixes = sorted({fold(words.page), fold(words.pages)}, key=len, reverse=True)
    folios = [link for link in made if link.prints_folio]
    others = Counter(fold(link.text) for link in made if not link.prints_folio)
    texts = tuple(others)
    printing = 0

    def wrong(link: PdfLink, text: str, actual: str) -> Diagnostic:
        location = origin_of(made[0], book.linked) if made else book.place_of(target)
        return PDF_FOLIO_WRONG.at(location, folio=book.label(link.page), text=text, target=target, actual=actual)

    for link in found:
        text = text_of_link(book, link)
        if others[fold(text)]:
            others[fold(text)] -= 1
            continue
        printed = _without(prefixes, fold(text))
        folio = book.label(link.spot.page if link.spot else None)
        is_right = printed == fold(folio)  # whatever else in the link ends with the same figures
        if not is_right and (not _FOLIO.fullmatch(printed) or is_part_of_a_longer(fold(text), texts)):
            continue
        printing += 1
        if not is_right:
            yield wrong(link, text, folio)
    if printing < len(folios):
        yield wrong(found[-1], text_of_link(book, found[-1]), book.label(book.page_of(target)))


def check_labels(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield each page whose label is not the folio it was given, or not the one it prints."""
    for number, place in enumerate(book.pagination.pages):
        page = PageIndex(number)
        label = book.label(page)
        if label != place.folio:
            yield PDF_LABEL.at(None, page=number + 1, label=label, printed=place.folio)
        elif place.kind in (PageKind.RUNNING, PageKind.OPENER):
            printed = printed_folio(book, page, label)
            if printed != label:
                yield PDF_LABEL.at(None, page=number + 1, label=label, printed=printed)


def printed_folio(book: PrintedBook, page: PageIndex, expected: str) -> str:
    """Return the number at the end of a line in a page's margins: the expected one where it is there."""
    lines = [
        line.split()
        for band in margins_of(book.file.sizes[page])
        for line in book.texts.within(page, band).splitlines()
    ]
    ends = [word for words in lines if words for word in (words[-1], words[0])]
    if expected in ends:
        return expected
    return next((word for word in ends if _FOLIO.fullmatch(word)), "")


def margins_of(size: tuple[float, float]) -> tuple[Rectangle, Rectangle]:
    """Return the parts of a page, of a width and height in pt, where its own folio may stand."""
    width, height = size
    return (0.0, height * (1 - MARGIN), width, height), (0.0, 0.0, width, height * MARGIN)


def is_part_of_a_longer(text: str, texts: Sequence[str]) -> bool:
    """Tell whether text is what a line's end took of a longer link, or left of it: “lic” of “Republic” is no folio."""
    return any(whole != text and (whole.startswith(text) or whole.endswith(text)) for whole in texts)


def _without(prefixes: Sequence[str], text: str) -> str:
    prefix = next((prefix for prefix in prefixes if prefix and text.startswith(prefix)), "")
    return text.removeprefix(prefix)
