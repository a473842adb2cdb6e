"""Running heads and folios are laid out in sets of which few change when pages move."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.furniture import FOLIO, HEAD, Stamp, stamps_of, stamps_together
from pipeline.book.layout import BookPage
from pipeline.book.names import Folio, PageIndex, PageKind, PieceId, Side


def page(number: int, kind: PageKind = PageKind.RUNNING, head: str = "Oil", folio: str | None = None) -> BookPage:
    side = Side.RECTO if number % 2 else Side.VERSO
    return BookPage(PieceId("oil"), PageIndex(number), side, kind, Folio(folio or str(number)), head)


def body(count: int, openers: tuple[int, ...] = (1,)) -> list[BookPage]:
    return [page(n, PageKind.OPENER if n in openers else PageKind.RUNNING) for n in range(1, count + 1)]


@given(
    st.lists(
        st.builds(
            page,
            st.integers(1, 2500),
            st.sampled_from(PageKind),
            st.sampled_from(["Oil", "Salt"]),
            st.sampled_from([None, "iv", "007", "Cover"]),
        ),
        max_size=60,
    )
)
def test_every_stamp_of_every_page_is_laid_out_once(pages: list[BookPage]) -> None:
    together = [stamp for stamps in stamps_together(pages, "A Book") for stamp in stamps]
    assert len(together) == len(set(together))
    assert {stamp for page in pages for stamp in stamps_of(page, "A Book")} <= set(together)


def test_pages_that_move_ask_for_nothing_new_but_the_folios_of_openers() -> None:
    before = stamps_together(body(180, openers=(1, 21, 101)), "A Book")
    after = stamps_together(body(184, openers=(1, 21, 105)), "A Book")
    [new] = set(after) - set(before)
    assert {stamp.kind for stamp in new} == {PageKind.OPENER}


def test_a_page_carries_what_its_kind_asks_for() -> None:
    assert list(stamps_of(page(2), "A Book")) == [
        Stamp(HEAD, PageKind.RUNNING, Side.VERSO, "A Book"),
        Stamp(FOLIO, PageKind.RUNNING, Side.VERSO, "2"),
    ]
    assert [stamp.text for stamp in stamps_of(page(3), "A Book")] == ["Oil", "3"]
    assert [stamp.text for stamp in stamps_of(page(3, PageKind.OPENER), "A Book")] == ["3"]
    assert list(stamps_of(page(3, PageKind.BLANK), "A Book")) == []
    assert list(stamps_of(page(3, PageKind.DISPLAY), "A Book")) == []
