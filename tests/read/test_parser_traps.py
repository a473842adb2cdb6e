"""What Markdown parsers and their plugins get wrong for a book, each once."""

import pytest

from pipeline.book.blocks import DefinitionList, Paragraph, Section, Table
from pipeline.book.inlines import CrossReference, IndexMark, Link, NoteCall, SmallCaps, Text, plain_text
from pipeline.book.walk import walk
from tests.small_book import BookBuilder


def test_heading_takes_its_anchor(small_book: BookBuilder) -> None:
    section = small_book("## Katyn {#katyn}\n\ntext").block
    assert isinstance(section, Section)
    assert (section.anchor, section.named, section.title) == ("katyn", True, (Text("Katyn"),))


def test_backslash_before_a_quotation_mark_is_not_kept_in_a_value(small_book: BookBuilder) -> None:
    [mark] = [node for node in walk(small_book(r'[x]{.index entry="a \"b\""}').blocks) if isinstance(node, IndexMark)]
    assert mark.entry == 'a "b"'


def test_span_inside_the_text_of_a_link_does_not_break_it(small_book: BookBuilder) -> None:
    paragraph = small_book("[the [NKVD]{.smallcaps} files](https://example.org)").block
    assert isinstance(paragraph, Paragraph)
    [link] = paragraph.children
    assert isinstance(link, Link)
    assert link.children == (Text("the "), SmallCaps((Text("NKVD"),)), Text(" files"))


def test_note_call_before_a_bracket_is_no_link(small_book: BookBuilder) -> None:
    paragraph = small_book("word[^1](in brackets)\n\n[^1]: note").block
    assert isinstance(paragraph, Paragraph)
    assert isinstance(paragraph.children[1], NoteCall)
    assert paragraph.children[2] == Text("(in brackets)")


def test_undefined_note_does_not_stay_in_the_text(small_book: BookBuilder) -> None:
    assert "[^" not in "".join(node.text for node in walk(small_book("word[^1]").blocks) if isinstance(node, Text))


def test_span_wins_over_a_link_of_the_same_words(small_book: BookBuilder) -> None:
    book = small_book("[Baku]{.index} and [Baku]\n\n[Baku]: https://baku.example")
    nodes = list(walk(book.blocks))
    assert len([node for node in nodes if isinstance(node, IndexMark)]) == 1
    assert len([node for node in nodes if isinstance(node, Link)]) == 1


def test_caption_right_below_a_table_is_no_row(small_book: BookBuilder) -> None:
    table = small_book("| a |\n|---|\n| 1 |\n: Caption {#tbl-a}").block
    assert isinstance(table, Table)
    assert (len(table.rows), table.caption, table.anchor) == (1, (Text("Caption"),), "tbl-a")


def test_caption_after_a_blank_line_is_no_definition(small_book: BookBuilder) -> None:
    table = small_book("| a |\n|---|\n| 1 |\n\n: Caption").block
    assert isinstance(table, Table)
    assert table.caption == (Text("Caption"),)


def test_definition_list_after_a_captioned_table_is_its_own(small_book: BookBuilder) -> None:
    blocks = small_book("| a |\n|---|\n| 1 |\n\n: Caption\n\nTerm\n: Meaning").blocks
    assert [type(block) for block in blocks] == [Table, DefinitionList]


def test_cells_beyond_the_header_are_not_lost_in_silence(small_book: BookBuilder) -> None:
    [found] = small_book("| a |\n|---|\n| 1 | lost |").findings()
    assert (found.rule, found.location and found.location.line) == ("TXT-018", 3)


def test_bar_in_a_cell_is_written_with_a_backslash(small_book: BookBuilder) -> None:
    book = small_book(r"""| a | b |
|---|---|
| x \| y | [z](#q) |""")
    table = book.block
    assert isinstance(table, Table)
    assert plain_text(table.rows[0].cells[0]) == "x | y"
    assert book.findings() == ()


@pytest.mark.parametrize(
    "written",
    [
        "> " * 60 + "lost",
        "".join("  " * depth + "- item\n" for depth in range(60)),
        "::: note\n" * 60 + "lost\n" + ":::\n" * 60,
        "[" * 60 + "lost" + "]{lang=pl}" * 60,
        "*a **b " * 60 + "lost" + "** *" * 60,
    ],
)
def test_what_nests_too_deep_is_found(small_book: BookBuilder, written: str) -> None:
    findings = small_book(written).findings()
    deep = [found for found in findings if found.rule == "TXT-006"]
    assert deep or "lost" in "".join(node.text for node in walk(small_book(written).blocks) if isinstance(node, Text))
    assert all(found.location and found.location.line for found in findings)


@pytest.mark.parametrize("depth", [5, 12])
def test_reasonable_nesting_is_kept(small_book: BookBuilder, depth: int) -> None:
    book = small_book("".join("  " * level + f"- item {level}\n" for level in range(depth)))
    texts = [node.text for node in walk(book.blocks) if isinstance(node, Text)]
    assert texts == [f"item {level}" for level in range(depth)]
    assert book.findings() == ()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java&#10;script:x",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
    ],
)
def test_unsafe_address_is_found_and_its_words_are_kept(small_book: BookBuilder, address: str) -> None:
    book = small_book(f"Line.\nA [word]({address}).")
    [found] = book.findings()
    assert (found.rule, found.location and found.location.line, found.location and found.location.column) == (
        "LNK-009",
        2,
        3,
    )
    assert not [node for node in walk(book.blocks) if isinstance(node, Link | CrossReference)]


def test_unsafe_address_is_found_behind_a_label(small_book: BookBuilder) -> None:
    assert [found.rule for found in small_book("[x]\n\n[x]: javascript:y").findings()] == ["LNK-009"]


def test_link_inside_a_link_is_found(small_book: BookBuilder) -> None:
    assert "TXT-017" in [found.rule for found in small_book("[a [b](https://b.org) c](https://a.org)").findings()]


def test_form_feed_and_line_separator_do_not_shift_lines(small_book: BookBuilder) -> None:
    findings = small_book("one\u2028two\ftext\n\n[x](javascript:y)").findings()
    assert [(found.rule, found.location and found.location.line) for found in findings] == [
        ("TXT-002", 1),
        ("TXT-002", 1),
        ("LNK-009", 3),
    ]
