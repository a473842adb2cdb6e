"""Pages in order: sides, blanks and folios."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.layout import AnchorPosition, ChapterLayout, LaidOutPage
from pipeline.book.names import AnchorId, Matter, PageIndex, PageKind, PieceId, Side
from pipeline.book.pagination import folio_table, paginate, roman


def layout(name: str, matter: Matter, pages: int, opens: Side = Side.RECTO) -> ChapterLayout:
    """Return a chapter of so many pages with one anchor on its last page."""
    return ChapterLayout(
        piece=PieceId(name),
        matter=matter,
        opens=opens,
        title=name,
        running_head=name,
        pdf=b"",
        pages=tuple(LaidOutPage(PageKind.RUNNING, "", None) for _ in range(pages)),
        anchors={AnchorId(f"end-of-{name}"): AnchorPosition(PageIndex(pages - 1), 0, 0)},
    )


def test_front_matter_is_roman_and_the_body_begins_with_page_one() -> None:
    pages = paginate(
        [layout("preface", Matter.FRONT, 3), layout("one", Matter.BODY, 2), layout("index", Matter.BACK, 1)]
    )
    assert [page.folio for page in pages.pages] == ["i", "ii", "iii", "iv", "1", "2", "3"]


def test_a_blank_page_lets_a_chapter_open_on_a_recto() -> None:
    pages = paginate([layout("one", Matter.BODY, 3), layout("two", Matter.BODY, 1)]).pages
    assert [(page.kind, page.side) for page in pages[3:]] == [
        (PageKind.BLANK, Side.VERSO),
        (PageKind.RUNNING, Side.RECTO),
    ]


def test_a_piece_that_opens_on_a_verso_follows_at_once() -> None:
    pages = paginate([layout("title", Matter.FRONT, 1), layout("copyright", Matter.FRONT, 1, Side.VERSO)]).pages
    assert [page.side for page in pages] == [Side.RECTO, Side.VERSO]


def test_the_cover_is_not_counted() -> None:
    pages = paginate([layout("cover", Matter.FRONT, 1), layout("half-title", Matter.FRONT, 1)], cover="Okładka").pages
    assert [page.folio for page in pages] == ["Okładka", "Okładka", "i"]


def test_an_anchor_has_the_folio_of_its_page() -> None:
    pages = paginate([layout("preface", Matter.FRONT, 2), layout("one", Matter.BODY, 5)])
    assert folio_table(pages) == {"end-of-preface": "ii", "end-of-one": "5"}


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(Side)), min_size=1, max_size=12))
def test_every_piece_opens_on_its_side_and_sides_alternate(pieces: list[tuple[int, Side]]) -> None:
    layouts = [layout(f"p{n}", Matter.BODY, count, side) for n, (count, side) in enumerate(pieces)]
    pages = paginate(layouts).pages
    assert [page.side for page in pages] == [Side.RECTO if n % 2 == 0 else Side.VERSO for n in range(len(pages))]
    opened = {page.piece: page.side for page in pages if page.source == 0}
    assert opened == {item.piece: item.opens for item in layouts}


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(number: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[sign] for sign in roman(number)]
    total = sum(
        -value if value < following else value for value, following in zip(digits, [*digits[1:], 0], strict=True)
    )
    assert total == number
