"""What the text says and what the registry says."""

from tests.small_book import BookBuilder

FACTS = """\
- {id: opened, kind: date, value: 2001-08-23, as-of: 2001, sources: [smith], review-by: never}
- {id: people, kind: count, value: 712, unit: people, as-of: 1989, sources: [smith], review-by: never}
"""
FILES = {
    "data/facts.yaml": FACTS,
    "data/sources.yaml": "- {id: smith, type: book, title: One}\n",
    "back/sources.md": "---\ntitle: Sources\n---\n\n[@smith]\n\n::: {.bibliography}\n:::\n",
}


def test_text_that_disagrees_shows_both_and_the_registrys_line(small_book: BookBuilder) -> None:
    [found] = small_book("It has\n[721 people]{.fact id=people} since [2001]{.fact id=opened}.", FILES).diagnostics()
    assert (found.rule, found.severity, found.location and found.location.line) == ("FCT-002", "error", 2)
    assert found.message == "the text says “721 people”, but “people” is 712 people (data/facts.yaml:2:8)"


def test_an_unknown_fact_is_reported_where_it_is_named_with_the_nearest(small_book: BookBuilder) -> None:
    text = "[712]{.fact id=people} since [2001]{.fact id=opened}\n\n[712]{.fact id=poeple}"
    [found] = small_book(text, FILES).diagnostics()
    assert (found.rule, found.location and found.location.line, found.hint) == ("FCT-001", 3, "did you mean “people”?")


def test_a_fact_that_nothing_states_is_a_warning(small_book: BookBuilder) -> None:
    [found] = small_book("[712]{.fact id=people}", FILES).diagnostics()
    assert (found.rule, found.severity, str(found.location)) == ("FCT-007", "warning", "data/facts.yaml:1:8")


def test_notes_captions_tables_and_data_files_are_held_to_the_registry(small_book: BookBuilder) -> None:
    text = (
        "Text[^n] [2001]{.fact id=opened}\n\n[^n]: In [2002]{.fact id=opened}.\n\n| Year |\n|---|\n"
        "| [2003]{.fact id=opened} |\n\n: Of [713]{.fact id=people} {#tbl-one}\n\n"
        "::: {.chronology data=events.yaml}\n:::"
    )
    events = "events:\n  - date: 1989\n    text: 'A census finds [714]{.fact id=people}.'\n"
    found = small_book(text, FILES | {"data/events.yaml": events}).diagnostics()
    assert sorted((item.rule, str(item.location.path), item.location.line) for item in found if item.location) == [
        ("FCT-002", "body/chapter.md", 3),
        ("FCT-002", "body/chapter.md", 7),
        ("FCT-002", "body/chapter.md", 9),
        ("FCT-002", "data/events.yaml", 3),
    ]


def test_citations_and_notes_within_a_mark_do_not_count_as_words(small_book: BookBuilder) -> None:
    text = "[712[^n] people [@smith]]{.fact id=people} [2001]{.fact id=opened}\n\n[^n]: A note."
    assert small_book(text, FILES).diagnostics() == ()


def test_every_place_that_states_a_fact_is_known(small_book: BookBuilder) -> None:
    events = "events:\n  - fact: opened\n    text: It opens.\n"
    text = "Since [August\n2001]{.fact id=opened} [9]{.fact id=people}\n\n::: {.chronology data=events.yaml}\n:::"
    uses = small_book(text, FILES | {"data/events.yaml": events}).linked().fact_uses
    assert [(use.fact, str(use.location), use.text, use.agrees) for use in uses] == [
        ("opened", "body/chapter.md:4:7", "August 2001", True),
        ("people", "body/chapter.md:5:24", "9", False),
        ("opened", "data/events.yaml:2:11", None, True),
    ]
