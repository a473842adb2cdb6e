"""Page numbers that decide on which page they stand: in a real book, by the real engine.

Four chapters of two pages come first, so that the fifth begins on page 9. On its first page two lines are left for a
paragraph that names its own page again and again: numbers of two digits can make it a line longer. Two lines of three
may not be parted from the third, so three go to the next page; of four, two stay.
"""

from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.errors import UnsettledFoliosError
from pipeline.folders import styles_folder
from pipeline.settings import Product, Settings
from tests.small_book import write_book

LINES = 23
TWO_ANSWERS = 9
"""References: two lines with numbers of one digit, which stay on page 9, three with those of two, which go to 10."""
NO_ANSWER = 15
"""References: three lines with numbers of one digit, which go to page 10, four with those of two, which begin on 9."""


def fifth_chapter(references: int) -> str:
    filler = "A line.\n\n" * LINES
    there = " ".join(["[it](#here)"] * references)
    return f"---\ntitle: Chapter\n---\n\n{filler}[]{{#here}}Of what is told here, see {there} once more and again.\n"


def settings_for(folder: Path, references: int, output: str = "output", beginning: str = "Text.") -> Settings:
    short = {f"body/{name}.md": f"---\ntitle: Chapter {name}\n---\n\nText.\n" for name in "bcd"}
    files = {**short, "body/e.md": fifth_chapter(references)}
    book = write_book(folder / "book", beginning, files).folder
    return Settings(book, folder / output, styles_folder(), frozenset({Product.PDF}), workers=1)


def pdf_of(settings: Settings) -> bytes:
    build(settings)
    return (settings.output / "small-book.pdf").read_bytes()


@pytest.fixture(autouse=True)
def epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_references_that_never_come_to_rest_are_named_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(UnsettledFoliosError, match=rf"body/e\.md:{5 + 2 * LINES} \(“here”\)"):
        build(settings_for(tmp_path, NO_ANSWER))
    assert not list((tmp_path / "output").glob("*.pdf"))


def test_of_two_answers_every_build_comes_to_the_same(tmp_path: Path) -> None:
    cold = pdf_of(settings_for(tmp_path, TWO_ANSWERS))
    longer = "\n\n".join(["Text."] * 60)
    # With a longer first chapter the fifth begins on page 11, and only numbers of two digits will do.
    moved = pdf_of(settings_for(tmp_path, TWO_ANSWERS, "after", longer))
    assert moved != cold
    back = pdf_of(settings_for(tmp_path, TWO_ANSWERS, "after"))
    assert back == cold
