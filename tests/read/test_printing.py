"""book.yaml, `print`: how the book is printed and bound."""

import re
from pathlib import Path

import pytest

from pipeline.book.printing import Binding
from pipeline.read import read_book
from tests.products.conftest import ROOT
from tests.small_book import BookBuilder

GOOD = """\
print:
  signature: 16
  paper: {weight: 100, bulk: 1.3}
  binding: sewn
"""


def read(small_book: BookBuilder, printing: str) -> Path:
    folder = small_book("Text.").folder
    file = folder / "book.yaml"
    file.write_text(file.read_text(encoding="utf-8") + printing, encoding="utf-8")
    return folder


def test_paper_is_known_by_weight_and_bulk_or_by_caliper(small_book: BookBuilder) -> None:
    for paper in ("{weight: 100, bulk: 1.3}", "{caliper: 0.13}"):
        book = read_book(read(small_book, GOOD.replace("{weight: 100, bulk: 1.3}", paper)))
        assert book.diagnostics == ()
        found = book.metadata.printing
        assert found is not None
        assert (found.signature, found.binding, found.isbn) == (16, Binding.SEWN, None)
        assert found.caliper == pytest.approx(0.13)


@pytest.mark.parametrize(
    ("good", "bad", "line", "words"),
    [
        ("16", "10", 9, "cannot be folded"),
        ("16", "0", 9, "cannot be folded"),
        ("sewn", "glued", 11, "is no binding"),
        (", bulk: 1.3", "", 10, "or “caliper”"),
        ("bulk: 1.3", "bulk: 1.3, caliper: 0.1", 10, "or “caliper”"),
        ("weight: 100", "weight: 0", 10, "above 0"),
        ("sewn", "sewn\n  isbn: 978-3-16-148410-1", 12, "last digit"),
        ("sewn", "sewn\n  isbn: 3-16-148410-0", 12, "13 digits"),
        ("sewn", "sewn\n  spine: wide", 12, "not a number"),
        ("sewn", "sewn\n  isbn: 9783161484100\nisbn: {print: 9780306406157}", 12, "gives the printed edition"),
    ],
)
def test_what_cannot_be_printed_is_an_error_at_its_line(
    good: str, bad: str, line: int, words: str, small_book: BookBuilder
) -> None:
    [found] = read_book(read(small_book, GOOD.replace(good, bad))).diagnostics
    assert (found.rule, found.location and found.location.line) == ("MET-008", line)
    assert words in found.message


@pytest.mark.parametrize(
    "given",
    [
        "  isbn: 978-3-16-148410-0\n",
        "isbn: {print: 978-3-16-148410-0}\n",
        "  isbn: 9783161484100\nisbn: {print: 978-3-16-148410-0}\n",
    ],
)
def test_isbn_of_the_printed_edition_may_stand_in_either_place(given: str, small_book: BookBuilder) -> None:
    book = read_book(read(small_book, GOOD + given))
    assert book.diagnostics == ()
    assert book.metadata.isbns.print == "9783161484100"
    assert book.metadata.printing and book.metadata.printing.isbn


def test_example_of_the_editors_guide_is_read(small_book: BookBuilder) -> None:
    guide = (ROOT / "manuscript/README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```yaml\n(print:.*?)^```", guide, re.MULTILINE | re.DOTALL)
    book = read_book(read(small_book, example))
    assert book.diagnostics == () and book.metadata.printing and book.metadata.printing.isbn
