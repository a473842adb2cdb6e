"""Page numbers of a finished PDF: printed on the page, shown by the viewer, and cited elsewhere in the book."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import PageKind
from pipeline.check.documents import DocumentLink
from pipeline.check.origins import origin_of
from pipeline.check.pdf_links import found_links, made_links, text_of_link
from pipeline.check.pdf_reading import PdfLink, margins_of
from pipeline.check.printed_book import PrintedPart
from pipeline.check.wording import fold
from pipeline.rules import PDF_FOLIO_WRONG, PDF_LABEL

_FOLIO: Final = re.compile(r"\d+|[ivxlcdm]+")


def check_printed_references(part: PrintedPart) -> Iterator[Diagnostic]:
    """Yield each page number in contents, index or a reference that is not the folio of the page it leads to."""
    made, found = made_links(part), found_links(part)
    for target in (target for target in found if target not in made):
        yield from dict.fromkeys(_check_target(part, target, [], found[target]))
    for target, links in made.items():
        if target in found and any(link.prints_folio for link in links):
            yield from dict.fromkeys(_check_target(part, target, links, found[target]))


def folios_printed(part: PrintedPart) -> Iterator[tuple[str, str]]:
    """Yield the targets whose folios a piece prints, each with the folio a viewer shows for its page."""
    targets = dict.fromkeys(link.target for link in part.document.links if link.prints_folio)
    yield from ((target, part.book.label(part.book.page_of(target))) for target in targets)


def _check_target(
    part: PrintedPart, target: str, made: Sequence[DocumentLink], found: Sequence[PdfLink]
) -> Iterator[Diagnostic]:
    """Yield the wrong folios among the links of one piece to one target, and one that is not printed at all."""
    book = part.book
    words = book.linked.book.vocabulary
    prefixes = sorted({fold(words.page), fold(words.pages)}, key=len, reverse=True)
    folios = [link for link in made if link.prints_folio]
    others = Counter(fold(link.text) for link in made if not link.prints_folio)
    texts = tuple(others)
    printing = 0

    def wrong(link: PdfLink, text: str, actual: str) -> Diagnostic:
        location = origin_of(made[0], book.linked) if made else part.location_of(target)
        return PDF_FOLIO_WRONG.at(location, folio=part.folio_of(link), text=text, target=target, actual=actual)

    for link in found:
        text = text_of_link(part, link)
        if others[fold(text)]:
            others[fold(text)] -= 1
            continue
        printed = _without(prefixes, fold(text))
        spot = part.spot_of(link)
        folio = book.label(spot.page if spot else None)
        is_right = printed == fold(folio)  # whatever else in the link ends with the same figures
        if not is_right and (not _FOLIO.fullmatch(printed) or is_part_of_a_longer(fold(text), texts)):
            continue
        printing += 1
        if not is_right:
            yield wrong(link, text, folio)
    if printing < len(folios):
        yield wrong(found[-1], text_of_link(part, found[-1]), book.label(book.page_of(target)))


def check_labels(part: PrintedPart) -> Iterator[Diagnostic]:
    """Yield each page whose label is not the folio it was given, or not the one it prints."""
    for page, place in part.pages:
        label = part.book.label(page)
        if label != place.folio:
            yield PDF_LABEL.at(None, page=page + 1, label=label, printed=place.folio)
        elif place.kind in (PageKind.RUNNING, PageKind.OPENER):
            printed = _printed_folio(part, page - part.part.first, label)
            if printed != label:
                yield PDF_LABEL.at(None, page=page + 1, label=label, printed=printed)


def _printed_folio(part: PrintedPart, page: int, expected: str) -> str:
    """Return the number at the end of a line in a page's margins: the expected one where it is there."""
    bands = margins_of(part.reading.pages[page].size)
    lines = [line.split() for band in bands for line in part.within(page, band).splitlines()]
    ends = [word for words in lines if words for word in (words[-1], words[0])]
    if expected in ends:
        return expected
    return next((word for word in ends if _FOLIO.fullmatch(word)), "")


def is_part_of_a_longer(text: str, texts: Sequence[str]) -> bool:
    """Tell whether text is what a line's end took of a longer link, or left of it: “lic” of “Republic” is no folio."""
    return any(whole != text and (whole.startswith(text) or whole.endswith(text)) for whole in texts)


def _without(prefixes: Sequence[str], text: str) -> str:
    prefix = next((prefix for prefix in prefixes if prefix and text.startswith(prefix)), "")
    return text.removeprefix(prefix)
