"""What completeness.yaml and good practice ask of the manuscript."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.book.diagnostics import Diagnostic, Severity
from pipeline.check import check_manuscript
from pipeline.link import link_book
from pipeline.read import read_book
from tests.check.specimen import FILES, write_files
from tests.small_book import BookBuilder, SmallBook


def findings(book: SmallBook) -> list[tuple[str, str]]:
    """Return rule and place of all that stages 1, 2 and 7 say of a manuscript."""
    linked = book.linked()
    return [(found.rule, str(found.location)) for found in (*linked.diagnostics, *check_manuscript(linked))]


def contract(text: str) -> dict[str, str]:
    return {"completeness.yaml": text}


def said(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in found]


CHAPTER = "pieces:\n  - piece: body/chapter.md\n"


def test_a_complete_book_is_passed(tmp_path: Path) -> None:
    linked = link_book(read_book(write_files(tmp_path, FILES)))
    assert (*linked.diagnostics, *check_manuscript(linked)) == ()


def test_a_book_without_a_contract_is_passed(small_book: BookBuilder) -> None:
    assert findings(small_book("Text.")) == []


def test_a_missing_piece_is_reported_where_it_is_asked_for(small_book: BookBuilder) -> None:
    book = small_book("Text.", contract(CHAPTER + "  - piece: body/lost.md\n  - piece: cover\n"))
    found = findings(book)
    assert ("CMP-001", "completeness.yaml:3") in [(rule, ":".join(place.split(":")[:2])) for rule, place in found]
    assert [rule for rule, _ in found] == ["CMP-001", "CMP-001"]


def test_a_missing_section_is_reported_where_it_is_asked_for(small_book: BookBuilder) -> None:
    book = small_book("## One {#one}\n\nText.", contract(CHAPTER + "    sections:\n      - anchor: two\n"))
    [(rule, place)] = findings(book)
    assert (rule, place.split(":")[:2]) == ("CMP-002", ["completeness.yaml", "4"])


def test_a_section_that_moved_to_another_chapter_is_missing(small_book: BookBuilder) -> None:
    listed = CHAPTER + "    sections:\n      - anchor: two\n  - piece: body/other.md\n"
    other = {"body/other.md": "---\ntitle: Other\n---\n## Two {#two}\n\nText."}
    assert [rule for rule, _ in findings(small_book("Text.", contract(listed) | other))] == ["CMP-002"]


def test_pieces_in_another_order_are_reported(small_book: BookBuilder) -> None:
    other = {"body/other.md": "---\ntitle: Other\n---\nText."}
    listed = "pieces:\n  - piece: body/other.md\n  - piece: body/chapter.md\n"
    assert [rule for rule, _ in findings(small_book("Text.", contract(listed) | other))] == ["CMP-003"]


def test_sections_in_another_order_are_reported(small_book: BookBuilder) -> None:
    text = "## One {#one}\n\nText.\n\n## Two {#two}\n\nText."
    listed = CHAPTER + "    sections:\n      - anchor: two\n      - anchor: one\n"
    assert [rule for rule, _ in findings(small_book(text, contract(listed)))] == ["CMP-003"]


def test_a_chapter_that_lost_text_is_reported_at_the_chapter(small_book: BookBuilder) -> None:
    text = "Only four *words*[^n] here.\n\n[^n]: And three more."
    assert findings(small_book(text, contract(CHAPTER + "    min-words: 7\n"))) == []
    [(rule, place)] = findings(small_book(text, contract(CHAPTER + "    min-words: 8\n")))
    assert (rule, place.split(":")[0]) == ("CMP-004", "body/chapter.md")


def test_a_section_counts_the_words_of_its_own_sections(small_book: BookBuilder) -> None:
    text = "## One {#one}\n\nThree words here.\n\n### Part {#part}\n\nTwo words."
    asked = CHAPTER + "    sections:\n      - {anchor: one, min-words: 5}\n      - {anchor: part, min-words: 3}\n"
    [(rule, place)] = findings(small_book(text, contract(asked)))
    assert (rule, place.split(":")[:2]) == ("CMP-004", ["body/chapter.md", "8"])


def test_an_infobox_field_that_is_asked_for_and_missing_is_reported(small_book: BookBuilder) -> None:
    fields = {"data/infobox.yaml": "title: Box\nfields:\n  - {id: area, label: Area, value: Large}\n"}
    text = "::: {.infobox data=infobox.yaml}\n:::\n\nText."
    asked = contract(CHAPTER + "infobox-fields: [area, height]\n")
    book = small_book(text, fields | asked)
    assert [found.message for found in check_manuscript(book.linked())] == [
        "the manuscript: the infobox has no value for “height”"
    ]


def test_an_index_with_too_few_entries_is_reported(small_book: BookBuilder) -> None:
    index = {"back/index.md": "---\ntitle: Index\n---\n::: {.index}\n:::"}
    asked = contract(CHAPTER + "  - piece: back/index.md\nmin-index-entries: 2\n")
    found = check_manuscript(small_book("[Baku]{.index}", index | asked).linked())
    assert said(list(found)) == [("CMP-006", "the manuscript has 1 index entries, at least 2 are asked for")]


def test_a_see_also_chapter_with_too_few_items_is_reported(small_book: BookBuilder) -> None:
    chapter = {"back/see-also.md": "---\ntitle: More\n---\n- One\n- Two\n"}
    asked = contract(CHAPTER + "  - piece: back/see-also.md\nsee-also-items: 3\n")
    found = check_manuscript(small_book("Text.", chapter | asked).linked())
    assert said(list(found)) == [("CMP-007", "“back/see-also.md” has 2 items, at least 3 are asked for")]


def test_a_piece_that_the_contract_leaves_out_is_reported(small_book: BookBuilder) -> None:
    other = {"body/other.md": "---\ntitle: Other\n---\nText."}
    found = list(check_manuscript(small_book("Text.", contract(CHAPTER) | other).linked()))
    assert said(found) == [("CMP-008", "completeness.yaml does not list “body/other.md”")]
    assert found[0].hint == "add “- piece: body/other.md” under “pieces”, after “body/chapter.md”"


@pytest.mark.parametrize("word", ["TODO", "TK", "XXX", "FIXME", "Lorem ipsum", "lorem ipsum"])
def test_unfinished_text_is_reported_at_its_line_and_column(small_book: BookBuilder, word: str) -> None:
    book = small_book(f"A first line\nand then {word}: more.\n\nA last paragraph.", {})
    assert findings(book) == [("TXT-009", f"body/chapter.md:{book.metadata_lines + 2}:10")]


@pytest.mark.parametrize(
    "text", ["todo tk xxx fixme", "TODOS", "aTK", "The lorem and the ipsum", "`TODO`", "~~~\nTODO\n~~~"]
)
def test_ordinary_words_and_code_are_no_unfinished_text(small_book: BookBuilder, text: str) -> None:
    assert findings(small_book(f"Text.\n\n{text}")) == []


def test_unfinished_text_in_a_data_file_is_reported_there(small_book: BookBuilder) -> None:
    fields = {"data/infobox.yaml": "title: Box\nfields:\n  - {id: area, label: Area, value: Large}\n"}
    fields["data/infobox.yaml"] += "  - {id: height, label: Height, value: TODO}\n"
    [(rule, place)] = findings(small_book("::: {.infobox data=infobox.yaml}\n:::\n\nText.", fields))
    assert (rule, place) == ("TXT-009", "data/infobox.yaml:4:40")


def test_unfinished_text_in_a_note_is_reported(small_book: BookBuilder) -> None:
    assert [rule for rule, _ in findings(small_book("Text.[^n]\n\n[^n]: TODO"))] == ["TXT-009"]


def test_an_empty_section_is_reported_once_at_its_heading(small_book: BookBuilder) -> None:
    book = small_book("Text.\n\n## Empty {#empty}\n\n## Full {#full}\n\n### Fuller {#fuller}\n\nText.")
    [(rule, place)] = findings(book)
    assert (rule, place.split(":")[1]) == ("TXT-010", str(book.metadata_lines + 3))


def test_an_editors_mark_is_for_drafts_only(small_book: BookBuilder) -> None:
    text = "---\ntitle: Chapter\nstatus: {}\n---\nText {{>> is this so? <<}} {{++or++}} not."
    assert findings(small_book(text.format("draft"))) == []
    assert [rule for rule, _ in findings(small_book(text.format("final")))] == ["TXT-011", "TXT-011"]


def test_a_figure_needs_caption_and_text_alternative(small_book: BookBuilder) -> None:
    figure = {"figures/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'}
    book = small_book(
        'Text.\n\n![](../figures/dot.svg "Caption"){#fig-a}\n\n![A dot](../figures/dot.svg){#fig-b}', figure
    )
    lines = [(rule, place.split(":")[1]) for rule, place in findings(book)]
    start = book.metadata_lines
    assert sorted(lines) == [("IMG-005", str(start + 3)), ("IMG-006", str(start + 5))]


def test_a_malformed_address_is_reported_once(small_book: BookBuilder) -> None:
    book = small_book("A [link](http://) and [another](javascript:alert).")
    assert sorted(rule for rule, _ in findings(book)) == ["LNK-009", "LNK-010"]


def test_an_address_of_a_source_is_reported_at_the_source(small_book: BookBuilder) -> None:
    sources = {
        "data/sources.yaml": '- {id: a, type: book, title: A, URL: "https://example.org/a"}\n'
        '- {id: b, type: book, title: B, URL: "www.example.org"}\n',
        "back/sources.md": "---\ntitle: Sources\n---\n::: {.bibliography}\n:::",
    }
    [(rule, place)] = findings(small_book("Text [@a; @b].", sources))
    assert (rule, place.split(":")[:2]) == ("LNK-010", ["data/sources.yaml", "2"])


def test_what_an_earlier_stage_has_said_is_not_said_again(small_book: BookBuilder) -> None:
    linked = small_book("Text.\n\n## Empty {#empty}").linked()
    [found] = [one for one in (*linked.diagnostics, *check_manuscript(linked)) if one.rule == "TXT-010"]
    assert found.severity is Severity.ERROR
    repeated = replace(linked, diagnostics=(found,))
    assert list(check_manuscript(repeated)) == []


def test_a_block_that_is_gone_is_reported_where_it_is_asked_for(tmp_path: Path) -> None:
    files = FILES | {"back/index.md": "---\ntitle: Index\nid: index\n---\nNothing here.\n"}
    found = list(check_manuscript(link_book(read_book(write_files(tmp_path, files)))))
    assert [(one.rule, str(one.location).split(":")[0]) for one in found] == [
        ("CMP-009", "completeness.yaml"),
        ("IDX-013", "body/oil.md"),
    ]


def test_an_infobox_without_its_image_is_reported(tmp_path: Path) -> None:
    infobox = "\n".join(line for line in FILES["data/infobox.yaml"].splitlines() if not line.startswith("image"))
    [found] = check_manuscript(link_book(read_book(write_files(tmp_path, FILES | {"data/infobox.yaml": infobox}))))
    assert (found.rule, "“infobox-image”" in found.message) == ("CMP-009", True)


def test_a_block_asked_for_twice_must_be_there_twice(tmp_path: Path) -> None:
    contract = FILES["completeness.yaml"].replace("blocks: [index]", "blocks: [index, index]")
    found = check_manuscript(link_book(read_book(write_files(tmp_path, FILES | {"completeness.yaml": contract}))))
    assert [one.rule for one in found] == ["CMP-009"]


@pytest.mark.parametrize(("key", "what"), [("min-notes", "2 notes"), ("min-sources", "2 sources")])
def test_notes_and_sources_are_counted(tmp_path: Path, key: str, what: str) -> None:
    contract = FILES["completeness.yaml"].replace(f"{key}: 2", f"{key}: 3")
    [found] = check_manuscript(link_book(read_book(write_files(tmp_path, FILES | {"completeness.yaml": contract}))))
    assert found.message == f"the manuscript has {what}, at least 3 are asked for"
