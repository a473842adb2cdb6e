"""data/facts.yaml as read, and what takes values from it."""

import pytest

from pipeline.book.data import Chart, Chronology, DateSpan, Infobox, Missions, PartialDate
from pipeline.book.facts import FactKind
from pipeline.book.inlines import Citation, Emphasis, FactMark, IndexMark, Text, plain_text
from pipeline.book.names import FactId
from pipeline.book.walk import walk
from tests.small_book import BookBuilder, SmallBook

FACTS = """\
- id: turnover
  kind: quantity
  value: 166.9
  unit: million US dollars
  as-of: 2008
  sources: [smith, jones]
  review-by: 2027-06
  note: In one source alone.
- {id: opened, kind: date, value: 2001-08-23, as-of: 2001, sources: [smith], review-by: never}
- {id: envoy, kind: name, value: Anna Nowak, as-of: 2024-07, sources: [smith], review-by: 2027, written: [A. Nowak]}
"""


def book_with(small_book: BookBuilder, text: str, **files: str) -> SmallBook:
    return small_book(text, {"data/facts.yaml": FACTS} | {f"data/{name}.yaml": data for name, data in files.items()})


def marks(book: SmallBook) -> list[FactMark]:
    return [node for node in walk(book.blocks) if isinstance(node, FactMark)]


def test_a_fact_has_value_unit_dates_sources_and_place(small_book: BookBuilder) -> None:
    book = book_with(small_book, "Text").read()
    turnover, opened, envoy = book.facts.values()
    assert (turnover.kind, turnover.value, turnover.unit) == (FactKind.QUANTITY, 166.9, "million US dollars")
    assert (turnover.as_of, turnover.review_by) == (DateSpan(PartialDate(2008)), PartialDate(2027, 6))
    assert [(source.key, source.location.line) for source in turnover.sources] == [("smith", 6), ("jones", 6)]
    assert (str(turnover.location), turnover.note) == ("data/facts.yaml:1:7", "In one source alone.")
    assert (opened.value, opened.review_by) == (DateSpan(PartialDate(2001, 8, 23)), None)
    assert (envoy.value, envoy.written) == ("Anna Nowak", ("A. Nowak",))
    assert book.diagnostics == ()


def test_a_mark_names_its_fact_and_keeps_its_words(small_book: BookBuilder) -> None:
    book = book_with(small_book, "Trade\nwas [*166.9* million]{.fact id=turnover}.")
    [mark] = marks(book)
    assert (mark.fact, mark.location.line, mark.location.column) == ("turnover", 5, 5)
    assert mark.children[0] == Emphasis((Text("166.9"),))
    assert book.findings() == ()


def test_an_empty_mark_takes_the_value(small_book: BookBuilder) -> None:
    [turnover, opened] = marks(book_with(small_book, "[]{.fact id=turnover} on []{.fact id=opened}"))
    assert plain_text(turnover.children) == "166.9\N{NO-BREAK SPACE}million US dollars"
    assert plain_text(opened.children) == "23\N{NO-BREAK SPACE}August 2001"


@pytest.mark.parametrize(
    "text",
    [
        '[Anna Nowak]{.index .fact id=envoy entry="Nowak, Anna"}',
        '[[Anna Nowak]{.fact id=envoy}]{.index entry="Nowak, Anna"}',
    ],
)
def test_a_mark_stands_with_or_within_an_index_mark(small_book: BookBuilder, text: str) -> None:
    book = book_with(small_book, text)
    [index] = [node for node in walk(book.blocks) if isinstance(node, IndexMark)]
    assert (index.entry, [mark.fact for mark in marks(book)]) == ("Nowak, Anna", ["envoy"])
    assert book.findings() == ()


def test_words_that_are_index_entry_and_fact_index_themselves(small_book: BookBuilder) -> None:
    book = book_with(small_book, "[Anna *Nowak*]{.index .fact id=envoy}")
    assert [node.entry for node in walk(book.blocks) if isinstance(node, IndexMark)] == ["Anna *Nowak*"]


def test_an_index_mark_may_stand_within_a_fact(small_book: BookBuilder) -> None:
    book = book_with(small_book, '[Anna [Nowak]{.index entry="Nowak, Anna"}]{.fact id=envoy}')
    [mark] = marks(book)
    assert plain_text(mark.children) == "Anna Nowak"
    assert book.findings() == ()


def test_an_id_on_a_span_that_is_no_fact_is_unknown(small_book: BookBuilder) -> None:
    [found] = small_book("[words]{.smallcaps id=turnover}").findings()
    assert found.rule == "TXT-007"


def test_a_mark_without_an_id_is_found(small_book: BookBuilder) -> None:
    [found] = book_with(small_book, "Text\n[words]{.fact}").findings()
    assert (found.rule, found.location and found.location.line) == ("FCT-008", 2)


def test_a_chart_takes_numbers_and_their_sources(small_book: BookBuilder) -> None:
    chart = (
        "title: T\ncaption: C\nalt: A\nx-label: Year\nunit: million US dollars\nseries:\n  - id: one\n    name: One\n"
        "    points:\n      - {x: 2008, fact: turnover}\n      - {x: 2009, fact: turnover, sources: [other]}\n"
    )
    book = book_with(small_book, "::: {.chart data=chart.yaml}\n:::", chart=chart)
    block = book.block
    assert isinstance(block, Chart)
    assert [(point.value, point.sources) for point in block.series[0].points] == [
        (166.9, ("smith", "jones")),
        (166.9, ("other",)),
    ]
    assert [(use.fact, str(use.location), use.text) for use in book.read().fact_uses] == [
        ("turnover", "data/chart.yaml:10:25", None),
        ("turnover", "data/chart.yaml:11:25", None),
    ]


def test_missions_and_chronologies_take_dates(small_book: BookBuilder) -> None:
    missions = (
        "caption: Missions\nmissions:\n  - {id: one, sending: A, city: C, kind: Embassy, fact: opened,"
        " address: D, head: E}\n"
    )
    events = "events:\n  - {date: 2000, text: a}\n  - {fact: opened, text: b}\n  - {date: 2001-08, text: c}\n"
    text = "::: {.missions data=missions.yaml}\n:::\n\n::: {.chronology data=events.yaml}\n:::"
    book = book_with(small_book, text, missions=missions, events=events)
    table, chronology = book.blocks
    assert isinstance(table, Missions)
    assert isinstance(chronology, Chronology)
    opened = DateSpan(PartialDate(2001, 8, 23))
    assert (table.missions[0].opened, chronology.events[1].date) == (opened, opened)
    assert book.findings() == ()


def test_dates_taken_from_facts_stand_in_order_too(small_book: BookBuilder) -> None:
    events = "events:\n  - {date: 2002, text: a}\n  - {fact: opened, text: b}\n"
    [found] = book_with(small_book, "::: {.chronology data=events.yaml}\n:::", events=events).findings()
    assert (found.rule, str(found.location)) == ("MET-015", "data/events.yaml:3:12")


def test_an_unknown_date_is_one_finding_and_not_out_of_order_as_well(small_book: BookBuilder) -> None:
    events = "events:\n  - {date: 2002, text: a}\n  - {fact: opend, text: b}\n"
    [found] = book_with(small_book, "::: {.chronology data=events.yaml}\n:::", events=events).findings()
    assert (found.rule, str(found.location), found.hint) == (
        "FCT-001", "data/events.yaml:3:12", "did you mean “opened”?",
    )  # fmt: skip


def test_an_infobox_takes_a_fact_with_its_sources_or_within_words(small_book: BookBuilder) -> None:
    infobox = (
        "title: A\nfields:\n  - {id: one, label: Trade, fact: turnover}\n"
        "  - {id: two, label: Embassy, value: 'since []{.fact id=opened}'}\n"
    )
    book = book_with(small_book, "::: {.infobox data=infobox.yaml}\n:::", infobox=infobox)
    box = book.block
    assert isinstance(box, Infobox)
    trade, embassy = box.fields
    assert plain_text(trade.value).strip() == "166.9\N{NO-BREAK SPACE}million US dollars"
    [citation] = [node for node in trade.value if isinstance(node, Citation)]
    assert [item.key for item in citation.items] == ["smith", "jones"]
    assert plain_text(embassy.value) == "since 23\N{NO-BREAK SPACE}August 2001"


def test_what_names_an_unreadable_fact_is_not_a_finding_too(small_book: BookBuilder) -> None:
    broken = "- {id: opened, kind: date, value: yesterday, as-of: 2001, sources: [smith], review-by: never}\n"
    book = small_book(
        "[2001]{.fact id=opened}\n\n::: {.chronology data=events.yaml}\n:::",
        {"data/facts.yaml": broken, "data/events.yaml": "events:\n  - {fact: opened, text: a}\n"},
    )
    assert [(found.rule, str(found.location)) for found in book.diagnostics()] == [("MET-008", "data/facts.yaml:1:35")]
    assert book.read().unreadable_facts == {FactId("opened")}


def test_a_book_without_facts_has_none(small_book: BookBuilder) -> None:
    assert small_book("Text").read().facts == {}
