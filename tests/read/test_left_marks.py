"""Marks that stay in the text as they were typed: each is a warning at its line and column, and none is made up."""

import pytest

from pipeline.cache import BuildCache
from pipeline.read import read_book
from tests.small_book import BookBuilder

CURLY = "\n\n“Quoted”, it’s said.\n"
"""What shows that a book's quotation marks are typographic."""


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("one *two three", "TXT-024", 1, 5),
        ("one\ntwo* three", "TXT-024", 2, 4),
        ("one *two\n\nthree", "TXT-024", 1, 5),
        ("one **two* three", "TXT-024", 1, 5),
        ("one _two three", "TXT-024", 1, 5),
        ("one `two three", "TXT-024", 1, 5),
        ("a [b *c]{lang=pl} d", "TXT-024", 1, 6),
        ("> one\n> two *three", "TXT-024", 2, 7),
        ("- one *two", "TXT-024", 1, 7),
        ("## One *two\n\nthree", "TXT-024", 1, 8),
        ("| a | b |\n|---|---|\n| c | d *e |", "TXT-024", 3, 9),
        ("a[^n]\n\n[^n]: one *two", "TXT-024", 3, 11),
        ("| one\n| two *three", "TXT-024", 2, 7),
        ("one ** two ** three", "TXT-024", 1, 5),
        ("one\n__ two\n__ three", "TXT-024", 2, 1),
        ("one *two https://three.org/four_five", "TXT-024", 1, 5),
        ("see www.one.org*", "TXT-024", 1, 16),
        ("one [two three", "TXT-025", 1, 5),
        ("one [two https://three.org", "TXT-025", 1, 5),
        ("one two] three", "TXT-025", 1, 8),
        ("one *two [three*", "TXT-025", 1, 10),
        ("one\ntwo [see @three, p. 3.\n\nfour", "TXT-025", 2, 5),
        ("one [two] (https://three.org)", "TXT-025", 1, 5),
        ("one [two](three four", "TXT-025", 1, 5),
        ("one\n\n~~~\ntwo\n\nthree", "TXT-026", 3, None),
        ("one\n\n``` {.python}\ntwo\n~~~", "TXT-026", 3, None),
        ("one\n\n> ```\n> two\n\nthree", "TXT-026", 3, None),
        ('one "two" "three"', "TXT-027", 1, 5),
        ('one *"two"*', "TXT-027", 1, 6),
        ("one\ndon't and can't", "TXT-027", 2, 4),
        ("https://one.org/Rubik's and don't", "TXT-027", 1, 32),
        ("one -- two", "TXT-028", 1, 5),
        ("one\ntwo--three", "TXT-028", 2, 4),
        ("1990--1995", "TXT-028", 1, 5),
        ("one---two", "TXT-028", 1, 4),
        ("one ... two", "TXT-029", 1, 5),
        ("write to one@two.org--three", "TXT-028", 1, 21),
        ("one  \ntwo....", "TXT-029", 2, 4),
        ("---\ntitle: One ... two\n---\nthree", "TXT-029", 2, 12),
    ],
)
def test_a_mark_left_is_found_where_it_stands(
    small_book: BookBuilder, text: str, rule: str, line: int, column: int | None
) -> None:
    [found] = small_book(text + ("" if rule == "TXT-026" else CURLY)).findings()
    assert found.location is not None
    assert (found.rule, found.severity, found.location.line, found.location.column) == (rule, "warning", line, column)
    assert found.hint


@pytest.mark.parametrize(
    "text",
    [
        "one *two* **three** _four_ `five` [six](https://six.org) [seven]{lang=pl}",
        "one \\*two \\_three \\[four \\` five \\\"six\\\" \\-- seven \\... eight",
        "2 * 3 and snake_case and name: ____",
        "2 * 3 * 4 and 2 ** 3 and ____ or ____",
        "he said [sic] and [Piłsudski] came […]",
        "[one [two] three]",
        "`--option ... \"quoted\" [` and --option",
        "~~~\none *two \"three\" -- four ... [five\n~~~",
        "    one *two \"three\" -- four ... [five",
        "> ~~~\n> one\n> ~~~\n\ntwo",
        "- ```\n  one\n  ```",
        "~~~~\none\n~~~\n~~~~~~",
        "a height of 6' 2\" and 40° 23' 43\" north",
        "see https://one.org/two--three...four",
        "<https://one.org/a_b*c--d...e>",
        "<https://en.wikipedia.org/wiki/Rubik's_Cube>",
        "see https://en.wikipedia.org/wiki/Rubik's_Cube, and on",
        "<o'brien@example.org>",
        "<a--b@example.org>",
        "write to o'brien@example.org or a--b@example.org",
        "https://x.org/a_b_*c",
        "www.x.org/it's--a...b",
        "[see https://x.org/a?b[]=c] and [www.x.org/d_*e]",
        '[one](https://two.org "A title")',
        'one [two]{.index entry="three -- four" sub="five ... six"}',
        "one {>> \"check\" this -- or *that ... [here <<} two {--three -- *four--}",
        "[@one, p. 3 -- 4]",
        "one&mdash;two&quot;three&quot;",
    ],
)  # fmt: skip
def test_what_is_meant_or_is_code_is_no_finding(small_book: BookBuilder, text: str) -> None:
    assert small_book(text + CURLY).findings() == ()


def test_a_book_whose_quotation_marks_are_all_straight_has_them_by_choice(small_book: BookBuilder) -> None:
    assert small_book('"One", it\'s said.').findings() == ()


def test_the_text_keeps_the_marks_that_are_warned_of(small_book: BookBuilder) -> None:
    [paragraph] = small_book("one *two [three\nfour -- five").blocks
    assert [getattr(node, "text", None) for node in getattr(paragraph, "children", ())] == [
        "one *two [three\nfour -- five"
    ]


def test_a_warning_of_a_chapter_that_is_recalled_is_said_again(small_book: BookBuilder) -> None:
    book = small_book("one -- two")
    memory = BuildCache(book.folder.parent / "cache")
    first, again = (read_book(book.folder, memory).diagnostics for _ in range(2))
    assert [found.rule for found in first] == ["TXT-028"]
    assert again == first
