"""Bad breaks: what a designer would mark on the pages of a layout. They change nothing of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from pipeline.book.layout import BadBreak, LaidOutPage
from pipeline.book.names import PageIndex, PageKind
from pipeline.rules import (
    HEADING_STRANDED,
    HYPHEN_ENDS_PAGE,
    HYPHENS_IN_A_ROW,
    LINE_PARTED,
    OVERFULL,
    PAGE_OVERRUN,
    PAGE_UNDERFILLED,
    SHORT_LAST_LINE,
)
from pipeline.typeset.origins import Origins
from pipeline.typeset.page_boxes import overflows
from pipeline.typeset.type_area import Fragment, SetLine, filled, fragments, headings, last_line

MOST_HYPHENS_IN_A_ROW: Final = 2
LEAST_LETTERS: Final = 5
"""Of a paragraph's last line, figures included."""
LEAST_LINES_BELOW_HEADING: Final = 2
LEAST_FILLED: Final = 1 / 3
"""Of the type area of a page that does not end its chapter."""

_NOT_PARAGRAPHS: Final = frozenset(
    {
        "h1", "h2", "h3", "h4", "h5", "h6", "table", "pre", "figcaption", "caption", "verse", "dt",
        "attribution", "signature", "infobox", "contents", "chapter-number",
    }
)  # fmt: skip
_SHOWN: Final = 40
"""Letters of a line that a finding quotes."""
_HYPHENS: Final = ("‐", "-")


def bad_breaks(pages: Sequence[Any], laid_out: Sequence[LaidOutPage], origins: Origins) -> Iterator[BadBreak]:
    """Yield the bad breaks of a piece's pages; `laid_out` says of each page what kind it is."""
    for index, page in enumerate(pages):
        yield from _overfull(PageIndex(index), page, origins)
        if laid_out[index].kind is PageKind.DISPLAY or index == len(pages) - 1:
            continue
        if laid_out[index].kind is not PageKind.BLANK:
            yield from _underfilled(PageIndex(index), page, origins)
            yield from _headings(PageIndex(index), page, origins)
            yield from _hyphen_at_foot(PageIndex(index), page, origins)
    for fragment in fragments(pages):
        if fragment.within.isdisjoint(_NOT_PARAGRAPHS):
            yield from _parted(fragment, origins)
            yield from _short_last_line(fragment, origins)
        yield from _hyphens_in_a_row(fragment, origins)


def _overfull(index: PageIndex, page: Any, origins: Origins) -> Iterator[BadBreak]:
    for found in overflows(page):
        rule = PAGE_OVERRUN if found.downwards else OVERFULL
        what = found.what if found.downwards else f"{found.what} ({found.excess:.1f} pt)"
        yield BadBreak(rule.code, index, origins.of(found.element), {"what": what}, found.excess)


def _underfilled(index: PageIndex, page: Any, origins: Origins) -> Iterator[BadBreak]:
    part = filled(page)
    if part < LEAST_FILLED:
        last = last_line(page)
        location = origins.of(last[1]) if last else None
        yield BadBreak(PAGE_UNDERFILLED.code, index, location, {"percent": f"{part:.0%}".rstrip("%")}, 1 - part)


def _headings(index: PageIndex, page: Any, origins: Origins) -> Iterator[BadBreak]:
    for heading in headings(page):
        if heading.lines_below < LEAST_LINES_BELOW_HEADING:
            lines = ("no line", "one line")[heading.lines_below]
            words = {"heading": heading.text, "lines": lines}
            yield BadBreak(HEADING_STRANDED.code, index, origins.of(heading.element), words, -heading.lines_below)


def _hyphen_at_foot(index: PageIndex, page: Any, origins: Origins) -> Iterator[BadBreak]:
    if (last := last_line(page)) and _divides(last[0]):
        words = {"words": _end(last[0].text)}
        yield BadBreak(HYPHEN_ENDS_PAGE.code, index, origins.of(last[1]), words)


def _hyphens_in_a_row(fragment: Fragment, origins: Origins) -> Iterator[BadBreak]:
    for divided, run in groupby(fragment.lines, _divides):
        lines = tuple(run)
        if divided and len(lines) > MOST_HYPHENS_IN_A_ROW:
            words = {"count": str(len(lines)), "words": _end(lines[0].text)}
            yield BadBreak(HYPHENS_IN_A_ROW.code, fragment.page, origins.of(fragment.element), words, len(lines))


def _parted(fragment: Fragment, origins: Origins) -> Iterator[BadBreak]:
    """Yield the first line of a paragraph that goes on overleaf, and the last line of one that came from there."""
    before = fragment.before
    if before is None or before.page == fragment.page:
        return
    location = origins.of(fragment.element)
    if before.before is None and len(before.lines) == 1:
        words = {"which": "first", "where": "foot", "words": _start(before.lines[0].text)}
        yield BadBreak(LINE_PARTED.code, before.page, location, words)
    if not fragment.continues and len(fragment.lines) == 1:
        words = {"which": "last", "where": "head", "words": _start(fragment.lines[0].text)}
        yield BadBreak(LINE_PARTED.code, fragment.page, location, words, badness=1)


def _short_last_line(fragment: Fragment, origins: Origins) -> Iterator[BadBreak]:
    is_last_of_several = not fragment.continues and (fragment.before or len(fragment.lines) > 1)
    letters = sum(map(str.isalnum, fragment.lines[-1].text))
    if is_last_of_several and letters < LEAST_LETTERS:
        words = {"words": fragment.lines[-1].text}
        yield BadBreak(SHORT_LAST_LINE.code, fragment.page, origins.of(fragment.element), words, -letters)


def _divides(line: SetLine) -> bool:
    return line.text.endswith(_HYPHENS) and not line.address


def _start(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


def _end(text: str) -> str:
    return text if len(text) <= _SHOWN else f"… {text[-_SHOWN:].split(' ', 1)[-1]}"
