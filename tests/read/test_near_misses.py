"""Lines that were meant as a table, a heading or a note and are read as something else."""

import pytest

from tests.small_book import BookBuilder


@pytest.mark.parametrize(
    ("text", "rule", "line", "way"),
    [
        ("| a | b |\n| c | d |", "TXT-030", 1, "put a line such as |---|---|"),
        ("one\n\n|a|b|\n|c|d|", "TXT-030", 3, "put a line such as |---|---|"),
        ("|---|---|\n| c | d |", "TXT-030", 1, "write one"),
        ("| a | b |\n|---|\n| c | d |", "TXT-030", 1, "as many cells"),
        ("|a|b|\n|---|\n|c|d|", "TXT-030", 1, "as many cells"),
        ("one\n\n##Two\n\nthree", "TXT-031", 3, "a blank stands behind the last #"),
        ("one\n###Two\nthree", "TXT-031", 2, "a blank stands behind the last #"),
        ("one[^my note]", "TXT-007", 1, "[^my-note]"),
    ],
)
def test_what_was_meant_is_told(small_book: BookBuilder, text: str, rule: str, line: int, way: str) -> None:
    [found] = small_book(text).diagnostics()
    assert (found.rule, found.location and found.location.line) == (rule, line)
    assert way in str(found.hint)


@pytest.mark.parametrize("words", ["Words", "Words of it."])
def test_a_note_whose_label_has_a_blank_is_told_at_its_call(small_book: BookBuilder, words: str) -> None:
    found = small_book(f"one[^my note]\n\n[^my note]: {words}").diagnostics()
    assert {item.rule for item in found} == {"TXT-007"}
    assert found[0].location and found[0].location.line == 1


def test_a_call_that_is_never_closed_is_no_label_however_long_the_paragraph(small_book: BookBuilder) -> None:
    [found] = small_book("one[^two " + "words and " * 40_000).diagnostics()
    assert found.rule == "TXT-025"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("| a | b |\n| c | d |\n\n: Words {#tbl-name}", "a table has a line of |---|---|"),
        ("##Two {#two}\n\nthree", "a heading has a blank"),
        ("plain words {#two}", "[words]{…}"),
    ],
)
def test_attributes_behind_what_is_none_say_what_it_lacks(small_book: BookBuilder, text: str, way: str) -> None:
    [found] = [item for item in small_book(text).diagnostics() if item.rule == "TXT-013"]
    assert way in str(found.hint)


@pytest.mark.parametrize(
    "text",
    [
        "| A line of verse,\n|    indented,\n| and a third.",
        "| one | two\n| three | four",
        "|x| is less than |y|",
        "| a single line |",
        "#1 of the list and C## in it",
        "\\##Two",
        "| a | b |\n|---|---|\n| c | d |",
        "|   |   |\n|---|---|\n| c | d |",
        "| a |\n|---|",
        "`##Two` is code",
    ],
)
def test_what_is_meant_as_it_is_read_is_no_finding(small_book: BookBuilder, text: str) -> None:
    assert small_book(text).diagnostics() == ()
