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
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0][:40])
def test_an_example_of_the_editors_guide_is_read_without_a_finding(example: str, small_book: BookBuilder) -> None:
    files = {"data/sources.yaml": SOURCES, "back/sources.md": BIBLIOGRAPHY, "figures/picture.svg": PICTURE}
    found = [item for item in small_book(example, files).diagnostics() if item.rule != "CIT-004"]
    assert found == []


def test_every_readme_of_a_room_says_who_works_there() -> None:
    for room in ("manuscript", "styles", "pipeline", "tests", "output"):
        assert (ROOT / room / "README.md").read_text(encoding="utf-8").startswith("# ")
