"""The links of a finished PDF: all of them are there, and each lands where it says."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId, PieceId
from pipeline.check.documents import DocumentLink
from pipeline.check.origins import origin_of
from pipeline.check.pdf_file import PdfLink, Rectangle
from pipeline.check.printed_book import PrintedBook
from pipeline.check.wording import fold
from pipeline.rules import (
    PDF_LINK_ASTRAY,
    PDF_LINK_BROKEN,
    PDF_LINK_FLAT,
    PDF_LINK_MISSING,
    PDF_LINK_WRONG_PAGE,
    PDF_TARGET_NOT_SHOWN,
)

TOLERANCE: Final = 0.1
"""Positions that differ by no more, in pt, are the same; nothing that small can be clicked."""

SLACK: Final = 2
"""So many letters more or less than a link should have are of no account: slanted ones may stand out of it."""

Way = tuple[PieceId, str]
"""From a piece to a target."""


def check_links(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield links that lead nowhere or to a wrong page, and those that the file should have and has not."""
    made, found = made_links(book), found_links(book)
    yield from dict.fromkeys(_check_landing(book, made))
    yield from _check_presence(book, made, found)
    yield from _check_targets(book)


def made_links(book: PrintedBook) -> Mapping[Way, Sequence[DocumentLink]]:
    """Return the links of the assembled documents by where they lead from and to."""
    links: dict[Way, list[DocumentLink]] = defaultdict(list)
    for document in book.documents:
        for link in document.links:
            links[link.piece, link.target if link.inside else _plain(link.target)].append(link)
    return links


def found_links(book: PrintedBook) -> Mapping[Way, Sequence[PdfLink]]:
    """Return the links of the file likewise; one that is broken over lines or pages is several.

    The engine writes a rectangle for a link and others for the elements in it: those within another are left out.
    """
    links: dict[Way, list[PdfLink]] = defaultdict(list)
    for link in sorted(book.file.links, key=lambda link: (link.page, -_area(link.rectangle))):
        if link.target is not None:
            known = links[book.piece_of(link.page), _plain(link.target) if link.outside else link.target]
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


def _check_landing(book: PrintedBook, made: Mapping[Way, Sequence[DocumentLink]]) -> Iterator[Diagnostic]:
    for link in book.file.links:
        if link.outside:
            continue
        expected = book.pagination.anchor_pages.get(AnchorId(link.target or ""))
        page = link.spot.page if link.spot else None
        if page is not None and page == expected and not _is_flat(link.rectangle):
            continue
        name, folio = link.target or "–", book.label(link.page)
        sources = made.get((book.piece_of(link.page), name), ())
        location = origin_of(sources[0], book.linked) if sources else book.place_of(name)
        if _is_flat(link.rectangle):
            yield PDF_LINK_FLAT.at(location, folio=folio, target=name)
        words = {"folio": folio, "text": text_of_link(book, link)}
        if page is None:
            yield PDF_LINK_BROKEN.at(location, target=name, **words)
        elif page != expected:
            yield PDF_LINK_WRONG_PAGE.at(location, actual=book.label(page), expected=book.label(expected), **words)


def _is_flat(rectangle: Rectangle) -> bool:
    left, bottom, right, top = rectangle
    return min(right - left, top - bottom) <= TOLERANCE


def _check_presence(
    book: PrintedBook, made: Mapping[Way, Sequence[DocumentLink]], found: Mapping[Way, Sequence[PdfLink]]
) -> Iterator[Diagnostic]:
    """Yield links and parts of links that are not in the file, and such as the documents do not have."""
    for way, links in made.items():
        there = found.get(way, ())
        lost, gained = _difference(book, links, there)
        if len(there) < len(links) or lost > SLACK:
            yield PDF_LINK_MISSING.at(origin_of(links[0], book.linked), source=way[0], target=way[1])
        elif gained > SLACK:
            yield _astray(book, way, there[-1])
    for way in (way for way in found if way not in made):
        yield from dict.fromkeys(_astray(book, way, link) for link in found[way])


def _difference(book: PrintedBook, made: Sequence[DocumentLink], found: Sequence[PdfLink]) -> tuple[int, int]:
    """Count the letters of links that the file's rectangles do not hold, and those they hold beyond.

    Rectangles without height or width hold nothing; they are reported for what they are.
    """
    if any(_is_flat(link.rectangle) for link in found):
        return 0, 0
    wanted = Counter(fold("".join(link.text for link in made)))
    printed = Counter(fold("".join(text_of_link(book, link) for link in found)))
    return (wanted - printed).total(), (printed - wanted).total()


def _astray(book: PrintedBook, way: Way, link: PdfLink) -> Diagnostic:
    words = {"folio": book.label(link.page), "text": text_of_link(book, link)}
    return PDF_LINK_ASTRAY.at(book.place_of(way[0]), source=way[0], target=way[1], **words)


def _check_targets(book: PrintedBook) -> Iterator[Diagnostic]:
    """Yield what links lead to and the page they land on does not show, whatever the pagination says."""
    targets = dict.fromkeys(link.target for document in book.documents for link in document.links if link.inside)
    for target in targets:
        named, page = book.anchors.get(AnchorId(target)), book.page_of(target)
        if named is None or page is None or book.shows(named.words, page):
            continue
        words = " ".join(named.words.split())
        yield PDF_TARGET_NOT_SHOWN.at(named.location, target=target, folio=book.label(page), words=words[:60])


def text_of_link(book: PrintedBook, link: PdfLink) -> str:
    """Return what is printed in a link's rectangle."""
    return " ".join(book.texts.within(link.page, core_of(link.rectangle)).split())


def core_of(rectangle: Rectangle) -> Rectangle:
    """Shrink a rectangle so that it touches no letter of its neighbours on the line, nor of the lines around it."""
    left, bottom, right, top = rectangle
    third, margin = (top - bottom) / 3, min(0.6, (right - left) / 4)
    return left + margin, bottom + third, right - margin, top - third
