"""Page numbers settle, or say which do not."""

from collections.abc import Mapping, Sequence

import pytest

from pipeline.book.layout import AnchorPosition, ChapterLayout, LaidOutPage
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import (
    AnchorId,
    Folio,
    LanguageTag,
    Matter,
    Medium,
    PageIndex,
    PageKind,
    PieceId,
    Side,
)
from pipeline.errors import UnsettledFoliosError
from pipeline.settle import settle_folios

OIL = AnchorId("oil")


def markup(name: str, text: str, references: tuple[AnchorId, ...] = ()) -> ChapterMarkup:
    return ChapterMarkup(
        piece=PieceId(name),
        medium=Medium.PRINT,
        matter=Matter.BODY,
        opens=Side.RECTO,
        display=False,
        title=name,
        running_head=name,
        language=LanguageTag("en"),
        xhtml=text,
        anchors=(),
        folio_references=references,
        resources=(),
        source_lines={},
    )


def page_layout(chapter: ChapterMarkup, pages: int, anchors: Mapping[AnchorId, int]) -> ChapterLayout:
    return ChapterLayout(
        piece=chapter.piece,
        matter=chapter.matter,
        opens=chapter.opens,
        title=chapter.title,
        running_head=chapter.running_head,
        pdf=chapter.xhtml.encode(),
        pages=tuple(LaidOutPage(PageKind.RUNNING, "", None) for _ in range(pages)),
        anchors={anchor: AnchorPosition(PageIndex(page), 0, 0) for anchor, page in anchors.items()},
    )


def assemble(folios: Mapping[AnchorId, Folio]) -> Sequence[ChapterMarkup]:
    return [markup("one", f"see page {folios.get(OIL, '000')}", (OIL,)), markup("two", "oil")]


def test_only_pieces_whose_text_changed_are_laid_out_again() -> None:
    asked: list[str] = []

    def lay_out(markups: Sequence[ChapterMarkup]) -> Sequence[ChapterLayout]:
        asked.extend(chapter.piece for chapter in markups)
        return [page_layout(item, 1, {OIL: 0} if item.piece == "two" else {}) for item in markups]

    layouts, pagination = settle_folios(assemble, lay_out, {}, "Cover")
    assert asked == ["one", "two", "one"]
    assert layouts[0].pdf == b"see page 3"
    assert pagination.folio_of(OIL) == "3"


def test_a_right_first_guess_is_laid_out_once() -> None:
    asked: list[str] = []

    def lay_out(markups: Sequence[ChapterMarkup]) -> Sequence[ChapterLayout]:
        asked.extend(chapter.piece for chapter in markups)
        return [page_layout(item, 1, {OIL: 0} if item.piece == "two" else {}) for item in markups]

    settle_folios(assemble, lay_out, {OIL: Folio("3")}, "Cover")
    assert asked == ["one", "two"]


def test_references_that_oscillate_are_named() -> None:
    def lay_out(markups: Sequence[ChapterMarkup]) -> Sequence[ChapterLayout]:
        return [
            page_layout(item, 3 if item.xhtml.endswith("3") else 1, {OIL: 0} if item.piece == "two" else {})
            for item in markups
        ]

    with pytest.raises(UnsettledFoliosError, match="oil"):
        settle_folios(assemble, lay_out, {}, "Cover")
