"""Bad breaks of a whole book as findings, the worst first."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.book.diagnostics import Diagnostic, Severity
from pipeline.book.layout import BadBreak, ChapterLayout, Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Status
from pipeline.book.names import PageIndex
from pipeline.rules import BAD_BREAKS, RULES

_RANKS: Final = {rule.code: rank for rank, rule in enumerate(BAD_BREAKS)}


def check_page_breaks(
    linked: LinkedBook, layouts: Sequence[ChapterLayout], pagination: Pagination
) -> tuple[Diagnostic, ...]:
    """Return the bad breaks of all pieces with the folios of their pages, ranked: by kind, badness and page.

    In a chapter that is a draft none is an error, so that its pages can be looked at while it is worked on.
    """
    drafts = {chapter.piece for chapter in linked.book.chapters if chapter.status is Status.DRAFT}
    places = {(page.piece, page.source): index for index, page in enumerate(pagination.pages)}
    found = [
        (broken, layout.piece, places[layout.piece, broken.page]) for layout in layouts for broken in layout.bad_breaks
    ]
    found.sort(key=lambda item: _rank(item[0], item[2]))
    return tuple(_finding(broken, pagination, page, piece in drafts) for broken, piece, page in found)


def _rank(broken: BadBreak, page: int) -> tuple[int, float, int]:
    return (_RANKS[broken.rule], -broken.badness, page)


def _finding(broken: BadBreak, pagination: Pagination, page: int, is_draft: bool) -> Diagnostic:
    found = RULES[broken.rule].at(broken.location, folio=pagination.pages[PageIndex(page)].folio, **broken.words)
    return replace(found, severity=Severity.WARNING) if is_draft else found
