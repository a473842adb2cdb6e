"""The links of a finished PDF: all of a piece's are there, and each lands where it says."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId
from pipeline.check.documents import DocumentLink
from pipeline.check.origins import origin_of
from pipeline.check.pdf_reading import PdfLink, core_of
from pipeline.check.pdf_text import Rectangle
from pipeline.check.printed_book import PrintedPart
from pipeline.check.wording import fold
from pipeline.rules import PDF_LINK_ASTRAY, PDF_LINK_BROKEN, PDF_LINK_FLAT, PDF_LINK_MISSING, PDF_LINK_WRONG_PAGE

TOLERANCE: Final = 0.1
"""Positions that differ by no more, in pt, are the same; nothing that small can be clicked."""

SLACK: Final = 2
"""So many letters more or less than a link should have are of no account: slanted ones may stand out of it."""

Made = Mapping[str, Sequence[DocumentLink]]
"""The links of a piece's assembled document by where they lead."""
Found = Mapping[str, Sequence[PdfLink]]
"""Those of its part of the file likewise."""


def check_links(part: PrintedPart) -> Iterator[Diagnostic]:
    """Yield links that lead nowhere or to a wrong page, and those that the file should have and has not."""
    made, found = made_links(part), found_links(part)
    yield from dict.fromkeys(_check_landing(part, made))
    yield from _check_presence(part, made, found)


def made_links(part: PrintedPart) -> Made:
    """Return the links of the assembled document by where they lead to."""
    links: dict[str, list[DocumentLink]] = defaultdict(list)
    for link in part.document.links:
        links[link.target if link.inside else _plain(link.target)].append(link)
    return links


def found_links(part: PrintedPart) -> Found:
    """Return the links of the file likewise; one that is broken over lines or pages is several.

    The engine writes a rectangle for a link and others for the elements in it: those within another are left out.
    """
    links: dict[str, list[PdfLink]] = defaultdict(list)
    for link in sorted(part.reading.links, key=lambda link: (link.page, -_area(link.rectangle))):
        if link.target is not None:
            known = links[_plain(link.target) if link.outside else link.target]
            if not any(_is_within(link, other) for other in known):
                known.append(link)
    return links


def _area(rectangle: Rectangle) -> float:
    left, bottom, right, top = rectangle
    return (right - left) * (top - bottom)


def _is_within(inner: PdfLink, outer: PdfLink) -> bool:
    if inner.page != outer.page:
        return False
    (left, bottom, right, top), around = inner.rectangle, outer.rectangle
    least = (around[0] - TOLERANCE, around[1] - TOLERANCE, around[2] + TOLERANCE, around[3] + TOLERANCE)
    return left >= least[0] and bottom >= least[1] and right <= least[2] and top <= least[3]


def _plain(address: str) -> str:
    return unquote(address).rstrip("/")


def _check_landing(part: PrintedPart, made: Made) -> Iterator[Diagnostic]:
    book = part.book
    for link in part.reading.links:
        if link.outside:
            continue
        expected = book.pagination.anchor_pages.get(AnchorId(link.target or ""))
        spot = part.spot_of(link)
        page = spot.page if spot else None
        if page is not None and page == expected and not _is_flat(link.rectangle):
            continue
        name, folio = link.target or "–", part.folio_of(link)
        sources = made.get(name, ())
        location = origin_of(sources[0], book.linked) if sources else part.location_of(name)
        if _is_flat(link.rectangle):
            yield PDF_LINK_FLAT.at(location, folio=folio, target=name)
        words = {"folio": folio, "text": text_of_link(part, link)}
        if page is None:
            yield PDF_LINK_BROKEN.at(location, target=name, **words)
        elif page != expected:
            yield PDF_LINK_WRONG_PAGE.at(location, actual=book.label(page), expected=book.label(expected), **words)


def _is_flat(rectangle: Rectangle) -> bool:
    left, bottom, right, top = rectangle
    return min(right - left, top - bottom) <= TOLERANCE


def _check_presence(part: PrintedPart, made: Made, found: Found) -> Iterator[Diagnostic]:
    """Yield links and parts of links that are not in the file, and such as the document does not have."""
    for target, links in made.items():
        there = found.get(target, ())
        lost, gained = _difference(part, links, there)
        if len(there) < len(links) or lost > SLACK:
            yield PDF_LINK_MISSING.at(origin_of(links[0], part.book.linked), source=part.part.piece, target=target)
        elif gained > SLACK:
            yield _astray(part, target, there[-1])
    for target in (target for target in found if target not in made):
        yield from dict.fromkeys(_astray(part, target, link) for link in found[target])


def _difference(part: PrintedPart, made: Sequence[DocumentLink], found: Sequence[PdfLink]) -> tuple[int, int]:
    """Count the letters of links that the file's rectangles do not hold, and those they hold beyond.

    Rectangles without height or width hold nothing; they are reported for what they are.
    """
    if any(_is_flat(link.rectangle) for link in found):
        return 0, 0
    written = fold("".join(link.text for link in made))
    shown = fold("".join(text_of_link(part, link) for link in found))
    if written == shown:
        return 0, 0
    wanted, printed = Counter(written), Counter(shown)
    return (wanted - printed).total(), (printed - wanted).total()


def _astray(part: PrintedPart, target: str, link: PdfLink) -> Diagnostic:
    words = {"folio": part.folio_of(link), "text": text_of_link(part, link)}
    piece = part.part.piece
    return PDF_LINK_ASTRAY.at(part.location_of(piece), source=piece, target=target, **words)


def text_of_link(part: PrintedPart, link: PdfLink) -> str:
    """Return what is printed in a link's rectangle."""
    return " ".join(part.within(link.page, core_of(link.rectangle)).split())
