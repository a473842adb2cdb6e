"""Each fault of a chapter's text: its rule, its line, and the way to mend it."""

import pytest

from tests.small_book import BookBuilder


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("one\n\n<div>\n\ntwo", "TXT-004", 3),
        ("one\ntwo <br> three", "TXT-004", 2),
        ("one\n\n<!-- remark -->\n\ntwo", "TXT-004", 3),
        ("one <!-- remark --> two", "TXT-004", 1),
        ("one\n\n### Three\n\ntext", "TXT-005", 3),
        ("# One\n\ntext", "TXT-014", 1),
        ("One\n===\n\ntext", "TXT-014", 1),
        ("a\n\n::: {.sidebr}\ntext\n:::", "TXT-007", 3),
        ("a\n[b]{.indx}", "TXT-007", 2),
        ("a\n[b]{.index entri=x}", "TXT-007", 2),
        ("a\n[b]{entry=x}", "TXT-007", 2),
        ("a\n[b]{.index range=middle}", "TXT-007", 2),
        ("a\n~~b~~", "TXT-007", 2),
        ("a\n^[b]", "TXT-007", 2),
        ("a\n`b`{.python}", "TXT-007", 2),
        ("a\n\n## B {.unnumbered}\n\ntext", "TXT-007", 3),
        ("a\n\n::: note\ntext", "TXT-008", 3),
        ("a\n\n:::\n\nb", "TXT-020", 3),
        ('a\n[b]{.index entry="c}', "TXT-013", 2),
        ("a\n\n## B {#c =}\n\ntext", "TXT-013", 3),
        ("a\n\n## B {#1.2/3}\n\ntext", "TXT-013", 3),
        ("a\n\n::: {.note lang=}\nb\n:::", "TXT-013", 3),
        ("a\nword{.index}", "TXT-013", 2),
        ("a\n\nparagraph {#name}", "TXT-013", 3),
        ("a\n\n::: {.note\n\nb", "TXT-013", 3),
        ("a\n[b][c]", "TXT-007", 2),
        ("a\nb ![c](d.png) e", "TXT-015", 2),
        ("a\n[b]{lang=polish-language}", "TXT-016", 2),
        ("a\n\n## B [@c]\n\ntext", "TXT-017", 3),
        ("a\n\n## [B]{.index}\n\ntext", "TXT-017", 3),
        ("a\n[b[^c]](https://d.org)\n\n[^c]: e", "TXT-017", 2),
        ("a\n\n::: {.index}\nlost\n:::", "TXT-018", 4),
        ("a\nb {++c", "TXT-019", 2),
        ("a\n[b]()", "LNK-010", 2),
        ("a\n[b](//c.org)", "LNK-010", 2),
        ("a\n\n::: {.infobox}\n:::", "MET-007", 3),
        ("a\n\n::: {.infobox data=none.yaml}\n:::", "MET-013", 3),
        ("a\n\n::: {.infobox data=../../none.yaml}\n:::", "MET-017", 3),
        ("", "TXT-003", 1),
        ("\n\n   \n", "TXT-003", 1),
        ("[a]: https://b.org", "TXT-003", 1),
        ("---\nid: x\n---\ntext", "MET-012", 1),
        ("---\ntitle: ''\n---\ntext", "MET-008", 2),
        ("---\ntitle: x\ntext", "MET-002", 1),
        ("---\ntitle: x\nstatsu: final\n---\ntext", "MET-006", 3),
        ("---\ntitle: x\nstatus: finish\n---\ntext", "MET-008", 3),
        ("---\ntitle: x\nnumbered: no\n---\ntext", "MET-008", 3),
        ("---\ntitle: x\nid: two words\n---\ntext", "MET-008", 3),
        ("---\ntitle: x [^y]\n---\ntext\n\n[^y]: z", "TXT-012", 2),
        ("---\ntitle: x <b>\n---\ntext", "TXT-004", 2),
    ],
)
def test_fault_is_found_at_its_line(small_book: BookBuilder, text: str, rule: str, line: int) -> None:
    [found] = small_book(text).findings()
    assert (found.rule, found.location and found.location.line) == (rule, line)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[a]{.indx}", "index"),
        ("::: {.sidebr}\na\n:::", "sidebar"),
        ("::: {.chronologie}\na\n:::", "chronology"),
        ("a <b>c</b>", "**"),
        ("a <sup>c</sup>", "^"),
        ("<table>\n\na", "|"),
        ("---\ntitle: x\nstatsu: final\n---\ntext", "status"),
        ("---\ntitle: x\nstatus: finl\n---\ntext", "final"),
    ],
)
def test_finding_names_the_nearest_or_the_construct_to_use(small_book: BookBuilder, text: str, hint: str) -> None:
    [found] = small_book(text).findings()
    assert hint in str(found)


def test_missing_metadata_block_is_found(small_book: BookBuilder) -> None:
    findings = small_book("a", {"body/bare.md": "No block.\n"}).findings()
    assert [str(found).partition(":  ")[0].split(": ")[0] for found in findings] == ["body/bare.md:1"]
    assert findings[0].rule == "MET-012"


def test_element_is_reported_once_for_its_two_tags(small_book: BookBuilder) -> None:
    assert len(small_book("a <b>c</b> d").findings()) == 1


def test_findings_are_in_order_of_their_places(small_book: BookBuilder) -> None:
    findings = small_book("a <i>b</i>[^n]\n\n## C [@d]\n\ne\n\n[^n]: <u>f</u>\n").findings()
    assert [found.location.line for found in findings if found.location] == [1, 3, 7]
