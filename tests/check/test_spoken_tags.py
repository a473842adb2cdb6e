"""What is read aloud of tags."""

import pytest

from pipeline.check.pdf_content import PageContent
from pipeline.check.pdf_tags import Content, Tag
from pipeline.check.spoken_tags import spoken_in


@pytest.mark.parametrize(
    ("written", "heard"),
    [("*\u2003*\u2003*", []), (" *\u2003*\u2003* ", []), ("*", ["*"]), ("**", ["**"]), ("2 * 3", ["2", "*", "3"])],
)
def test_asterisks_are_a_pause_between_scenes_only_where_they_are_set_apart(written: str, heard: list[str]) -> None:
    tag = Tag("P", (Content(0, 0),), "", "", "", None, {})
    assert spoken_in(tag, [PageContent({0: written}, "", False)]).speech.words() == heard
