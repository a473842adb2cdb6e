from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book.blocks import Block
from pipeline.book.data import Chart, Point, Series
from pipeline.book.diagnostics import Severity, SourceLocation
from pipeline.book.inlines import Citation, CitationItem, CitedSource, Emphasis, Inlines, Link, Span, Text, plain_text
from pipeline.book.manuscript import Book, BookMetadata, Chapter, Completeness, IndexInstructions, Source, Status
from pipeline.book.names import AnchorId, CitationId, LanguageTag, Matter, PieceId, SourceKey
from pipeline.book.vocabulary import ENGLISH
from pipeline.book.walk import walk
from pipeline.link.citations import Citations, format_citations
from pipeline.link.citations_locator import split_locator
from pipeline.link.survey import survey_chapter

SOURCES_FILE = PurePosixPath("data/sources.yaml")
TEXT = PurePosixPath("body/01.md")

NEWS = {
    "type": "article-newspaper",
    "title": "Ambassador: “5,000 came”",
    "container-title": "APA",
    "issued": {"date-parts": [[2022, 5, 29]]},
    "URL": "https://en.apa.az/5000-came/",
    "language": "en",
}
ARTICLE = {
    "type": "article-journal",
    "title": "O Polakach w drugiej połowie XV w.",
    "author": [{"family": "Smołucha", "given": "Janusz"}],
    "container-title": "Folia Historica Cracoviensia",
    "volume": "12",
    "issue": "2",
    "page": "3-17",
    "issued": {"date-parts": [[2006]]},
    "DOI": "10.15633/fhc.2232",
    "language": "pl",
}
WALK = {
    "type": "webpage",
    "title": "City Hall",
    "author": [{"family": "Blair", "given": "Betty"}, {"family": "Akhundov", "given": "Fuad"}],
    "container-title": "azer.com",
    "issued": {"date-parts": [[2004, 6]]},
    "URL": "http://azer.com/hall",
}
SOURCES: Mapping[str, Mapping[str, object]] = {"news": NEWS, "article": ARTICLE, "walk": WALK}


def item(key: str, locator: str = "", prefix: str = "", suffix: str = "", line: int = 1) -> CitationItem:
    return CitationItem(SourceKey(key), prefix, locator, suffix, SourceLocation(TEXT, line))


def cite(*items: CitationItem, name: str = "c", narrative: bool = False) -> Citation:
    return Citation(CitationId(name), items, narrative, items[0].location)


def written(
    *citations: Citation,
    sources: Mapping[str, Mapping[str, object]] = SOURCES,
    style: str = "short-reference",
    language: str = "en-GB",
    blocks: tuple[Block, ...] = (),
) -> Citations:
    metadata = BookMetadata(
        title="A book", subtitle=None, slug="book", language=LanguageTag(language), identifier="urn:x", creators=(),
        publisher=None, edition=None, date=None, rights=(), sources_statement=(), description=None, subjects=(),
        citation_style=style, location=SourceLocation(PurePosixPath("book.yaml"), 1),
    )  # fmt: skip
    listed = tuple(
        Source(SourceKey(key), csl, SourceLocation(SOURCES_FILE, line))
        for line, (key, csl) in enumerate(sources.items(), 1)
    )
    chapter = Chapter(
        PieceId("one"),
        TEXT,
        Matter.BODY,
        (Text("One"),),
        "One",
        True,
        Status.FINAL,
        blocks,
        (),
        SourceLocation(TEXT, 1),
    )
    book = Book(metadata, ENGLISH, (chapter,), listed, IndexInstructions(), Completeness(), {}, {}, "")
    survey = survey_chapter(chapter)
    survey.citations.extend(citations)
    return format_citations(book, (survey,))


def text_of(citations: Citations, name: str = "c") -> str:
    return plain_text(citations.texts[CitationId(name)])


def entries(citations: Citations) -> list[str]:
    return [f"{entry.number} {plain_text(entry.text)}" for entry in citations.bibliography]


def one_entry(csl: Mapping[str, object], style: str = "short-reference", language: str = "en-GB") -> Inlines:
    [entry] = written(cite(item("x")), sources={"x": csl}, style=style, language=language).bibliography
    return entry.text


def found(citations: Citations) -> list[tuple[str, str]]:
    return [(finding.rule, str(finding.location)) for finding in citations.diagnostics]


# --- citations in the text -------------------------------------------------------------------------------------------


def test_each_source_of_a_citation_leads_to_its_entry_and_brackets_and_commas_do_not() -> None:
    citations = written(cite(item("walk"), item("news")))
    numbers = {entry.key: entry.number for entry in citations.bibliography}
    assert numbers == {"news": "1", "walk": "2"}
    assert citations.texts[CitationId("c")] == (
        Text("["),
        CitedSource(SourceKey("news"), (Text("1"),)),
        Text(", "),
        CitedSource(SourceKey("walk"), (Text("2"),)),
        Text("]"),
    )


def test_a_locator_is_written_with_its_label_and_parts_the_sources_by_semicolons() -> None:
    citations = written(cite(item("news", "pp. 3-5"), item("walk")))
    assert text_of(citations) == "[1, pp.\u00a03–5; 2]"


def test_words_before_and_after_a_source_are_not_part_of_its_link() -> None:
    inlines = written(cite(item("news", prefix="see ", suffix=", with map"))).texts[CitationId("c")]
    assert inlines == (
        Text("["), Text("see "), CitedSource(SourceKey("news"), (Text("1"),)), Text(", with map"), Text("]"),
    )  # fmt: skip


def test_a_narrative_citation_in_a_numeric_style_names_the_authors() -> None:
    assert text_of(written(cite(item("walk"), narrative=True))) == "Blair and Akhundov [1]"


def test_a_narrative_citation_of_a_source_without_author_is_its_number() -> None:
    assert text_of(written(cite(item("news", "3"), narrative=True))) == "[1, p.\u00a03]"


def test_a_narrative_citation_in_an_author_date_style_puts_the_date_in_brackets() -> None:
    citations = written(
        cite(item("article"), name="a", narrative=True),
        cite(item("article", "p. 3"), name="b", narrative=True),
        cite(item("article"), name="c"),
        style="chicago-author-date",
    )
    assert [text_of(citations, name) for name in "abc"] == ["Smołucha (2006)", "Smołucha (2006, 3)", "(Smołucha 2006)"]
    assert [entry.number for entry in citations.bibliography] == [None]


def test_more_than_three_authors_are_shortened_in_a_sentence() -> None:
    people = [{"family": name} for name in ("Ałtyn", "Bek", "Çelebi", "Dəmir")]
    citations = written(cite(item("x"), narrative=True), sources={"x": {**NEWS, "author": people}})
    assert text_of(citations) == "Ałtyn et al. [1]"


@pytest.mark.parametrize(
    ("written_as", "label", "counted"),
    [
        ("p. 3", "page", "3"),
        ("pp. 3–5", "page", "3–5"),
        ("12", "page", "12"),
        ("ch. 2", "chapter", "2"),
        ("§ 7", "section", "7"),
        ("§7", "section", "7"),
        ("s. 41", "page", "41"),
        ("passim", None, "passim"),
        ("", None, ""),
    ],
)
def test_locators_are_told_from_other_words(written_as: str, label: str | None, counted: str) -> None:
    assert split_locator(written_as) == (label, counted)


def test_a_source_that_the_style_has_no_words_for_is_cited_by_its_key() -> None:
    citations = written(cite(item("x")), sources={"x": {"type": "webpage"}}, style="modern-language-association")
    assert citations.texts[CitationId("c")] == (CitedSource(SourceKey("x"), (Text("x"),)),)


# --- bibliography ----------------------------------------------------------------------------------------------------


def test_the_bibliography_holds_cited_sources_in_filing_order_and_numbers_follow_it() -> None:
    citations = written(cite(item("walk")), cite(item("news"), name="d"), cite(item("article"), name="e"))
    assert entries(citations) == [
        "1 ‘Ambassador: “5,000 came”’. APA, 29 May 2022. en.apa.az/5000-came",
        "2 Blair, Betty and Fuad Akhundov. ‘City Hall’. azer.com, June 2004. azer.com/hall",
        "3 Smołucha, Janusz. ‘O Polakach w drugiej połowie XV w.’ Folia Historica Cracoviensia, vol. 12, no. 2, "
        "pp. 3–17, 2006. doi.org/10.15633/fhc.2232",
    ]
    assert [entry.anchor for entry in citations.bibliography] == ["ref-news", "ref-walk", "ref-article"]


def test_the_bibliography_is_filed_by_the_books_language() -> None:
    sources = {name: {"type": "webpage", "title": name} for name in ("Łódź", "Lublin", "Luxemburg")}
    citations = [cite(item(name), name=name) for name in sources]
    polish = written(*citations, sources=sources, language="pl").bibliography
    english = written(*citations, sources=sources).bibliography
    assert [entry.key for entry in polish] == ["Lublin", "Luxemburg", "Łódź"]
    assert [entry.key for entry in english] == ["Łódź", "Lublin", "Luxemburg"]


def test_a_style_that_does_not_sort_lists_sources_as_they_are_cited() -> None:
    citations = written(cite(item("walk")), cite(item("article"), item("news"), name="d"), style="ieee")
    assert [(entry.key, entry.number) for entry in citations.bibliography] == [
        ("walk", "1"), ("article", "2"), ("news", "3"),
    ]  # fmt: skip


def test_dates_and_words_are_in_the_books_language() -> None:
    assert "29 maja 2022" in plain_text(one_entry(NEWS, language="pl"))
    assert "„Ambassador" in plain_text(one_entry(NEWS, language="pl"))


def test_addresses_are_links_without_their_scheme() -> None:
    [link] = [node for node in walk(one_entry(NEWS)) if isinstance(node, Link)]
    assert (link.url, link.children) == ("https://en.apa.az/5000-came/", (Text("en.apa.az/5000-came"),))


def test_a_doi_is_a_link_to_its_resolver_in_every_style() -> None:
    for style in ("short-reference", "ieee", "chicago-author-date"):
        [link] = [node for node in walk(one_entry(ARTICLE, style=style)) if isinstance(node, Link)]
        assert link.url == "https://doi.org/10.15633/fhc.2232"


def test_percent_signs_are_shown_as_the_letters_they_stand_for() -> None:
    text = plain_text(one_entry({**NEWS, "URL": "https://pl.example/Pawe%C5%82%20%2F%C5"}))
    assert text.endswith("pl.example/Paweł%20%2F%C5")


def test_a_title_in_another_language_is_marked_as_such() -> None:
    [span] = [node for node in walk(one_entry(ARTICLE)) if isinstance(node, Span)]
    assert (span.language, span.direction, plain_text(span.children)) == ("pl", None, ARTICLE["title"])
    [arabic] = [node for node in walk(one_entry({**NEWS, "title": "باكو", "language": "ar"})) if isinstance(node, Span)]
    assert arabic.direction == "rtl"
    assert not [node for node in walk(one_entry(NEWS)) if isinstance(node, Span)]


def test_a_title_in_square_brackets_describes_and_is_not_quoted() -> None:
    text = one_entry({**NEWS, "title": "[On Pototsky’s bay]", "language": "ru"})
    assert plain_text(text).startswith("[On Pototsky’s bay]. APA")
    assert not [node for node in walk(text) if isinstance(node, Span)]


@pytest.mark.parametrize(("title", "printed"), [("Why?", "‘Why?’ APA"), ("Etc.", "‘Etc.’ APA"), ("So", "‘So’. APA")])
def test_a_title_that_ends_with_a_stop_gets_no_second_one(title: str, printed: str) -> None:
    assert plain_text(one_entry({**NEWS, "title": title})).startswith(printed)


def test_what_a_source_lacks_leaves_no_trace() -> None:
    assert plain_text(one_entry({"type": "webpage", "title": "Stosunki dwustronne"})) == "‘Stosunki dwustronne’."


@pytest.mark.parametrize(
    ("begin", "end", "printed"),
    [
        ([1997, 8, 26], [1997, 8, 28], "26–28 August 1997"),
        ([1997, 8], [1998, 2], "August 1997–February 1998"),
        ([1997], [1997, 8], "1997"),
        ([1997, 8], [1997, 8], "August 1997"),
    ],
)
def test_a_range_of_dates_is_written_as_far_as_it_is_known(begin: list[int], end: list[int], printed: str) -> None:
    assert f"APA, {printed}." in plain_text(one_entry({**NEWS, "issued": {"date-parts": [begin, end]}}))


def test_a_style_that_takes_dates_apart_keeps_the_year_of_a_range() -> None:
    days = {**NEWS, "issued": {"date-parts": [[1997, 8, 26], [1997, 8, 28]]}}
    assert "1997" in plain_text(one_entry(days, style="chicago-author-date"))


def test_containers_of_articles_are_italic_and_markup_of_titles_is_kept() -> None:
    text = one_entry({**NEWS, "title": "<i>Farys</i> & H<sub>2</sub>O < 3"})
    assert [plain_text(node.children) for node in walk(text) if isinstance(node, Emphasis)] == ["Farys", "APA"]
    assert plain_text(text).startswith("‘Farys & H2O < 3’.")


def test_keys_that_differ_only_in_case_are_two_sources() -> None:
    citations = written(cite(item("A"), item("a")), sources={"A": NEWS, "a": WALK})
    assert [entry.key for entry in citations.bibliography] == ["A", "a"]


# --- findings --------------------------------------------------------------------------------------------------------


def test_an_unknown_key_is_reported_at_its_place_with_the_nearest_and_left_out() -> None:
    citations = written(cite(item("news"), item("artikle", line=7)), cite(item("walk"), item("article"), name="d"))
    [finding] = citations.diagnostics
    assert (finding.rule, str(finding.location), finding.hint) == ("CIT-001", "body/01.md:7", "did you mean “article”?")
    assert text_of(citations) == "[1]"


def test_a_citation_of_nothing_known_shows_the_key() -> None:
    assert text_of(written(cite(item("nobody")))) == "[nobody?]"


def test_a_source_never_cited_is_a_warning_and_not_listed() -> None:
    citations = written(cite(item("news"), item("walk")))
    [finding] = citations.diagnostics
    assert (finding.rule, finding.severity, str(finding.location)) == (
        "CIT-004",
        Severity.WARNING,
        "data/sources.yaml:2",
    )
    assert len(citations.bibliography) == 2


def test_a_source_that_only_a_chart_names_is_listed() -> None:
    here = SourceLocation(PurePosixPath("data/trade.yaml"), 9)
    point = Point("2018", 95, (), (SourceKey("news"), SourceKey("nowhere")), here)
    chart = Chart(AnchorId("fig-t"), "T", (), "", "", "", (Series("s", "S", (point,), here),), here)
    citations = written(sources={"news": NEWS}, blocks=(chart,))
    assert found(citations) == [("CIT-001", "data/trade.yaml:9")]
    assert [entry.key for entry in citations.bibliography] == ["news"]


def test_a_source_without_title_and_author_is_reported() -> None:
    citations = written(cite(item("x")), sources={"x": {"type": "webpage", "URL": "https://x.example"}})
    assert found(citations) == [("CIT-006", "data/sources.yaml:1")]


@pytest.mark.parametrize("style", ["short-refrence", "../styles/short-reference", "/etc/passwd", ""])
def test_an_unknown_style_is_reported_and_the_pipelines_own_is_taken(style: str) -> None:
    citations = written(cite(item("news"), item("walk"), item("article")), style=style)
    [finding] = citations.diagnostics
    assert (finding.rule, str(finding.location)) == ("CIT-003", "book.yaml:1")
    assert text_of(citations) == "[1, 2, 3]"


def test_an_unknown_style_is_reported_with_the_nearest() -> None:
    [finding] = written(cite(item("news"), item("walk"), item("article")), style="short-refrence").diagnostics
    assert finding.hint == "did you mean “short-reference”?"


def test_a_style_without_a_list_of_sources_is_reported() -> None:
    assert ("CIT-007", "book.yaml:1") in found(written(cite(item("news")), style="agora"))


def test_a_source_that_the_style_does_not_list_is_reported() -> None:
    unsigned = {"type": "entry-encyclopedia", "title": "Baku", "container-title": "Britannica"}
    citations = written(cite(item("x")), sources={"x": unsigned}, style="mhra-notes")
    assert found(citations) == [("CIT-008", "data/sources.yaml:1")]


def test_a_citation_in_full_has_no_link_within_the_link_to_its_source() -> None:
    [cited] = [
        node
        for node in written(cite(item("news")), style="mhra-notes").texts[CitationId("c")]
        if isinstance(node, CitedSource)
    ]
    assert not [node for node in walk(cited.children) if isinstance(node, Link)]


# --- invariants ------------------------------------------------------------------------------------------------------

WORDS = st.text(alphabet="aZ ł.,-–12?‘’&<>/ə*[]()", max_size=10)
NAMES = st.lists(
    st.one_of(
        st.fixed_dictionaries({"family": WORDS}, optional={"given": WORDS, "suffix": WORDS}),
        st.fixed_dictionaries({"literal": WORDS}),
    ),
    max_size=5,
)
DATES = st.fixed_dictionaries(
    {"date-parts": st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=3), min_size=1, max_size=2)}
)
ITEMS = st.fixed_dictionaries(
    {"type": st.sampled_from(["webpage", "book", "chapter", "article-journal", "thesis", "legal_case"])},
    optional={
        **dict.fromkeys(("title", "container-title", "publisher", "URL", "DOI", "volume", "page", "language"), WORDS),
        **dict.fromkeys(("author", "editor"), NAMES),
        **dict.fromkeys(("issued", "accessed"), DATES),
    },
)


@pytest.mark.parametrize("style", ["short-reference", "ieee", "harvard-cite-them-right"])
@settings(max_examples=20, deadline=None)
@given(csl=st.lists(ITEMS, min_size=1, max_size=3), locator=WORDS)
def test_whatever_sources_say_each_is_cited_and_listed_once(
    style: str, csl: list[dict[str, object]], locator: str
) -> None:
    sources = {f"s{n}": values for n, values in enumerate(csl)}
    items = [item(key, locator) for key in sources]
    citations = written(cite(*items), sources=sources, style=style)
    cited = [node.key for node in walk(citations.texts[CitationId("c")]) if isinstance(node, CitedSource)]
    assert sorted(cited) == sorted(entry.key for entry in citations.bibliography) == sorted(sources)
    assert not any("\ufdd0" <= letter <= "\ufdef" or letter > "\U000fffff" for letter in text_of(citations))
