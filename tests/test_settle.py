"""Page numbers settle, or say which do not."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.folios import printed_folios
from pipeline.book.layout import AnchorPosition, ChapterLayout, LaidOutPage
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, LanguageTag, Matter, Medium, PageIndex, PageKind, PieceId, Side
from pipeline.errors import UnsettledFoliosError
from pipeline.settle import SettledBook, settle_folios


@dataclass(frozen=True)
class Chapter:
    """A chapter of `lines` lines, three of a real page each, that says where other chapters begin.

    It is laid out on a page for every ten lines; every digit it prints is `wide` lines more.
    """

    name: str
    lines: int
    cites: tuple[str, ...] = ()
    wide: int = 0
    compiled: bool = False

    def markup(self, folios: Mapping[AnchorId, Folio]) -> ChapterMarkup:
        numbers = "".join(
            f'<p data-line="{line}"><a data-folio="{name}">{folios.get(AnchorId(name), "000")}</a></p>'
            for line, name in enumerate(self.cites, start=7)
        )
        text = f"<p>{'Letters. ' * 22}</p>" * self.lines
        return ChapterMarkup(
            piece=PieceId(self.name), medium=Medium.PRINT, matter=Matter.BODY, opens=Side.RECTO, display=False,
            title=self.name, running_head=self.name, language=LanguageTag("en"),
            xhtml=f'<body><section id="{self.name}">{text}{numbers}</section></body>',
            anchors=(AnchorId(self.name),), resources=(),
            source_lines={1: SourceLocation(PurePosixPath(f"{self.name}.md"))}, compiled=self.compiled,
        )  # fmt: skip


@dataclass
class Press:
    """Lays toy chapters out by counting their lines, and counts how often it was asked; `kept` is its cache."""

    chapters: Sequence[Chapter]
    kept: dict[str, ChapterLayout] = field(default_factory=dict)
    laid_out: list[str] = field(default_factory=list)

    def assemble(
        self, folios: Mapping[AnchorId, Folio], only: Container[PieceId] | None = None
    ) -> Sequence[ChapterMarkup]:
        return [one.markup(folios) for one in self.chapters if only is None or PieceId(one.name) in only]

    def lay_out(self, markups: Sequence[ChapterMarkup]) -> Sequence[ChapterLayout]:
        by_name = {one.name: one for one in self.chapters}
        return [self._lay_out(markup, by_name[markup.piece]) for markup in markups]

    def _lay_out(self, markup: ChapterMarkup, chapter: Chapter) -> ChapterLayout:
        key = f"{chapter.wide} {markup.xhtml}"
        if key not in self.kept:
            self.laid_out.append(markup.piece)
            digits = [folio for _, folio in printed_folios(markup)]
            assert not set("".join(digits)) - {"0"}, "what is laid out prints no numbers yet"
            lines = max(1, chapter.lines + chapter.wide * len("".join(digits)))
            self.kept[key] = ChapterLayout(
                markup.piece, markup.matter, markup.opens, markup.title, markup.running_head, b"",
                (LaidOutPage(PageKind.RUNNING, "", None),) * -(-lines // 10),
                {anchor: AnchorPosition(PageIndex(0), 0, 0) for anchor in markup.anchors},
            )  # fmt: skip
        return self.kept[key]

    def settle(self) -> SettledBook:
        return settle_folios(self.assemble, self.lay_out, "Cover")


def folios_of(book: SettledBook) -> list[tuple[str, str]]:
    return [(anchor, folio) for markup in book.markups for anchor, folio in printed_folios(markup)]


def is_right(book: SettledBook) -> bool:
    return all(book.pagination.folio_of(AnchorId(anchor)) == folio for anchor, folio in folios_of(book))


TEN = tuple(Chapter(f"c{number}", 40, (f"c{(number * 7) % 10}",)) for number in range(10))
"""Ten chapters of four pages, each of which says where another begins."""


def test_each_chapter_of_a_book_is_laid_out_once() -> None:
    press = Press(TEN)
    book = press.settle()
    assert is_right(book)
    assert sorted(press.laid_out) == [f"c{number}" for number in range(10)]


def test_a_chapter_that_cites_a_page_near_ten_waits_for_the_lengths_of_the_others() -> None:
    longer_than_thought = Chapter("b", 45, ("a",), wide=40)
    press = Press([Chapter("a", 10), longer_than_thought, Chapter("c", 10), Chapter("d", 10, ("c",))])
    assert ("c", "13") in folios_of(press.settle())
    assert press.laid_out == ["a", "b", "c", "d"]


def test_a_number_of_as_many_digits_lays_nothing_out() -> None:
    kept = dict[str, ChapterLayout]()
    Press(TEN, kept).settle()
    longer = (*TEN[:5], Chapter("c5", 60, TEN[5].cites), *TEN[6:])
    press = Press(longer, kept)
    book = press.settle()
    assert ("c9", "39") in folios_of(book)
    assert press.laid_out == ["c5"]


def test_only_a_chapter_whose_number_gained_a_digit_is_laid_out_again() -> None:
    kept = dict[str, ChapterLayout]()
    chapters = [Chapter("a", 20, ("d",)), Chapter("b", 20, ("c",)), Chapter("c", 40), Chapter("d", 20)]
    assert ("d", "9") in folios_of(Press(chapters, kept).settle())
    chapters[2] = Chapter("c", 60)
    press = Press(chapters, kept)
    assert ("d", "11") in folios_of(press.settle())
    assert sorted(press.laid_out) == ["a", "c"]


def test_compiled_pieces_are_laid_out_last_and_once() -> None:
    contents = Chapter("contents", 10, tuple(one.name for one in TEN), compiled=True)
    press = Press([*TEN, contents])
    assert is_right(press.settle())
    assert press.laid_out.index("contents") == len(TEN) == len(press.laid_out) - 1


def test_references_that_oscillate_are_named_with_their_lines() -> None:
    chapters = [Chapter("a", 95, ("b", "b"), wide=-10), Chapter("b", 10)]
    with pytest.raises(UnsettledFoliosError, match=r"a\.md:7 \(“b”\)"):
        Press([Chapter("front", 15), *chapters]).settle()


CHAPTERS = st.lists(
    st.builds(
        lambda lines, cites, wide: (lines, cites, wide),
        st.integers(1, 90),
        st.lists(st.integers(0, 9), max_size=4),
        st.sampled_from((0, 0, 1, 6)),
    ),
    min_size=1,
    max_size=10,
)


def book_of(drawn: Sequence[tuple[int, Sequence[int], int]]) -> list[Chapter]:
    return [
        Chapter(f"c{number}", lines, tuple(f"c{cited % len(drawn)}" for cited in cites), wide)
        for number, (lines, cites, wide) in enumerate(drawn)
    ]


@given(st.lists(CHAPTERS, min_size=2, max_size=4))
def test_what_was_built_before_decides_nothing(states: Sequence[Sequence[tuple[int, Sequence[int], int]]]) -> None:
    kept = dict[str, ChapterLayout]()
    for state in states:
        try:
            fresh = Press(book_of(state)).settle()
        except UnsettledFoliosError:
            with pytest.raises(UnsettledFoliosError):
                Press(book_of(state), kept).settle()
            continue
        press = Press(book_of(state), kept)
        assert press.settle() == fresh
        assert is_right(fresh)
        again = Press(book_of(state), kept)
        assert again.settle() == fresh
        assert again.laid_out == []
