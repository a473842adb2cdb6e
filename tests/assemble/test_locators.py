"""Page numbers after an index heading."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast

from pipeline.assemble.locators import write_locators
from pipeline.assemble.place import Place
from pipeline.assemble.whole_book import WholeBook
from pipeline.book.inlines import Text
from pipeline.book.linked import IndexEntry, LinkedBook, Locator
from pipeline.book.names import AnchorId, Folio, Medium, PieceId
from pipeline.book.vocabulary import ENGLISH

INDEX = PieceId("index")


def printed(locators: tuple[tuple[str, str | None, bool], ...], named: bool = False) -> str:
    """Write locators given as folios: (first, last, principal)."""
    folios: dict[AnchorId, Folio] = {}
    made: list[Locator] = []
    for number, (first, last, principal) in enumerate(locators):
        start, end = AnchorId(f"s{number}"), AnchorId(f"e{number}") if last else None
        folios[start] = Folio(first)
        if end and last:
            folios[end] = Folio(last)
        made.append(Locator(start, end, principal))
    pieces: Mapping[AnchorId, PieceId] = dict.fromkeys(folios, PieceId("one"))
    linked = cast(LinkedBook, SimpleNamespace(book=SimpleNamespace(vocabulary=ENGLISH), targets={}, mark_pieces=pieces))
    place = Place(WholeBook(linked, folios), Medium.PRINT, INDEX)
    entry = IndexEntry(AnchorId("entry-1"), (Text("Baku"),), tuple(made))
    return str(write_locators(entry, place, named))


def text_of(markup: str) -> str:
    while "<" in markup:
        markup = markup[: markup.index("<")] + markup[markup.index(">") + 1 :]
    return markup


def test_two_spots_of_one_page_are_one_number() -> None:
    assert text_of(printed((("12", None, False), ("12", None, False), ("14", None, False)))) == "12, 14"


def test_a_stretch_is_a_run_of_pages() -> None:
    assert text_of(printed((("31", "33", False),))) == "31–33"


def test_a_stretch_within_one_page_is_that_page() -> None:
    assert text_of(printed((("31", "31", False),))) == "31"


def test_a_page_within_a_run_is_not_named_again() -> None:
    assert text_of(printed((("31", "33", False), ("32", None, False)))) == "31–33"
    assert text_of(printed((("32", None, False), ("31", "33", False)))) == "31–33"


def test_a_roman_page_is_never_within_an_arabic_run() -> None:
    assert text_of(printed((("ii", None, False), ("1", "3", False)))) == "ii, 1–3"


def test_roman_pages_have_an_order_too() -> None:
    assert text_of(printed((("ii", "iv", False), ("iii", None, False), ("x", None, False)))) == "ii–iv, x"


def test_the_principal_passage_stays_marked_when_spots_fall_together() -> None:
    assert 'class="folio principal" href="book:s0">12' in printed((("12", None, False), ("12", None, True)))


def test_named_locators_say_page_or_pages() -> None:
    assert text_of(printed((("12", None, False),), named=True)) == "page\N{NO-BREAK SPACE}12"
    assert text_of(printed((("12", "14", False),), named=True)) == "pages\N{NO-BREAK SPACE}12–14"
