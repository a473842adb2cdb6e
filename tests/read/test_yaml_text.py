from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.book.diagnostics import Diagnostic
from pipeline.read.yaml_text import Mapping, Scalar, Sequence, YamlSource, parse_yaml

PATH = PurePosixPath("file.yaml")


def parse(text: str) -> tuple[Mapping | Sequence | None, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return parse_yaml(YamlSource(PATH, text), findings), findings


def scalar(text: str, key: str = "a") -> Scalar:
    node, findings = parse(text)
    assert findings == []
    assert isinstance(node, Mapping)
    value = node.entries[key]
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "1.10", "0123", "0x1F", "1_000", "12:30:45", "2004-08-30", "null", "~"]
)
def test_every_scalar_is_a_string(word: str) -> None:
    assert scalar(f"a: {word}").text == word


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: 1\n\tb: 2\n", "MET-003", 2, 1),
        ("a:\n  - b\n \t- c\n", "MET-003", 3, 2),
        ("a:\tb\nc:\n  d: |\n    x\n\ty: z\n", "MET-003", 5, 1),
        ("a: 1\nb: 2\na: 3\n", "MET-004", 3, 1),
        ("x:\n  b: 2\n  b: 3\n", "MET-004", 3, 3),
        ("a: &anchor 1\nb: 2\n", "MET-005", 1, 4),
        ("a: 1\nb: *other\n", "MET-005", 2, 4),
        ("a: !!int 1\n", "MET-002", 1, 4),
        ("a: 'open\nb: 2\n", "MET-002", 1, 4),
        ("a: b: c\n", "MET-002", 1, 5),
        ("a: [1, 2\nb: 3\n", "MET-002", 1, 4),
        ("--- \na: 1\n---\nb: 2\n", "MET-002", 3, 1),
        ("just words\n", "MET-002", 1, 1),
        ('a: "\\0"\n', "TXT-002", 1, 4),
        ('a: "\\ud800"\n', "TXT-002", 1, 4),
        ("[" * 40, "MET-002", 1, 18),
        ("? [a]\n: b\n", "MET-002", 1, 3),
    ],
)
def test_fault_is_found_at_line_and_column(text: str, rule: str, line: int, column: int) -> None:
    _, findings = parse(text)
    found = findings[0]
    assert found.location is not None
    assert (found.rule, found.location.line, found.location.column) == (rule, line, column)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\n\tb: 2\n", (2, 1), "tab|blanks"),
        ("a: 1\na: 2\n", (2, 1), "second time|remove one"),
        ("title The book\nslug: x\n", (1, 1), "no key|key: value"),
        ("a:\n  slug: x\n  title:The book\n  edition: 2\n", (3, 3), "no key|blank behind the colon"),
        ("slug: x\ntitle:The book\n", (2, 1), "no key|blank behind the colon"),
        ("title: 'It is\nslug: x\n", (1, 8), "never closed|same mark"),
        ('title: "It is\\', (1, 8), "never closed|same mark"),
        ("title: 'It's here'\n", (1, 12), "behind a closing quotation mark|''"),
        ('title: "One" and two\n', (1, 14), "behind a closing quotation mark|quotation marks"),
        ("- id: x\n  title: One: a story\n", (2, 13), "a colon of its own|quotation marks"),
        ("a: 1\n b: 2\n", (2, 2), "indented|same column"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "does not begin in the column|same column"),
        ("a:\n  - b\n - c\n", (3, 2), "does not begin in the column|same column"),
        ("a:\n  - b\n  c: d\n", (3, 3), "among the items of a list|dash"),
        ("a: b\n- c\n", (2, 1), "among keys|no value of its own"),
        ("a: - b\n", (1, 4), "cannot begin with -|line of its own"),
        ("a: @b\n", (1, 4), "cannot begin with @|quotation marks"),
        ("a: *b* c\n", (1, 4), "cannot begin with *|quotation marks"),
        ("a: [b, c\nd: e\n", (1, 4), "never closed|]"),
        ("a: [\n", (1, 4), "never closed|]"),
        ("a: [b] c\n", (1, 8), "behind a closing ]|quotation marks"),
        ("a: [b, c: d: e]\n", (1, 12), "cannot stand between|quotation marks"),
        ("a: b # c\n  d\n", (2, 3), "has ended|quotation marks"),
        ('a: "\\q"\n', (1, 6), "means nothing|backslash"),
        ("a: b\n...\nc: d\n", (3, 1), "has ended the file|remove"),
    ],
)
def test_a_common_mistake_is_told_in_plain_words_with_the_way_to_mend_it(
    text: str, place: tuple[int, int], words: str
) -> None:
    found = parse(text)[1][-1]
    assert found.location and (found.location.line, found.location.column) == place
    assert found.hint
    problem, remedy = words.split("|")
    assert problem in found.message
    assert remedy in found.hint
    assert not any(jargon in str(found) for jargon in ("expected", "token", "scalar", "mapping", "node", "stream"))


def test_alias_may_be_quoted() -> None:
    assert scalar("a: '*Farys*'").text == "*Farys*"


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("a: plain word", "word", 1, 10),
        ('a: "quoted word"', "word", 1, 12),
        ('a: "with \\"escapes\\" word"', "word", 1, 22),
        ("a: 'it''s a word'", "word", 1, 13),
        ("a: folded over\n   two lines, word", "word", 2, 15),
        ('a: "folded over\n\n   word"', "word", 3, 4),
        ("a: >-\n  block of\n  this word", "word", 2 + 1, 8),
        ("a: |\n  block of\n\n  word", "word", 4, 3),
    ],
)
def test_word_within_a_value_is_located(text: str, word: str, line: int, column: int) -> None:
    value = scalar(text)
    place = value.at(value.text.index(word))
    assert (place.line, place.column) == (line, column)


@given(st.text(alphabet=st.sampled_from("ab c:#-[]{}'\"&*!|>%@`\\,?\n\tü"), max_size=80))
def test_any_text_is_a_node_or_a_finding(text: str) -> None:
    node, findings = parse(text)
    assert node is not None or findings
    assert all(found.location and found.location.line for found in findings)


@given(st.text(alphabet="ab '\"\\\nü", min_size=1, max_size=40))
def test_every_offset_of_a_value_has_a_place(text: str) -> None:
    node, _ = parse("a: " + text)
    value = node.entries.get("a") if isinstance(node, Mapping) else None
    if isinstance(value, Scalar):
        lines = [value.at(offset).line or 0 for offset in range(len(value.text) + 1)]
        assert lines == sorted(lines)
        assert lines[-1] <= text.count("\n") + 1
