import pytest

from pipeline.book.blocks import Block
from pipeline.book.data import (
    Chart,
    Chronology,
    DateSpan,
    Infobox,
    Missions,
    PartialDate,
    People,
)
from pipeline.book.inlines import Citation, CrossReference, Emphasis, IndexMark, Text
from pipeline.book.walk import walk
from pipeline.read.models.base import parse_date_span
from tests.small_book import BookBuilder, SmallBook

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>'


def block_with(small_book: BookBuilder, kind: str, content: str) -> tuple[SmallBook, Block]:
    book = small_book(f"::: {{.{kind} data={kind}.yaml}}\n:::", {f"data/{kind}.yaml": content, "figures/map.svg": SVG})
    return book, book.block


def test_infobox_has_title_image_and_fields(small_book: BookBuilder) -> None:
    book, box = block_with(
        small_book,
        "infobox",
        "title: A–B relations\nimage: {file: ../figures/map.svg, alt: A map, caption: 'The *map*'}\n"
        "fields:\n  - {id: first, label: First party, value: 'The *A* [@k]'}\n",
    )
    assert isinstance(box, Infobox)
    assert box.image and str(box.image.image) == "figures/map.svg"
    [field] = box.fields
    assert (field.id, field.label, field.value[1]) == ("first", "First party", Emphasis((Text("A"),)))
    [citation] = [node for node in walk(box) if isinstance(node, Citation)]
    assert str(citation.location) == "data/infobox.yaml:4:53"
    assert citation.id == "cite-chapter-1"
    assert book.findings() == ()
    assert box.anchor == "infobox-chapter-1"


def test_missions_have_dates_and_caption(small_book: BookBuilder) -> None:
    book, missions = block_with(
        small_book,
        "missions",
        "caption: Missions\nmissions:\n  - id: embassy\n    sending: A\n    city: C\n    kind: Embassy\n"
        "    opened: 2004-08-30\n    address: Street 1\n    head: Somebody\n",
    )
    assert isinstance(missions, Missions)
    assert missions.missions[0].opened == DateSpan(PartialDate(2004, 8, 30))
    assert (missions.anchor, missions.missions[0].location.line) == ("tbl-chapter-1", 3)
    assert book.findings() == ()


def test_events_that_are_out_of_order_are_found(small_book: BookBuilder) -> None:
    book, chronology = block_with(
        small_book,
        "chronology",
        "events:\n  - {date: 1920-04, text: a}\n  - {date: 1920, text: b}\n  - {date: 1918, text: c}\n",
    )
    assert isinstance(chronology, Chronology)
    [found] = book.findings()
    assert (found.rule, str(found.location)) == ("MET-015", "data/chronology.yaml:4:12")


def test_people_have_variants_and_index_entries(small_book: BookBuilder) -> None:
    _, people = block_with(
        small_book,
        "people",
        "people:\n  - id: person-x\n    name: Ł. X\n    sort: X, Ł.\n    life: 1865–1920\n    variants: [L. X]\n"
        "    about: General\n    index: X, Ł.\n",
    )
    assert isinstance(people, People)
    [person] = people.people
    assert (person.anchor, person.variants, person.index, person.life) == ("person-x", ("L. X",), "X, Ł.", "1865–1920")


def test_chart_has_numbers_with_sources(small_book: BookBuilder) -> None:
    text = (
        "title: Trade\ncaption: The *trade*\nalt: Bars\nx-label: Year\nunit: million\nseries:\n  - id: a\n    name: A\n"
        "    points:\n      - {x: 2018, value: 95.5, sources: ['@k', l]}\n      - {x: 2017, value: -1}\n"
    )
    book, chart = block_with(small_book, "chart", text)
    assert isinstance(chart, Chart)
    [series] = chart.series
    assert [(point.x, point.value, point.sources) for point in series.points] == [
        ("2018", 95.5, ("k", "l")),
        ("2017", -1.0, ()),
    ]
    assert [found.rule for found in book.findings()] == ["MET-015"]


def test_cross_reference_of_a_data_file_counts_from_that_file(small_book: BookBuilder) -> None:
    book, block = block_with(small_book, "chronology", "events:\n  - {date: 1, text: '[a](../body/b.md#c) [d](#e)'}\n")
    files = [str(node.file) for node in walk(block) if isinstance(node, CrossReference)]
    assert files == ["body/b.md", "body/chapter.md"]
    assert book.findings() == ()


def test_counters_of_text_and_data_files_run_on(small_book: BookBuilder) -> None:
    files = {"data/c.yaml": "events:\n  - {date: 1, text: '[b]{.index}'}\n"}
    text = "[a]{.index}\n\n::: {.chronology data=c.yaml}\n:::\n\n[c]{.index}"
    marks = [node for node in walk(small_book(text, files).blocks) if isinstance(node, IndexMark)]
    assert [(mark.entry, mark.anchor) for mark in marks] == [
        ("a", "ix-chapter-1"),
        ("b", "ix-chapter-2"),
        ("c", "ix-chapter-3"),
    ]


@pytest.mark.parametrize(
    ("content", "rule", "place"),
    [
        ("events: [{date: 1918-13, text: a}]", "MET-008", "1:17"),
        ("events: [{date: 1918-02-30, text: a}]", "MET-008", "1:17"),
        ("events: [{date: soon, text: a}]", "MET-008", "1:17"),
        ("events:\n  - {text: a}", "MET-007", "2:5"),
        ("events:\n  - {date: 1, text: a, txt: b}", "MET-006", "2:24"),
        ("events:\n  - {date: 1, text: [a]}", "MET-008", "2:21"),
        ("events:\n  - {date: 1, text: ''}", "MET-008", "2:21"),
        ("events: a", "MET-008", "1:9"),
        ("- a", "MET-008", "1:1"),
        ("events:\n  - {date: 1, text: 'a <b>c</b>'}", "TXT-004", "2:24"),
        ("events:\n  - {date: 1, text: >-\n", "MET-002", "2:21"),
        ("events:\n  - date: 1\n    text: >-\n      folded\n      [x](javascript:y)\n", "LNK-009", "5:7"),
    ],
)
def test_fault_of_a_data_file_is_found_at_its_place(
    small_book: BookBuilder, content: str, rule: str, place: str
) -> None:
    book = small_book("::: {.chronology data=c.yaml}\n:::\n\ntext", {"data/c.yaml": content})
    found = book.findings()[0]
    assert (found.rule, str(found.location)) == (rule, f"data/c.yaml:{place}")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1472", DateSpan(PartialDate(1472))),
        ("2007-03", DateSpan(PartialDate(2007, 3))),
        ("1908/1913", DateSpan(PartialDate(1908), PartialDate(1913))),
        ("1997-08-26/1997-08-28", DateSpan(PartialDate(1997, 8, 26), PartialDate(1997, 8, 28))),
    ],
)
def test_date_may_be_partial_or_a_stretch(text: str, span: DateSpan) -> None:
    assert parse_date_span(text) == span


SOURCES = """\
- id: smith
  type: book
  title: no
  author: [{family: Smith, given: Anna}, {literal: The Body}]
  issued: 2019-04
  ISBN: 0123
  volume: 1.10
- {id: range, type: webpage, title: T, issued: 1908/1913, accessed: 2026-11-23}
"""


def test_sources_are_csl_json(small_book: BookBuilder) -> None:
    smith, ranged = small_book("text", {"data/sources.yaml": SOURCES}).read().sources
    assert smith.csl == {
        "id": "smith",
        "type": "book",
        "title": "no",
        "author": [{"family": "Smith", "given": "Anna"}, {"literal": "The Body"}],
        "issued": {"date-parts": [[2019, 4]]},
        "ISBN": "0123",
        "volume": "1.10",
    }
    assert ranged.csl["issued"] == {"date-parts": [[1908], [1913]]}
    assert (smith.location.line, ranged.location.line) == (1, 8)


@pytest.mark.parametrize(
    ("content", "rule", "place"),
    [
        ("- {id: a, type: book, title: t}\n- {id: a, type: book, title: u}", "CIT-002", "2:8"),
        ("- {id: a, type: bok, title: t}", "MET-008", "1:17"),
        ("- {id: a, type: book, titel: t}", "MET-006", "1:23"),
        ("- {id: a, type: book, issued: next year}", "MET-008", "1:31"),
        ("- {id: a, type: book, author: [{given: x}]}", "MET-008", "1:32"),
        ("- {type: book}", "MET-007", "1:3"),
        ("- a", "MET-008", "1:3"),
        ("id: a", "MET-008", "1:1"),
    ],
)
def test_fault_of_a_source_is_found_at_its_place(small_book: BookBuilder, content: str, rule: str, place: str) -> None:
    [found] = small_book("text", {"data/sources.yaml": content}).findings()
    assert (found.rule, str(found.location)) == (rule, f"data/sources.yaml:{place}")


def test_index_file_has_see_see_also_and_sort(small_book: BookBuilder) -> None:
    content = "see: [{from: A, to: B}]\nsee-also:\n  - {from: C, to: [D, E]}\nsort: [{entry: ‘F’, as: F}]\n"
    index = small_book("text", {"data/index.yaml": content}).read().index
    assert [(see.entry, see.targets, see.also, see.location.line) for see in index.see] == [
        ("A", ("B",), False, 1),
        ("C", ("D", "E"), True, 3),
    ]
    assert (index.sort[0].entry, index.sort[0].filed_as) == ("‘F’", "F")
