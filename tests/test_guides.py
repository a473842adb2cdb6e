"""The guides' examples are true: each is read by the pipeline."""

import re
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS
from pipeline.rules import RULES
from tests.products.conftest import ROOT
from tests.small_book import BookBuilder

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
SOURCES = """\
- {id: example, type: book, title: An Example, author: [{family: Writer, given: Anna}]}
- {id: another, type: book, title: Another, author: [{family: Writer, given: Bruno}]}
"""
BIBLIOGRAPHY = "---\ntitle: Sources\nid: sources\n---\n\n::: {.bibliography}\n:::\n"

GUIDE = (ROOT / "manuscript/README.md").read_text(encoding="utf-8")
FACTS, *_ = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
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
