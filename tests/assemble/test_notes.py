"""Whatever the format lets stand in a note stands in it in every medium."""

import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.assemble import assemble
from pipeline.book.names import Medium
from pipeline.link import link_book
from pipeline.read import read_book
from tests.small_book import write_book

INLINES = (
    "{}", "`{}`", "*{}*", "**{} *{}***", "[{}]{{.smallcaps}}", "[{}]{{lang=pl}}", "[{}](https://example.org)",
    "H~{}~", "x^{}^", "[{}]{{.index}}", "[`{}`]{{.index entry=x}}", "[the {}](#chapter)", "{}\\\n{}",
)  # fmt: skip
BLOCKS = (
    "{}", "- {}\n- {}\n\n  {}", "3. {}\n4. {}\n   - {}", "> {}\n>\n> {}", "| {}\n|   {}\n|\n| {}",
    "~~~ python\n{{}}\n  {{}}\n~~~", "Term {}\n:   {}\n:   {}", "::: {{lang=fa dir=rtl}}\n{}\n:::",
)  # fmt: skip


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, int]:
    """Draw the text of a note, and how many words it has: word1, word2 …"""
    numbers = count(1)

    def word(_: object = None) -> str:
        return f"word{next(numbers)}."

    def filled(pattern: str, fill: "st.SearchStrategy[str]") -> str:
        pieces = pattern.split("{}")
        inner = [draw(fill) for _ in pieces[1:]]
        return "".join(map("".join, zip(pieces, [*inner, ""], strict=True)))

    def inline() -> str:
        pattern = draw(st.sampled_from(INLINES)).replace("{{", "\0").replace("}}", "\1")
        return filled(pattern, st.builds(word)).replace("\0", "{").replace("\1", "}")

    def block() -> str:
        pattern = draw(st.sampled_from(BLOCKS))
        code = "{{}}" in pattern
        pattern = pattern.replace("{{}}", "{}").replace("{{", "\0").replace("}}", "\1")
        text = filled(pattern, st.builds(word) if code else st.builds(inline))
        return text.replace("\0", "{").replace("\1", "}")

    blocks = [block() for _ in range(draw(st.integers(1, 4)))]
    return "\n\n".join(blocks), next(numbers) - 1


@pytest.mark.parametrize("medium", [Medium.PRINT, Medium.EPUB])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=notes())
def test_a_note_loses_no_word(medium: Medium, drawn: tuple[str, int]) -> None:
    text, words = drawn
    indented = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
    with tempfile.TemporaryDirectory() as folder:
        book = write_book(Path(folder), f"Text.[^n]\n\n[^n]: First.\n\n{indented}\n")
        linked = link_book(read_book(book.folder))
        assert not [found for found in linked.diagnostics if found.rule.startswith(("TXT", "LNK"))]
        [markup] = assemble(linked, medium)
    [note] = etree.fromstring(markup.xhtml.encode()).xpath("//*[@id='note-chapter-1']")
    shown = "".join(note.itertext())
    for number in range(1, words + 1):
        assert f"word{number}." in shown
