"""What a piece's part of a finished PDF was found to hold, and what that rests on outside of it.

The findings of a part follow from the part itself, from what it is held against, and from where the file says that
anchors are. Where none of these has changed since the part was found sound, it need not be looked at again.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId, PageIndex, PieceId
from pipeline.check.pdf_claims import is_headless
from pipeline.check.pdf_folios import check_labels, check_printed_references, folios_printed
from pipeline.check.pdf_links import check_links
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_structure import check_structure
from pipeline.check.pdf_tag_rules import headings_in, told_of
from pipeline.check.pdf_tags import ELSEWHERE, LinkArea
from pipeline.check.pdf_trees import ObjectNumber
from pipeline.check.pdf_wanted import Manner, Strip, Wanted
from pipeline.check.pdf_words import check_words, stands_on
from pipeline.check.printed_book import PrintedBook, PrintedPart, is_right_to_left
from pipeline.check.wording import count_words, fold

_TO_BE_REACHED = frozenset({"note", "note-call", "bibliography-entry"})
"""Classes of what something must lead to."""


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What checks of the whole book need to know of a part.

    It rests on: `anchors`, the pages of its document's anchors, counted from the part's first, ELSEWHERE where the file
    gives another piece's, None where it gives none; `folios`, those it prints of its targets; `parents`, what the
    parent tree leads back to; `tops`, the elements its tags begin with; `notes`, by whose names elements are found and
    which tells of each.

    `targets` are where its links lead within the book, `asked` where those of its document do; `hidden` are anchors
    whose words their page does not show, `unshown` what was wanted and is not there. `counts` are words. `owed` are
    anchors that something must lead to. `names` are those of all elements, `headings` the levels of the first heading
    and the last one and what the first is, `languages` those that its tags name.
    """

    anchors: Mapping[str, int | None]
    folios: Mapping[str, str]
    parents: Mapping[int, ObjectNumber | None]
    tops: tuple[ObjectNumber, ...]
    names: frozenset[str]
    targets: frozenset[str]
    asked: tuple[str, ...]
    hidden: frozenset[str]
    unshown: frozenset[Wanted]
    counts: Mapping[Strip, int]
    owed: tuple[str, ...]
    alternatives: frozenset[str]
    listing: tuple[tuple[int, str, AnchorId], ...]
    notes: Mapping[str, str]
    headings: tuple[int, int, str] | None
    in_tag_order: bool
    languages: frozenset[str]
    has_headless_table: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the facts of parts rest on in a file: all at once, as whole parts are compared with it.

    `pages` are those of the anchors of each piece that stand on its own pages, counted from its first, `folios` those
    of all anchors. `placed` are the anchors that the file and the pagination place on the same page, `tops` the
    elements of the file's tags.
    """

    pages: Mapping[PieceId, Mapping[str, int | None]]
    folios: Mapping[str, str]
    placed: Set[str]
    tops: frozenset[ObjectNumber]


def grounds_of(book: PrintedBook, parts: Mapping[PieceId, PdfPart]) -> Grounds:
    """Return what facts rest on in a file."""
    found = {anchor: spot.page for anchor, spot in book.file.destinations.items() if spot.page is not None}
    pages: dict[PieceId, dict[str, int | None]] = {piece: {} for piece in parts}
    for anchor, page in found.items():
        piece = book.piece_of(page)
        pages[piece][anchor] = page - parts[piece].first
    return Grounds(
        pages=pages,
        folios={anchor: book.file.labels[page] for anchor, page in found.items()},
        placed={anchor for anchor, _ in found.items() & book.pagination.anchor_pages.items()},
        tops=frozenset(book.tree.tops),
    )


def still_hold(facts: PartFacts, part: PdfPart, book: PrintedBook, grounds: Grounds) -> bool:
    """Tell whether what facts rest on is as it was."""
    return (
        facts.targets <= grounds.placed
        and facts.notes.keys() <= book.tree.names
        and grounds.tops.issuperset(facts.tops)
        and (facts.parents.items() <= book.tree.parents.items() or _leads_still(facts, book))
        and (facts.folios.items() <= grounds.folios.items() or _prints_still(facts, book))
        and (facts.anchors.items() <= grounds.pages[part.piece].items() or _stands_still(facts, part, book))
    )


def _leads_still(facts: PartFacts, book: PrintedBook) -> bool:
    return all(book.tree.parents.get(key) == element for key, element in facts.parents.items())


def _prints_still(facts: PartFacts, book: PrintedBook) -> bool:
    return all(book.label(book.page_of(target)) == folio for target, folio in facts.folios.items())


def _stands_still(facts: PartFacts, part: PdfPart, book: PrintedBook) -> bool:
    return all(_page_in(part, book.page_of(anchor)) == page for anchor, page in facts.anchors.items())


def check_part(
    part: PrintedPart, wanted: tuple[Wanted, ...], strips: tuple[Strip, ...]
) -> tuple[tuple[Diagnostic, ...], PartFacts]:
    """Return what is wrong with a part, and its facts."""
    findings = (
        *check_labels(part),
        *check_links(part),
        *check_printed_references(part),
        *check_words(part),
        *check_structure(part),
    )
    return findings, _facts(part, wanted, strips)


def _facts(part: PrintedPart, wanted: tuple[Wanted, ...], strips: tuple[Strip, ...]) -> PartFacts:
    reading, document, book = part.reading, part.document, part.book
    tags = [tag for top in reading.tags for tag in top.walk()]
    headings = list(headings_in(reading.tags))
    areas = [kid for tag in tags for kid in tag.kids if isinstance(kid, LinkArea)]
    return PartFacts(
        anchors={anchor: _page_in(part.part, book.page_of(anchor)) for anchor in document.anchors},
        folios=dict(folios_printed(part)),
        parents={area.parent: book.tree.parents.get(area.parent) for area in areas},
        tops=reading.tops,
        names=frozenset(tag.name for tag in tags if tag.name),
        targets=frozenset(link.target for link in reading.links if link.target is not None and not link.outside),
        asked=tuple(dict.fromkeys(link.target for link in document.links if link.inside)),
        hidden=frozenset(_hidden(part)),
        unshown=frozenset(one for one in wanted if not _stands(part, one)),
        counts={strip: _count(part, strip) for strip in strips},
        owed=tuple(anchor for anchor, named in document.anchors.items() if named.kinds & _TO_BE_REACHED),
        alternatives=frozenset(tag.alternative for tag in tags if tag.alternative),
        listing=document.listing,
        notes={tag.name: told_of(part, tag) for tag in tags if tag.role == "Note" and tag.name},
        headings=(headings[0][0], headings[-1][0], told_of(part, headings[0][1])) if headings else None,
        in_tag_order=reading.in_tag_order,
        languages=frozenset(tag.language for tag in tags if tag.language),
        has_headless_table=any(map(is_headless, tags)),
    )


def _page_in(part: PdfPart, page: PageIndex | None) -> int | None:
    return None if page is None else page - part.first if page in part else ELSEWHERE


def is_complete(facts: PartFacts) -> bool:
    """Tell whether facts rest on nothing but what they name."""
    return ELSEWHERE not in facts.anchors.values()


def _hidden(part: PrintedPart) -> Iterator[str]:
    for anchor, named in part.document.anchors.items():
        page = part.book.page_of(anchor)
        if page is not None and not part.shows(named.words, page):
            yield anchor


def _stands(part: PrintedPart, wanted: Wanted) -> bool:
    """Tell whether words stand on the page of their anchor, which is one of the part's."""
    page = part.book.page_of(wanted.anchor)
    if page is None:
        return False
    if is_right_to_left(wanted.words):
        return True
    match wanted.manner:
        case Manner.BEGINNING:
            return part.shows(wanted.words, page)
        case Manner.WHOLE:
            pages = [part.folded(PageIndex(number)) for number in (page, page + 1, page + 2)]
            return stands_on(fold(wanted.words), pages)
        case Manner.PARTED:
            text = part.folded(page) + part.folded(PageIndex(page + 1))
            return all(fold(word) in text for word in wanted.words.split())


def _count(part: PrintedPart, strip: Strip) -> int:
    page = part.reading.pages[strip.page]
    return count_words(page.text if strip.is_whole else part.within(strip.page, strip.rectangle(page.size)))
