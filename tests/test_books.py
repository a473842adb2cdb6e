"""The tiny books of tests/books: each shows one thing, and its expected.txt lists all that is found in it."""

from pathlib import Path

import pytest

from pipeline.book.diagnostics import Diagnostic
from pipeline.link import link_book
from pipeline.read import read_book

BOOKS = sorted(path.parent for path in Path(__file__).parent.glob("books/*/expected.txt"))


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_book_has_the_findings_it_expects(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(map(_brief, link_book(read_book(folder)).diagnostics)) == sorted(expected)


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_name_of_a_book_tells_whether_it_has_errors(folder: Path) -> None:
    assert folder.name.endswith("-error") == bool((folder / "expected.txt").read_text(encoding="utf-8"))


def _brief(found: Diagnostic) -> str:
    """Write a finding as `path:line:column: severity CODE`."""
    return f"{found.location}: {found.severity} {found.rule}"
