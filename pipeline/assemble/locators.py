"""Page numbers after an index heading."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from pipeline.assemble.place import Place
from pipeline.book.linked import IndexEntry, Locator
from pipeline.book.names import AnchorId, Folio
from pipeline.book.pagination import roman


@dataclass(frozen=True, slots=True)
class PrintedLocator:
    """What is printed for one or more locators that fall together: `end` is None unless pages run on."""

    start: AnchorId
    first: Folio
    end: AnchorId | None
    last: Folio | None
    principal: bool


def printed_locators(entry: IndexEntry, place: Place) -> tuple[PrintedLocator, ...]:
    """Return what stands after a heading: a page is named once, and not again where a run of pages holds it.

    A stretch that begins and ends on one page is that page; it is principal if any locator of the page is.
    """
    place.compiled = True
    printed: list[PrintedLocator] = []
    for locator in entry.locators:
        new = _printed(locator, place)
        held = next((index for index, known in enumerate(printed) if _holds(known, new)), None)
        if held is not None:
            printed[held] = _join(printed[held], new)
        else:
            printed = [known for known in printed if not _holds(new, known)]
            printed.append(new)
    return tuple(printed)


def write_locators(entry: IndexEntry, place: Place, named: bool = False) -> Markup:
    """Return the locators as links, “12, 31–33”; with `named`, “page 12” or “pages 12, 31–33”."""
    printed = printed_locators(entry, place)
    links = [_write(locator, place) for locator in printed]
    if not named or not links:
        return Markup(", ").join(links)
    words = place.words
    many = len(printed) > 1 or printed[0].end is not None
    return Markup("{}\N{NO-BREAK SPACE}{}").format(words.pages if many else words.page, Markup(", ").join(links))


def _printed(locator: Locator, place: Place) -> PrintedLocator:
    first = place.folio(locator.start)
    last = place.folio(locator.end) if locator.end else None
    if last == first:
        return PrintedLocator(locator.start, first, None, None, locator.principal)
    return PrintedLocator(locator.start, first, locator.end, last, locator.principal)


def _holds(outer: PrintedLocator, inner: PrintedLocator) -> bool:
    if outer.first == inner.first and outer.last == inner.last:
        return True
    return _number(outer.first) <= _number(inner.first) and _number(inner.last or inner.first) <= _number(
        outer.last or outer.first
    )


def _number(folio: Folio) -> tuple[int, int]:
    """Return what puts folios in order: roman ones before arabic ones."""
    if folio.isdecimal():
        return (1, int(folio))
    return (0, next((number for number in range(1, 1000) if roman(number) == folio), 0))


def _join(known: PrintedLocator, new: PrintedLocator) -> PrintedLocator:
    same = known.last == new.last
    principal = known.principal or (new.principal and same)
    return PrintedLocator(known.start, known.first, known.end, known.last, principal)


def _write(locator: PrintedLocator, place: Place) -> Markup:
    kind = "folio principal" if locator.principal else "folio"
    start = _link(kind, locator.start, locator.first, place)
    if locator.end is None or locator.last is None:
        return start
    end = _link(kind, locator.end, locator.last, place)
    return Markup('<span class="page-range">{}–{}</span>').format(start, end)


def _link(kind: str, anchor: AnchorId, folio: Folio, place: Place) -> Markup:
    address = escape(place.href(anchor))
    return Markup(f'<a{place.folio_place(anchor)} class="{kind}" href="{address}">{escape(folio)}</a>')
