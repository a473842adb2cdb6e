"""The guides' examples are true: each is read by the pipeline."""

import re
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from pipeline.rules import RULES
from tests.products.conftest import ROOT
from tests.small_book import BOOK_YAML, BookBuilder

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
SOURCES = """\
- {id: example, type: book, title: An Example, author: [{family: Writer, given: Anna}]}
- {id: another, type: book, title: Another, author: [{family: Writer, given: Bruno}]}
"""
BIBLIOGRAPHY = "---\ntitle: Sources\nid: sources\n---\n\n::: {.bibliography}\n:::\n"

GUIDE = (ROOT / "manuscript/README.md").read_text(encoding="utf-8")
YAML = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
[FACTS] = [text for text in YAML if "review-by" in text]
UNUSED = ("CIT-004", "FCT-007")
"""Sources and facts that one example cites and another does not."""

EXAMPLES = re.findall(r"^```markdown\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0][:40])
def test_an_example_of_the_editors_guide_is_read_without_a_finding(example: str, small_book: BookBuilder) -> None:
    files = {
        "data/sources.yaml": SOURCES,
        "data/facts.yaml": FACTS,
        "back/sources.md": BIBLIOGRAPHY,
        "figures/picture.svg": PICTURE,
    }
    found = [item for item in small_book(example, files).diagnostics() if item.rule not in UNUSED]
    assert found == []


def test_every_fact_of_the_editors_guide_is_stated_in_its_example(small_book: BookBuilder) -> None:
    [example] = [text for text in EXAMPLES if ".fact" in text]
    uses = small_book(example, {"data/facts.yaml": FACTS}).linked().fact_uses
    assert {use.fact for use in uses} == {"turnover-2008", "embassy-opened", "ambassador"}
    assert all(use.agrees for use in uses)


def test_the_example_of_sources_is_cited_without_a_finding(small_book: BookBuilder) -> None:
    [sources] = [text for text in YAML if "container-title" in text]
    files = {"data/sources.yaml": sources, "back/sources.md": BIBLIOGRAPHY}
    assert small_book("One [@nowak-2019, p. 3] and [@salt-day-2021].", files).diagnostics() == ()


def test_the_example_of_quoting_keeps_every_word(small_book: BookBuilder) -> None:
    [quoting] = [text for text in YAML if "The C # Language" in text]
    others = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md").replace("title: Small Book\n", "")
    book = small_book("Text.", {"book.yaml": quoting + others}).read()
    assert book.diagnostics == ()
    said = book.metadata
    assert (said.title, said.subtitle, said.description, said.publisher, said.edition) == (
        "Oil: A History",
        "The C # Language",
        "*Farys* and its readers",
        '"Mir" Press',
        "The publisher's second",
    )


def test_the_example_of_completeness_can_be_read(small_book: BookBuilder) -> None:
    [asked] = [text for text in YAML if text.startswith("pieces:")]
    book = small_book("Text.", {"completeness.yaml": asked}).read()
    assert book.diagnostics == ()
    assert [piece.piece for piece in book.completeness.pieces][2:4] == ["body/01-beginnings.md", "body/02-trade.md"]


def test_citation_styles_that_the_guide_names_exist_and_list_sources(small_book: BookBuilder) -> None:
    [part] = re.findall(r"among them\n(.*?)\. A name", GUIDE, re.DOTALL)
    names = re.findall(r"`([a-z0-9-]+)`", part)
    assert len(names) > 5
    for name in names:
        book = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md, back/sources.md").replace("ieee", name)
        files = {"book.yaml": book, "data/sources.yaml": SOURCES, "back/sources.md": BIBLIOGRAPHY}
        assert small_book("One [@example] and [@another].", files).diagnostics() == (), name


ROOMS = {
    "manuscript": "editors", "styles": "designers", "pipeline": "programmers", "tests": "programmers",
    "output": "anyone who wants the book",
}  # fmt: skip
READMES = [ROOT / "README.md", *(ROOT / room / "README.md" for room in ROOMS)]


@pytest.mark.parametrize(("room", "people"), ROOMS.items())
def test_the_readme_of_a_room_says_at_its_head_who_works_there(room: str, people: str) -> None:
    head = (ROOT / room / "README.md").read_text(encoding="utf-8")[:200].casefold()
    assert f"for {people}" in head


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.parent.name)
def test_links_of_a_readme_lead_to_files_and_headings_that_exist(readme: Path) -> None:
    text = re.sub(r"^(```|~~~).*?^\1", "", readme.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)", text)
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").casefold()).replace(" ", "-")
                for line in text.splitlines() if line.startswith("#")}  # fmt: skip
    for path, heading in links:
        assert (readme.parent / path).exists(), path
        assert path or heading in headings, heading


def test_commands_of_the_readmes_exist() -> None:
    text = "\n".join(readme.read_text(encoding="utf-8") for readme in READMES)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", text, re.MULTILINE))
    assert {one or other for one, other in named} <= targets
    commands = {command.__name__.rsplit(".", 1)[-1] for command in COMMANDS}
    assert set(re.findall(r"^(?:\$ )?(?:\.venv/bin/)?pipeline ([a-z]+)", text, re.MULTILINE)) == commands


def test_findings_that_the_readmes_show_are_findings_of_the_pipeline() -> None:
    for readme in READMES:
        for code, words in re.findall(r" error ([A-Z]{3}-\d{3}): ([^“\n]*)“", readme.read_text(encoding="utf-8")):
            assert RULES[code].message.startswith(words)
