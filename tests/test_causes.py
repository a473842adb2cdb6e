"""One mistake is reported as one: what is missing only because something could not be read is not."""

from pathlib import PurePosixPath

import pytest

from pipeline import rules
from pipeline.book.diagnostics import SourceLocation
from pipeline.causes import without_consequences
from pipeline.edition import examine
from pipeline.folders import styles_folder
from pipeline.settings import Settings
from tests.small_book import BookBuilder

TEXT = "[2001]{.fact id=opened} [@smith] [there](#there)\n"


def found(small_book: BookBuilder, files: dict[str, str | bytes], text: str = TEXT) -> list[str]:
    folder = small_book(text, files).folder
    return [one.rule for one in examine(Settings(folder, folder / "out", styles_folder()))[1]]


def test_missing_things_are_named_while_everything_can_be_read(small_book: BookBuilder) -> None:
    assert {"CIT-001", "FCT-001", "LNK-001"} <= set(found(small_book, {}))


@pytest.mark.parametrize("data", ["facts:\n\t- x", "facts: [", "<<<<<<< ours\n=======\n>>>>>>> theirs\n"])
def test_facts_are_not_missed_where_their_file_cannot_be_read(small_book: BookBuilder, data: str) -> None:
    codes = found(small_book, {"data/facts.yaml": data})
    assert "FCT-001" not in codes and "LNK-001" not in codes
    assert "CIT-001" in codes  # the sources are another file


def test_an_unfinished_merge_is_named_at_its_marks(small_book: BookBuilder) -> None:
    text = "One.\n\n<<<<<<< ours\nTwo.\n=======\nThree.\n>>>>>>> theirs\n"
    assert [rule for rule in found(small_book, {}, text) if rule != "MET-007"] == ["TXT-023", "TXT-023"]


def test_an_anchor_that_is_there_twice_is_not_a_short_section_too() -> None:
    here = SourceLocation(PurePosixPath("body/a.md"), 14)
    twice = rules.DUPLICATE_ANCHOR.at(here, anchor="oil", first="body/b.md:3")
    short = rules.TOO_FEW_WORDS.at(here, product="the manuscript", piece="oil", words=3, least=40)
    assert without_consequences([twice, short]) == (twice,)
    assert without_consequences([short]) == (short,)
