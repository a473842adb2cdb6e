"""Styles that cite by number, on the line or above it, by name, or as a note writes: each makes sound products."""

from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.folders import styles_folder
from pipeline.settings import Settings
from tests.small_book import BOOK_YAML, write_book

TEXT = """\
Said first [@a, p. 3] and then [@b; @c, pp. 4–6], and as @a says, [see @b].[^n]

[^n]: In a note [@a; @b] and [@c, ch. 2].

{signs}
"""
SIGNS = " ".join(sign if sign.isalnum() else f"\\{sign}" for sign in map(chr, range(0x21, 0x7F))) + " “ ” ‘ ’ – — …"
"""All that a style may write, so that every book has the same characters and fonts are cut down once."""

SOURCES = """\
- {id: a, type: book, title: A Book, author: [{family: Author, given: Ann}], issued: "1901", publisher: Press}
- {id: b, type: article-journal, title: An Article, author: [{family: Busy, given: Bob}], container-title: Journal,
   issued: "2001", DOI: 10.1000/xyz}
- {id: c, type: webpage, title: A Page, container-title: Site, URL: "https://example.org/page", accessed: "2024-05-06"}
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which books are built one after another, so that what they share is made once."""
    return tmp_path_factory.mktemp("output")


def settings(folder: Path, output: Path, style: str) -> Settings:
    files = {
        "book.yaml": BOOK_YAML.format(language="en-GB", pieces="body/chapter.md, back/sources.md").replace(
            "ieee", style
        ),
        "back/sources.md": "---\ntitle: Sources\n---\n::: {.bibliography}\n:::\n",
        "data/sources.yaml": SOURCES,
    }
    write_book(folder, TEXT.format(signs=SIGNS), files)
    return Settings(folder, output, styles_folder(), workers=1)


@pytest.mark.parametrize("style", ["apa", "nature", "elsevier-vancouver", "chicago-notes-bibliography"])
def test_a_style_makes_sound_products(tmp_path: Path, output: Path, style: str) -> None:
    outcome = build(settings(tmp_path, output, style))
    assert outcome.diagnostics == ()
    assert [path.suffix for path in outcome.written][:2] == [".pdf", ".epub"]


def test_a_style_without_a_list_of_sources_is_refused_at_its_line(tmp_path: Path, output: Path) -> None:
    [found] = build(settings(tmp_path, output, "chicago-notes")).diagnostics
    assert (found.rule, str(found.location)) == ("CIT-007", "book.yaml:5:17")
