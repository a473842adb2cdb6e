"""Words behind a “#” in a value: lost where they look like words, a remark where they look like one."""

import pytest

from tests.small_book import BOOK_YAML, BookBuilder


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("publisher: Press No. #4", 22),
        ("publisher: Press #Sons", 18),
        ("publisher: The C # minor", 18),
        ("publisher: Studio 54 # Sons", 22),
        ("publisher: Press # 3", 18),
        ("publisher: Press # 3, Leeds", 18),
        ("publisher: Press # B", 18),
        ("publisher: Press  #4", 19),
        ("subjects: [music, Songs #1\n  ]", 25),
        ("creators: [{name: Anna #2\n  }]", 24),
    ],
)
def test_words_lost_behind_a_number_sign_are_found_at_the_sign(small_book: BookBuilder, line: str, column: int) -> None:
    book = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md") + line + "\n"
    [found] = small_book("a", {"book.yaml": book}).findings()
    assert (found.rule, found.location and found.location.line, found.location and found.location.column) == (
        "MET-018", BOOK_YAML.count("\n") + 1, column,
    )  # fmt: skip
    assert "quotation marks" in str(found)


@pytest.mark.parametrize(
    "line",
    [
        "publisher: Press # the old one",
        "publisher: Press # a remark",
        "publisher: Press # 2nd choice",
        "publisher: Studio 54  # 2 doors on",
        "publisher: Press  # the old one",
        "publisher: Press\t# the old one",
        "publisher: Press #",
        "publisher: 'Press #4'",
        "publisher: Press#4",
        "edition: 2 # not 3",
        "date: 2026 # or later",
        "publisher:  # to be asked",
        "# publisher: Press #4",
    ],
)
def test_a_remark_is_no_finding(small_book: BookBuilder, line: str) -> None:
    book = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md") + line + "\n"
    assert small_book("a", {"book.yaml": book}).findings() == ()
