from collections.abc import Iterator
from pathlib import PurePosixPath

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book.diagnostics import Severity, SourceLocation
from pipeline.book.inlines import Emphasis, IndexMark, RangeEnd, Text, plain_text
from pipeline.book.linked import IndexEntry, Locator
from pipeline.book.manuscript import (
    Book,
    BookMetadata,
    Completeness,
    IndexInstructions,
    SeeInstruction,
    SortInstruction,
)
from pipeline.book.names import AnchorId, LanguageTag
from pipeline.book.vocabulary import ENGLISH
from pipeline.link.index import BuiltIndex, build_index

INDEX_FILE = PurePosixPath("data/index.yaml")


def mark(
    entry: str,
    line: int = 1,
    sub: str | None = None,
    main: bool = False,
    end: RangeEnd | None = None,
    file: str = "body/01.md",
) -> IndexMark:
    """A mark on a line of a chapter; its anchor says where it is, so `ix-01-7` is on line 7 of the first."""
    location = SourceLocation(PurePosixPath(file), line)
    anchor = AnchorId(f"ix-{location.path.stem}-{line}")
    return IndexMark(anchor, entry, sub, main, end, (), location)


def opening(entry: str, line: int, sub: str | None = None, file: str = "body/01.md") -> IndexMark:
    return mark(entry, line, sub, end=RangeEnd.START, file=file)


def closing(entry: str, line: int, sub: str | None = None, file: str = "body/01.md") -> IndexMark:
    return mark(entry, line, sub, end=RangeEnd.END, file=file)


def see(entry: str, *targets: str, line: int = 1, also: bool = False) -> SeeInstruction:
    return SeeInstruction(entry, targets, also, SourceLocation(INDEX_FILE, line))


def sort(entry: str, filed_as: str, line: int = 1) -> SortInstruction:
    return SortInstruction(entry, filed_as, SourceLocation(INDEX_FILE, line))


def index(
    *marks: IndexMark,
    language: str = "en-GB",
    see: tuple[SeeInstruction, ...] = (),
    sort: tuple[SortInstruction, ...] = (),
) -> BuiltIndex:
    metadata = BookMetadata(
        title="A book", subtitle=None, slug="book", language=LanguageTag(language), identifier="urn:x", creators=(),
        publisher=None, edition=None, date=None, rights=(), sources_statement=(), description=None, subjects=(),
        citation_style="short-reference", location=SourceLocation(PurePosixPath("book.yaml"), 1),
    )  # fmt: skip
    book = Book(metadata, ENGLISH, (), (), IndexInstructions(see, sort), Completeness(), {}, {}, "")
    return build_index(book, marks)


def printed(built: BuiltIndex) -> list[tuple[str, list[str]]]:
    return [(group.letter, [plain_text(entry.heading) for entry in group.entries]) for group in built.groups]


def found(built: BuiltIndex) -> list[tuple[str, str]]:
    return [(item.rule, str(item.location)) for item in built.diagnostics]


def every_entry(built: BuiltIndex) -> Iterator[IndexEntry]:
    for group in built.groups:
        for entry in group.entries:
            yield entry
            yield from entry.subentries


# --- entries ---------------------------------------------------------------------------------------------------------


def test_marks_of_one_entry_are_its_locators_in_reading_order() -> None:
    built = index(mark("Baku", 3), mark("Oil", 4), mark("Baku", 9, file="body/02.md"))
    assert [locator.start for locator in built.entries["Baku"].locators] == ["ix-01-3", "ix-02-9"]


def test_white_space_does_not_make_another_entry() -> None:
    built = index(mark("Aq  Qoyunlu", 1), mark(" Aq\nQoyunlu ", 2))
    assert list(built.entries) == ["Aq Qoyunlu"]
    assert len(built.entries["Aq Qoyunlu"].locators) == 2


def test_a_mark_with_sub_is_a_locator_of_the_subentry_alone() -> None:
    built = index(mark("Oil", 1, sub="pipelines"), mark("Oil", 2), mark("Oil", 3, sub="fields"))
    oil = built.entries["Oil"]
    assert [locator.start for locator in oil.locators] == ["ix-01-2"]
    assert [(plain_text(sub.heading), sub.locators[0].start) for sub in oil.subentries] == [
        ("fields", "ix-01-3"),
        ("pipelines", "ix-01-1"),
    ]


def test_asterisks_in_an_entry_are_italics() -> None:
    built = index(mark("*Przedwiośnie* (Żeromski)"), mark(r"5\* hotels"))
    assert built.entries["*Przedwiośnie* (Żeromski)"].heading == (
        Emphasis((Text("Przedwiośnie"),)),
        Text(" (Żeromski)"),
    )
    assert built.entries[r"5\* hotels"].heading == (Text("5* hotels"),)


def test_italics_do_not_change_the_filing() -> None:
    assert printed(index(mark("Qajar"), mark("*Przedwiośnie*"), mark("Potocki"))) == [
        ("P", ["Potocki", "Przedwiośnie"]),
        ("Q", ["Qajar"]),
    ]


def test_a_principal_passage_is_marked_in_its_locator() -> None:
    built = index(mark("Baku", 1), mark("Baku", 2, main=True))
    assert [locator.principal for locator in built.entries["Baku"].locators] == [False, True]


def test_anchors_number_the_entries_as_printed_subentries_after_their_entry() -> None:
    built = index(mark("Oil"), mark("Baku", sub="old city"), mark("Baku", sub="architects"), mark("Katyn"))
    assert [(entry.anchor, plain_text(entry.heading)) for entry in every_entry(built)] == [
        ("entry-1", "Baku"),
        ("entry-2", "architects"),
        ("entry-3", "old city"),
        ("entry-4", "Katyn"),
        ("entry-5", "Oil"),
    ]


def test_a_mark_without_an_entry_is_reported_at_its_line() -> None:
    assert found(index(mark("  ", 8))) == [("IDX-010", "body/01.md:8")]


# --- order and letters -----------------------------------------------------------------------------------------------


def test_a_polish_book_files_lodz_after_luxemburg_under_a_letter_of_its_own() -> None:
    built = index(mark("Łódź"), mark("Lublin"), mark("Luxemburg"), language="pl")
    assert printed(built) == [("L", ["Lublin", "Luxemburg"]), ("Ł", ["Łódź"])]


def test_an_english_book_files_lodz_under_l() -> None:
    built = index(mark("Łódź"), mark("Lublin"), mark("Luxemburg"))
    assert printed(built) == [("L", ["Łódź", "Lublin", "Luxemburg"])]


def test_a_sort_instruction_files_an_entry_elsewhere_and_leaves_its_words() -> None:
    built = index(mark("The Knight"), mark("Kraków"), sort=(sort("The Knight", "Knight"),))
    assert printed(built) == [("K", ["The Knight", "Kraków"])]


def test_a_sort_instruction_for_no_entry_is_reported_with_the_nearest() -> None:
    built = index(mark("“Farys” (magazine)"), sort=(sort("Farys (magazine)", "Farys", line=12),))
    [finding] = built.diagnostics
    assert (finding.rule, str(finding.location)) == ("IDX-006", "data/index.yaml:12")
    assert finding.hint == "did you mean ““Farys” (magazine)”?"


# --- ranges ----------------------------------------------------------------------------------------------------------


def test_a_range_over_two_chapters_is_one_locator() -> None:
    built = index(opening("Katyn", 5), mark("Katyn", 9), closing("Katyn", 2, file="body/02.md"))
    assert built.entries["Katyn"].locators == (
        Locator(AnchorId("ix-01-5"), AnchorId("ix-02-2"), False),
        Locator(AnchorId("ix-01-9"), None, False),
    )
    assert built.diagnostics == ()


def test_ranges_of_an_entry_and_of_its_subentry_do_not_meet() -> None:
    built = index(
        opening("Oil", 1), opening("Oil", 2, sub="fields"), closing("Oil", 3), closing("Oil", 4, sub="fields")
    )
    assert built.entries["Oil"].locators[0].end == "ix-01-3"
    assert built.entries["Oil"].subentries[0].locators[0].end == "ix-01-4"


def test_a_range_never_closed_is_reported_where_it_opens() -> None:
    assert found(index(opening("Katyn", 5), closing("Oil", 6), opening("Oil", 7))) == [
        ("IDX-002", "body/01.md:6"),
        ("IDX-001", "body/01.md:5"),
        ("IDX-001", "body/01.md:7"),
    ]


def test_a_range_opened_twice_is_reported_at_the_second_opening() -> None:
    built = index(opening("Katyn", 5), opening("Katyn", 6), closing("Katyn", 7))
    assert found(built) == [("IDX-009", "body/01.md:6")]
    assert built.entries["Katyn"].locators[0].end == "ix-01-7"


def test_a_broken_range_of_a_subentry_is_named_with_its_entry() -> None:
    [finding] = index(opening("Oil", 1, sub="fields")).diagnostics
    assert "“Oil: fields”" in finding.message


# --- see and see also ------------------------------------------------------------------------------------------------


def test_a_see_is_an_entry_of_its_own_without_locators() -> None:
    built = index(mark("Aq Qoyunlu"), see=(see("Aggoyunlu", "Aq Qoyunlu"),))
    entry = built.entries["Aggoyunlu"]
    assert entry.locators == ()
    assert [(plain_text(link.heading), link.anchor) for link in entry.see] == [
        ("Aq Qoyunlu", built.entries["Aq Qoyunlu"].anchor)
    ]
    assert printed(built) == [("A", ["Aggoyunlu", "Aq Qoyunlu"])]


def test_see_also_links_are_in_the_order_of_the_index() -> None:
    built = index(
        mark("Katyn"),
        mark("NKVD"),
        mark("Łódź"),
        mark("Memory"),
        see=(see("Katyn", "NKVD", "Memory", "Łódź", also=True),),
    )
    assert [plain_text(link.heading) for link in built.entries["Katyn"].see_also] == ["Łódź", "Memory", "NKVD"]
    assert built.diagnostics == ()


def test_see_also_may_lead_both_ways() -> None:
    both = (see("Katyn", "NKVD", also=True), see("NKVD", "Katyn", also=True))
    assert index(mark("Katyn"), mark("NKVD"), see=both).diagnostics == ()


def test_a_see_to_no_entry_is_reported_with_the_nearest() -> None:
    [finding] = index(mark("Aq Qoyunlu"), see=(see("Aggoyunlu", "Aq Qoyunlo", line=3),)).diagnostics
    assert (finding.rule, str(finding.location)) == ("IDX-003", "data/index.yaml:3")
    assert finding.hint == "did you mean “Aq Qoyunlu”?"


def test_a_circle_of_sees_is_reported_with_its_path() -> None:
    built = index(mark("Oil"), see=(see("A", "B", line=1), see("B", "C", line=2), see("C", "A", line=3)))
    assert {item.rule for item in built.diagnostics} == {"IDX-004"}
    assert "goes round in a circle: A → B → C → A" in built.diagnostics[0].message
    assert [str(item.location) for item in built.diagnostics] == [f"data/index.yaml:{line}" for line in (1, 2, 3)]
    assert printed(built) == [("O", ["Oil"])]


def test_a_see_to_itself_is_a_circle() -> None:
    assert [item.rule for item in index(mark("B"), see=(see("A", "A"),)).diagnostics] == ["IDX-004"]


def test_a_see_that_leads_to_another_see_is_reported() -> None:
    built = index(mark("Oil"), see=(see("Naphtha", "Petroleum"), see("Petroleum", "Oil")))
    [finding] = built.diagnostics
    assert (finding.rule, finding.message) == ("IDX-004", "see leads to another see: Naphtha → Petroleum → Oil")


def test_a_see_also_to_an_entry_without_locators_is_reported() -> None:
    built = index(mark("Gas"), mark("Oil"), see=(see("Petroleum", "Oil"), see("Gas", "Petroleum", also=True)))
    assert [item.rule for item in built.diagnostics] == ["IDX-004"]


def test_an_entry_with_locators_may_have_no_see() -> None:
    built = index(mark("Oil"), mark("Petroleum"), see=(see("Petroleum", "Oil", line=4),))
    assert found(built) == [("IDX-005", "data/index.yaml:4")]
    assert built.entries["Petroleum"].see == ()


def test_a_see_also_from_an_unmarked_entry_is_reported() -> None:
    built = index(mark("Oil"), see=(see("Petroleum", "Oil", line=4, also=True),))
    assert found(built) == [("IDX-012", "data/index.yaml:4")]


# --- warnings --------------------------------------------------------------------------------------------------------


def test_a_seventh_locator_that_nothing_tells_apart_is_a_warning_at_its_mark() -> None:
    six = [mark("Baku", line) for line in range(1, 7)]
    assert index(*six, mark("Baku", 7, main=True), mark("Baku", 8, sub="oil")).diagnostics == ()
    [finding] = index(*six, mark("Baku", 9), mark("Baku", 10)).diagnostics
    assert (finding.rule, finding.severity, str(finding.location)) == ("IDX-007", Severity.WARNING, "body/01.md:9")
    assert "8 locators" in finding.message


def test_entries_that_differ_only_in_case_are_a_warning_with_both_places() -> None:
    [finding] = index(mark("Oil", 2), mark("oil", 7)).diagnostics
    assert (finding.rule, finding.severity, str(finding.location)) == ("IDX-011", Severity.WARNING, "body/01.md:7")
    assert "“Oil”, first marked at body/01.md:2" in finding.message


def test_names_that_differ_in_more_than_accents_are_no_warning() -> None:
    assert index(mark("Aliyev, Ilham"), mark("Əliyev, İlham")).diagnostics == ()


def test_a_see_from_a_spelling_without_accents_is_no_warning() -> None:
    assert index(mark("Łódź"), see=(see("Lodz", "Łódź"),)).diagnostics == ()


# --- invariants ------------------------------------------------------------------------------------------------------

MARKS = st.lists(
    st.tuples(
        st.sampled_from(["Baku", "Łódź", "oil", "Oil", "1905", "*Farys*", "Жук"]),
        st.sampled_from([None, "a", "b"]),
        st.booleans(),
        st.sampled_from([None, RangeEnd.START, RangeEnd.END]),
    ),
    max_size=30,
).map(lambda rows: [mark(entry, line, sub, main, end) for line, (entry, sub, main, end) in enumerate(rows, 1)])


@settings(max_examples=60, deadline=None)
@given(MARKS)
def test_every_mark_is_an_end_of_exactly_one_locator(marks: list[IndexMark]) -> None:
    locators = [locator for entry in every_entry(index(*marks)) for locator in entry.locators]
    ends = [anchor for locator in locators for anchor in (locator.start, locator.end) if anchor is not None]
    assert sorted(ends) == sorted(item.anchor for item in marks)


@settings(max_examples=60, deadline=None)
@given(MARKS, st.sampled_from(["en-GB", "pl", "az"]))
def test_the_groups_hold_every_entry_once_and_number_them_in_order(marks: list[IndexMark], language: str) -> None:
    built = index(*marks, language=language)
    assert [entry for group in built.groups for entry in group.entries] == list(built.entries.values())
    assert set(built.entries) == {item.entry for item in marks}
    assert [entry.anchor for entry in every_entry(built)] == [f"entry-{n}" for n, _ in enumerate(every_entry(built), 1)]
    letters = [group.letter for group in built.groups]
    assert len(letters) == len(set(letters))


ARROWS = st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(ARROWS, max_size=12))
def test_every_see_that_is_printed_leads_to_an_entry_with_locators(arrows: list[tuple[str, str, bool]]) -> None:
    wishes = tuple(see(source, target, also=also) for source, target, also in arrows)
    built = index(mark("A"), mark("B"), see=wishes)
    by_anchor = {entry.anchor: entry for entry in every_entry(built)}
    for entry in built.entries.values():
        assert not (entry.see and entry.locators)
        for link in (*entry.see, *entry.see_also):
            assert by_anchor[link.anchor].locators
