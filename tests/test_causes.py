"""One mistake is reported as one: what is missing only because something could not be read is not."""

import pytest

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
    rules = found(small_book, {"data/facts.yaml": data})
    assert "FCT-001" not in rules and "LNK-001" not in rules
    assert "CIT-001" in rules  # the sources are another file


def test_an_unfinished_merge_is_named_at_its_marks(small_book: BookBuilder) -> None:
    text = "One.\n\n<<<<<<< ours\nTwo.\n=======\nThree.\n>>>>>>> theirs\n"
    assert [rule for rule in found(small_book, {}, text) if rule != "MET-007"] == ["TXT-023", "TXT-023"]
