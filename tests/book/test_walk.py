"""Walking a book's tree."""

from pipeline.book.blocks import CodeListing, Paragraph, Quotation
from pipeline.book.inlines import Emphasis, Text
from pipeline.book.walk import walk, walk_blocks
from tests.small_book import BookBuilder

TEXT = "One *two* three.\n\n> Four\n>\n> ~~~\n> five\n> ~~~\n\nSix.\n"


def test_values_are_met_in_reading_order_what_holds_them_first(small_book: BookBuilder) -> None:
    met = list(walk(small_book(TEXT).blocks))
    words = [value.text.strip() for value in met if isinstance(value, Text | CodeListing)]
    assert words == ["One", "two", "three.", "Four", "five", "Six."]
    kinds = [type(value) for value in met]
    assert kinds.index(Quotation) < kinds.index(CodeListing)
    assert kinds.index(Emphasis) + 1 == [getattr(value, "text", "") for value in met].index("two")


def test_blocks_are_met_without_what_stands_in_paragraphs(small_book: BookBuilder) -> None:
    blocks = small_book(TEXT).blocks
    met = list(walk_blocks(blocks))
    assert [value for value in met if isinstance(value, Paragraph | Quotation | CodeListing)] == [
        value for value in walk(blocks) if isinstance(value, Paragraph | Quotation | CodeListing)
    ]
    assert not any(isinstance(value, Text | Emphasis) for value in met)
