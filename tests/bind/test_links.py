import pytest

from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, PieceId
from pipeline.errors import LayoutError
from tests.bind.reading import PdfLink, destinations, links, page_texts
from tests.bind.small_books import Bound, bind_layouts, lay_out_chapter


@pytest.mark.parametrize(
    ("source_page", "anchor", "target_page", "words"),
    [
        (2, "roads", 8, "Dust rises."),  # to another chapter
        (4, "delta", 5, "The delta"),  # within the chapter
        (4, "crossing", 9, "The crossing"),  # a section of another chapter
        (4, "note-1", 4, "A small note."),
        (4, "call-1", 4, "Water flows."),
        (8, "delta", 5, "The delta"),  # backwards
        (10, "przystań", 10, "nad rzeką"),  # letters beyond ASCII
    ],
)
def test_link_lands_on_the_page_that_carries_its_target(
    small_book: Bound, source_page: int, anchor: str, target_page: int, words: str
) -> None:
    pdf = small_book.pdf
    assert anchor in {link.destination for link in links(pdf) if link.page == source_page}
    assert destinations(pdf)[anchor][0] == target_page
    assert words in page_texts(small_book.data)[target_page]


def test_every_link_leads_to_a_destination_or_out_of_the_book(small_book: Bound) -> None:
    pdf = small_book.pdf
    known = destinations(pdf)
    found = links(pdf)
    assert {link.uri for link in found} == {None, "https://example.org/kura"}
    assert all(link.uri or link.destination in known for link in found)


def test_every_anchor_of_the_layouts_is_a_destination_at_its_point(small_book: Bound) -> None:
    found = destinations(small_book.pdf)
    height = 150 / 25.4 * 72
    assert found.keys() == small_book.pagination.anchor_pages.keys()
    for layout in small_book.layouts:
        for anchor, position in layout.anchors.items():
            page, x, y = found[anchor]
            assert page == small_book.pagination.anchor_pages[anchor]
            assert (x, y) == pytest.approx((position.x, height - position.y), abs=0.01)


def test_link_is_described_by_title_and_folio_of_its_target(small_book: Bound) -> None:
    assert PdfLink(8, "delta", None, "Rivers, 2") in links(small_book.pdf)


@pytest.mark.parametrize("address", ["book:nowhere", "book:nowhere%C5%84"])
def test_link_to_an_unknown_anchor_is_an_error_that_names_anchor_and_chapter(address: str) -> None:
    layout = lay_out_chapter("one", f'<h1>One</h1><p><a href="{address}">x</a></p>')
    with pytest.raises(LayoutError, match=r"“one” leads to “nowhereń?”"):
        bind_layouts(layout)


def test_bookmark_to_an_unknown_anchor_is_an_error_that_names_it() -> None:
    item = OutlineItem("Gone", None, PieceId("one"), AnchorId("gone"))
    with pytest.raises(LayoutError, match="the bookmark “Gone” leads to “gone”"):
        bind_layouts(lay_out_chapter("one", "<h1>One</h1>"), outline=[item])


def test_anchor_of_two_chapters_is_an_error_that_names_both() -> None:
    one, two = (lay_out_chapter(piece, '<h1>Same</h1><p id="twice">x</p>') for piece in ("one", "two"))
    with pytest.raises(LayoutError, match="“twice” stands in “one” and in “two”"):
        bind_layouts(one, two)
