import pytest

from pipeline.book.blocks import (
    Alignment,
    BulletList,
    CodeListing,
    DefinitionList,
    Division,
    DivisionKind,
    Figure,
    OrderedList,
    Paragraph,
    Quotation,
    SceneBreak,
    Section,
    Table,
    Verse,
    VerseLine,
)
from pipeline.book.data import BibliographyBlock, ColophonBlock, IndexBlock
from pipeline.book.inlines import Citation, CrossReference, Emphasis, Text, plain_text
from pipeline.book.walk import walk
from tests.small_book import CHAPTER, BookBuilder

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><circle cx="20" cy="15" r="9"/></svg>'


def test_sections_hold_what_stands_under_them(small_book: BookBuilder) -> None:
    before, first, second = small_book("before\n\n## One\n\na\n\n### Inner\n\nb\n\n## Two\n\nc").blocks
    assert isinstance(before, Paragraph)
    assert isinstance(first, Section)
    assert isinstance(second, Section)
    inner = first.blocks[1]
    assert isinstance(inner, Section)
    assert (plain_text(inner.title), inner.level, inner.named) == ("Inner", 3, False)
    assert (first.anchor, inner.anchor, second.anchor) == ("sec-chapter-1", "sec-chapter-2", "sec-chapter-3")


def test_heading_within_a_division_makes_a_section_there(small_book: BookBuilder) -> None:
    section = small_book("## One\n\n::: sidebar\n### Two\n\ntext\n:::\n\nafter").block
    assert isinstance(section, Section)
    division, after = section.blocks
    assert isinstance(division, Division)
    assert isinstance(division.blocks[0], Section)
    assert isinstance(after, Paragraph)


def test_image_on_its_own_line_is_a_figure(small_book: BookBuilder) -> None:
    text = '![A *map* of it](../figures/map.svg "The *map* [@key]"){#fig-map}'
    book = small_book(text, {"figures/map.svg": SVG})
    figure = book.block
    assert isinstance(figure, Figure)
    assert (figure.anchor, str(figure.image), figure.alt) == ("fig-map", "figures/map.svg", "A map of it")
    assert figure.caption[1] == Emphasis((Text("map"),))
    citation = figure.caption[3]
    assert isinstance(citation, Citation)
    assert citation.location.column == text.index("[@key]") + 1
    assert book.findings() == ()


def test_figure_without_name_gets_one(small_book: BookBuilder) -> None:
    files = {"figures/map.svg": SVG}
    text = "![a](../figures/map.svg)\n\n![b](../figures/map.svg)"
    figures = [block for block in small_book(text, files).blocks if isinstance(block, Figure)]
    assert [figure.anchor for figure in figures] == ["fig-chapter-1", "fig-chapter-2"]


def test_table_has_alignments_header_and_rows_with_their_lines(small_book: BookBuilder) -> None:
    table = small_book("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |").block
    assert isinstance(table, Table)
    assert table.alignments == (Alignment.START, Alignment.CENTRE, Alignment.END)
    assert table.header and table.header.cells == ((Text("a"),), (Text("b"),), (Text("c"),))
    assert table.rows[0].location.line == 3 + 3


def test_table_with_empty_header_cells_has_no_header(small_book: BookBuilder) -> None:
    table = small_book("|   |   |\n|---|---|\n| 1 | 2 |").block
    assert isinstance(table, Table)
    assert table.header is None


def test_caption_of_a_table_may_go_on_over_lines(small_book: BookBuilder) -> None:
    table = small_book("| a |\n|---|\n| 1 |\n\n: A *long*\n  caption {#tbl-x}").block
    assert isinstance(table, Table)
    assert (table.anchor, plain_text(table.caption)) == ("tbl-x", "A long caption")


def test_lists_nest_and_know_whether_they_are_tight(small_book: BookBuilder) -> None:
    (loose,) = small_book("- a\n\n  1. b\n  2. c\n\n- d").blocks
    assert isinstance(loose, BulletList)
    inner = loose.items[0].blocks[1]
    assert isinstance(inner, OrderedList)
    assert (loose.tight, inner.tight, len(inner.items)) == (False, True, 2)


def test_numbered_list_begins_where_its_first_number_says(small_book: BookBuilder) -> None:
    numbered = small_book("7. seven\n8. eight").block
    assert isinstance(numbered, OrderedList)
    assert numbered.start == 7


def test_definition_list_may_give_several_meanings(small_book: BookBuilder) -> None:
    definitions = small_book("*Term*\n: one\n: two\n\n    more").block
    assert isinstance(definitions, DefinitionList)
    [item] = definitions.items
    assert item.term == (Emphasis((Text("Term"),)),)
    assert [len(blocks) for blocks in item.descriptions] == [1, 2]


def test_quotation_holds_blocks(small_book: BookBuilder) -> None:
    quotation = small_book("> one\n>\n> - two").block
    assert isinstance(quotation, Quotation)
    assert [type(block) for block in quotation.blocks] == [Paragraph, BulletList]


def test_verse_keeps_indents_and_stanzas(small_book: BookBuilder) -> None:
    verse = small_book("| One *line*\n|   two\n|\n| three\n  goes on").block
    assert isinstance(verse, Verse)
    first, second = verse.stanzas
    assert first == (VerseLine(0, (Text("One "), Emphasis((Text("line"),)))), VerseLine(2, (Text("two"),)))
    assert second == (VerseLine(0, (Text("three\ngoes on"),)),)


@pytest.mark.parametrize(
    "info",
    ['python {caption="How to *sort*" #lst-sort}', '{.python #lst-sort caption="How to *sort*"}'],
)
def test_listing_has_language_caption_and_anchor(small_book: BookBuilder, info: str) -> None:
    listing = small_book(f"``` {info}\nx = 1\n\ny = [^1]\n```").block
    assert isinstance(listing, CodeListing)
    assert (listing.language, listing.anchor, listing.text) == ("python", "lst-sort", "x = 1\n\ny = [^1]")
    assert listing.caption == (Text("How to "), Emphasis((Text("sort"),)))


def test_scene_break_is_read(small_book: BookBuilder) -> None:
    assert [type(block) for block in small_book("a\n\n* * *\n\nb").blocks] == [Paragraph, SceneBreak, Paragraph]


@pytest.mark.parametrize("kind", [kind for kind in DivisionKind if kind is not DivisionKind.PLAIN])
def test_division_is_of_its_kind(small_book: BookBuilder, kind: DivisionKind) -> None:
    division = small_book(f"::: {{.{kind} #x}}\ntext\n:::").block
    assert isinstance(division, Division)
    assert (division.kind, division.anchor, len(division.blocks)) == (kind, "x", 1)


def test_division_may_give_a_language_alone(small_book: BookBuilder) -> None:
    division = small_book("::: {lang=fa dir=rtl}\nمتن\n:::").block
    assert isinstance(division, Division)
    assert (division.kind, division.language, division.direction) == (DivisionKind.PLAIN, "fa", "rtl")


def test_divisions_stand_inside_one_another_and_leave_code_alone(small_book: BookBuilder) -> None:
    division = small_book("::: sidebar\n::: note\na\n:::\n```\n:::\n```\n:::").block
    assert isinstance(division, Division)
    assert [type(block) for block in division.blocks] == [Division, CodeListing]


def test_bare_blocks_mark_their_places(small_book: BookBuilder) -> None:
    blocks = small_book("::: {.bibliography}\n:::\n\n::: index\n:::\n\n::: {.colophon #made}\n:::").blocks
    assert [type(block) for block in blocks] == [BibliographyBlock, IndexBlock, ColophonBlock]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("one\ntwo [x](#y)", 2, 5),
        ("> one\n> two [x](#y)", 2, 7),
        ("> one\ntwo [x](#y)", 2, 5),
        ("- one\n  two [x](#y)", 2, 7),
        ("1. a\n\n   > b [x](#y)", 3, 8),
        ("## Title [x](#y) {#z}", 1, 10),
        ("| a | b |\n|---|---|\n| x | [x](#y) |", 3, 7),
        ("| a |\n|---|\n| 1 |\n: Caption [x](#y)", 4, 11),
        ("Term\n:   one\n    two [x](#y)", 3, 9),
        ("| verse\n|   and [x](#y)", 2, 9),
        ("::: note\none\ntwo [x](#y)\n:::", 3, 5),
        ("word[^n]\n\n[^n]: note\n    [x](#y)", 4, 5),
        ("word[^n]\n\n[^n]: note\n\n    two [x](#y)", 5, 9),
        ("*emph [x](#y)*", 1, 7),
        ("[span\n[x](#y)]{lang=pl}", 2, 1),
        ("one\n===\n\ntwo [x](#y)", 4, 5),
    ],
)
def test_inline_construct_knows_its_line_and_column(small_book: BookBuilder, text: str, line: int, column: int) -> None:
    chapter = small_book(text).chapter
    [reference] = [node for node in walk((chapter.blocks, chapter.notes)) if isinstance(node, CrossReference)]
    assert (reference.location.path, reference.location.line, reference.location.column) == (CHAPTER, line + 3, column)
