"""Bad breaks of a whole book, ranked and with folios."""

from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.book.diagnostics import Rule, Severity, SourceLocation
from pipeline.book.layout import BadBreak, ChapterLayout, LaidOutPage
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import Chapter, Status
from pipeline.book.names import Matter, PageIndex, PageKind, Side
from pipeline.book.pagination import paginate
from pipeline.check import check_page_breaks
from pipeline.rules import BAD_BREAKS, LINE_PARTED, OVERFULL, PAGE_UNDERFILLED, SHORT_LAST_LINE
from tests.small_book import BookBuilder


def broken(rule: Rule, page: int, badness: float = 0) -> BadBreak:
    words = {"what": "text", "percent": "9", "which": "last", "where": "head", "words": "it."}
    return BadBreak(rule.code, PageIndex(page), SourceLocation(PurePosixPath("body/chapter.md"), 3), words, badness)


def layout(chapter: Chapter, matter: Matter, *breaks: BadBreak) -> ChapterLayout:
    pages = tuple(LaidOutPage(PageKind.RUNNING, "", None) for _ in range(3))
    return ChapterLayout(
        chapter.piece, matter, Side.RECTO, "A", "A", b"", pages, anchors={}, bad_breaks=breaks
    )  # fmt: skip


def with_status(small_book: BookBuilder, status: Status) -> tuple[LinkedBook, Chapter]:
    linked = small_book("Text.").linked()
    [chapter] = linked.book.chapters
    chapter = replace(chapter, status=status)
    return replace(linked, book=replace(linked.book, spine=(chapter,))), chapter


def test_the_worst_kind_comes_first_then_the_worst_of_its_kind_then_the_first_page(small_book: BookBuilder) -> None:
    linked, chapter = with_status(small_book, Status.FINAL)
    layouts = [
        layout(
            chapter, Matter.BODY,
            broken(SHORT_LAST_LINE, 0), broken(LINE_PARTED, 2), broken(LINE_PARTED, 1), broken(LINE_PARTED, 2, 1),
            broken(PAGE_UNDERFILLED, 1), broken(OVERFULL, 2),
        )
    ]  # fmt: skip
    ranked = check_page_breaks(linked, layouts, paginate(layouts))
    assert [(found.rule, found.message.split("page ")[1][0]) for found in ranked] == [
        ("IMG-008", "3"), ("BRK-002", "2"), ("BRK-006", "3"), ("BRK-006", "2"), ("BRK-006", "3"), ("BRK-007", "1"),
    ]  # fmt: skip


def test_pages_go_by_the_folios_printed_on_them(small_book: BookBuilder) -> None:
    linked, chapter = with_status(small_book, Status.FINAL)
    layouts = [layout(chapter, Matter.FRONT, broken(OVERFULL, 2))]
    assert [found.message for found in check_page_breaks(linked, layouts, paginate(layouts))] == [
        "text is wider than the text on page iii"
    ]


def test_what_a_finished_chapter_may_not_have_is_advice_in_a_draft(small_book: BookBuilder) -> None:
    severities = {}
    for status in Status:
        linked, chapter = with_status(small_book, status)
        layouts = [layout(chapter, Matter.BODY, broken(OVERFULL, 0))]
        [found] = check_page_breaks(linked, layouts, paginate(layouts))
        severities[status] = found.severity
    assert severities == {
        Status.DRAFT: Severity.WARNING, Status.REVISED: Severity.ERROR, Status.FINAL: Severity.ERROR,
    }  # fmt: skip


def test_parted_lines_and_short_last_lines_are_advice_and_all_else_is_an_error() -> None:
    assert {rule for rule in BAD_BREAKS if rule.severity is Severity.WARNING} == {LINE_PARTED, SHORT_LAST_LINE}
