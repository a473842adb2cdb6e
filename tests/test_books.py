"""The tiny books of tests/books: each shows one thing, and its expected.txt lists all that is found in it.

Where only the pages show what is wrong, the list is called expected-of-build.txt.
"""

from pathlib import Path

import pytest

from pipeline.book.diagnostics import Diagnostic
from pipeline.build import build
from pipeline.folders import styles_folder
from pipeline.link import link_book
from pipeline.read import read_book
from pipeline.settings import Settings

BOOKS = sorted(path.parent for path in Path(__file__).parent.glob("books/*/expected.txt"))
LAID_OUT = sorted(path.parent for path in Path(__file__).parent.glob("books/*/expected-of-build.txt"))


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_book_has_the_findings_it_expects(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(map(_brief, link_book(read_book(folder)).diagnostics)) == sorted(expected)


@pytest.mark.parametrize("folder", BOOKS, ids=lambda folder: folder.name)
def test_name_of_a_book_tells_the_worst_that_it_has(folder: Path) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    severities = {line.split()[1] for line in expected}
    assert folder.name.endswith("-error") == ("error" in severities)
    assert folder.name.endswith("-warning") == (severities == {"warning"})


@pytest.mark.parametrize("folder", LAID_OUT, ids=lambda folder: folder.name)
def test_pages_of_a_book_have_the_findings_it_expects(folder: Path, tmp_path: Path) -> None:
    expected = (folder / "expected-of-build.txt").read_text(encoding="utf-8").splitlines()
    outcome = build(Settings(folder, tmp_path, styles_folder(), workers=1))
    assert sorted(map(_brief, outcome.diagnostics)) == sorted(expected)
    assert bool(outcome.written) != folder.name.endswith("-error")


def _brief(found: Diagnostic) -> str:
    """Write a finding as `path:line:column: severity CODE`."""
    return f"{found.location}: {found.severity} {found.rule}"
