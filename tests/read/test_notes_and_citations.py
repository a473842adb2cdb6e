import pytest

from pipeline.book.blocks import BulletList, Paragraph, Quotation
from pipeline.book.inlines import Citation, CitationItem, IndexMark, Text
from pipeline.book.walk import walk
from tests.small_book import BookBuilder, SmallBook


def citations(book: SmallBook) -> list[Citation]:
    chapter = book.chapter
    return [node for node in walk((chapter.blocks, chapter.notes)) if isinstance(node, Citation)]


def words(item: CitationItem) -> tuple[str, str, str, str]:
    return (item.key, item.prefix, item.locator, item.suffix)


def test_note_may_have_paragraphs_lists_and_quotations(small_book: BookBuilder) -> None:
    text = "a[^n]\n\n[^n]: One.\n\n    Two.\n\n    - three\n\n    > four\n\nafter"
    book = small_book(text)
    [note] = book.notes
    assert [type(block) for block in note.blocks] == [Paragraph, Paragraph, BulletList, Quotation]
    assert len(book.blocks) == 2
    assert book.findings() == ()


def test_note_defined_twice_is_found_at_its_line(small_book: BookBuilder) -> None:
    book = small_book("a[^n]\n\n[^n]: One.\n\n[^n]: Two.")
    [found] = book.findings()
    assert (found.rule, found.location and found.location.line) == ("LNK-006", 5)
    assert len(book.notes) == 1


def test_notes_are_read_after_the_body_so_that_counters_run_as_a_reader_reads(small_book: BookBuilder) -> None:
    chapter = small_book("[^n]: In a note [one]{.index} [@a].\n\nText [two]{.index} [@b].[^n]").chapter
    marks = {node.entry: node.anchor for node in walk((chapter.blocks, chapter.notes)) if isinstance(node, IndexMark)}
    assert marks == {"two": "ix-chapter-1", "one": "ix-chapter-2"}


def test_what_cannot_be_set_at_the_foot_is_found_at_its_line_within_the_note(small_book: BookBuilder) -> None:
    book = small_book("a[^n]\n\n[^n]: b[^m]\n\n    | x | y |\n    |---|---|\n    | 1 | 2 |\n\n[^m]: c")
    assert [note.label for note in book.notes] == ["n", "m"]
    found = [(one.rule, one.location and one.location.line) for one in book.findings()]
    assert found == [("TXT-021", 3), ("TXT-021", 5)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[@key]", [("key", "", "", "")]),
        ("[@key, p. 3]", [("key", "", "p. 3", "")]),
        ("[@key p. 3]", [("key", "", "p. 3", "")]),
        ("[@key, pp. 3–5, 7 and passim]", [("key", "", "pp. 3–5, 7", " and passim")]),
        ("[@key, 12]", [("key", "", "12", "")]),
        ("[@key, § 12]", [("key", "", "§ 12", "")]),
        ("[@key, ch. iv]", [("key", "", "ch. iv", "")]),
        ("[@key, in private]", [("key", "", "", ", in private")]),
        ("[see @key; also @two, vol. 2]", [("key", "see ", "", ""), ("two", "also ", "vol. 2", "")]),
        ("[@1news-2017; @a_b.c:d]", [("1news-2017", "", "", ""), ("a_b.c:d", "", "", "")]),
        ("[@{strange key!}]", []),
        ("[@{https://x.org/y}]", [("https://x.org/y", "", "", "")]),
        ("[@key\n; @two]", [("key", "", "", ""), ("two", "", "", "")]),
    ],
)
def test_citation_in_brackets_is_taken_apart(
    small_book: BookBuilder, written: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = citations(small_book(f"Text {written}."))
    assert [words(item) for citation in found for item in citation.items] == expected
    assert all(not citation.narrative for citation in found)


def test_each_source_of_a_citation_has_its_column(small_book: BookBuilder) -> None:
    [citation] = citations(small_book("one\ntwo [@a;\nsee @b]"))
    places = [(item.location.line, item.location.column) for item in citation.items]
    assert places == [(5, 6), (6, 5)]
    assert citation.id == "cite-chapter-1"


def test_narrative_citation_is_a_part_of_the_sentence(small_book: BookBuilder) -> None:
    first, second = citations(small_book("As @smith-2019 says, and @jones [p. 7]."))
    assert first.narrative
    assert [words(first.items[0]), words(second.items[0])] == [("smith-2019", "", "", ""), ("jones", "", "p. 7", "")]


@pytest.mark.parametrize("written", ["me@example.org", r"\@key", "`@key`", "@ key"])
def test_what_is_no_citation_stays_text(small_book: BookBuilder, written: str) -> None:
    assert citations(small_book(written)) == []


def test_markup_around_a_key_is_found(small_book: BookBuilder) -> None:
    assert [found.rule for found in small_book("[see *also* @key]").findings()] == ["TXT-007"]


def test_key_ends_before_the_full_stop(small_book: BookBuilder) -> None:
    book = small_book("So says @key.")
    [citation] = citations(book)
    assert citation.items[0].key == "key"
    block = book.block
    assert isinstance(block, Paragraph)
    assert block.children[-1] == Text(".")
