"""The guides' examples are true: each is read by the pipeline."""

import re

import pytest

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


def test_every_readme_of_a_room_says_who_works_there() -> None:
    for room in ("manuscript", "styles", "pipeline", "tests", "output"):
        assert (ROOT / room / "README.md").read_text(encoding="utf-8").startswith("# ")
