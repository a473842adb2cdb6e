"""Whatever stands in a manuscript, reading it raises nothing and says where each fault is."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.book.inlines import Text
from pipeline.book.walk import walk
from pipeline.read import read_book
from tests.small_book import SmallBook, write_book

PIECES = st.sampled_from(
    [
        "[", "]", "(", ")", "{", "}", "^", "~", "*", "**", "_", "`", "@", "@key", "#", "## ", "# ", "> ", "- ",
        "1. ", "\n", "\n\n", "    ", "  ", "| ", "|", "|---|\n", ": ", ":::", "::: ", "::: note\n", ":::\n",
        "{.index ", 'entry="', '"', "lang=pl}", "{#id}", "[^n]", "[^n]: ", "{++", "++}", "{>>", "<<}", "{~~", "~>",
        "~~}", "<b>", "<!--", "-->", "<", "![", "](", "../x.png", "javascript:", "https://a.b", "\\", "&amp;",
        "&#0;", "word", "28 May", "---\n", "```\n", "é", "\t", "\u2028", "\0", ";", ", p. 3",
        "{.infobox data=x.yaml}", "{.index}", "[@key; ", "Term\n: ",
    ]
)  # fmt: skip
SOUP = st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join)


def assert_sound(book: SmallBook) -> None:
    read = book.read()
    for found in read.diagnostics:
        where = found.location
        assert where is not None
        assert where.line is None or 1 <= where.line <= len(read.files.get(where.path, "\n" * 99).split("\n")) + 1
        assert where.column is None or where.column >= 1
    for chapter in read.chapters:
        for node in walk(chapter):
            location = getattr(node, "location", None)
            assert location is None or location.line is None or location.line >= 1
            assert not isinstance(node, Text) or node.text


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUP)
def test_any_text_is_read_without_an_exception(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_sound(write_book(Path(folder), "---\ntitle: x\n---\n" + text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUP, SOUP)
def test_any_metadata_block_is_read_without_an_exception(metadata: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert_sound(write_book(Path(folder), f"---\n{metadata}\n---\n{text}"))


YAML = st.recursive(
    st.sampled_from(["x", "''", "[]", "{}", "2007-13", "*x", "&y z", "!t", "|\n  x", "'[@k](j:x'", "../../x", "9"])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
    | st.dictionaries(
        st.sampled_from(
            ["title", "fields", "id", "label", "value", "image", "file", "events", "date", "text", "people", "name",
             "spine", "body", "pieces", "see", "from", "to", "type", "issued", "author", "series", "points", "x",
             "unknown"]
        ),
        inner,
        max_size=4,
    ).map(lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"),
    max_leaves=12,
)  # fmt: skip
FILES = ("infobox", "missions", "chronology", "people", "chart", "sources", "index")
BLOCKS = "\n\n".join(f"::: {{.{name} data={name}.yaml}}\n:::" for name in FILES[:5])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(YAML, min_size=len(FILES), max_size=len(FILES)), YAML)
def test_any_data_file_is_read_without_an_exception(contents: list[str], completeness: str) -> None:
    files: dict[str, str | bytes] = {
        f"data/{name}.yaml": content.encode("utf-8", "replace") for name, content in zip(FILES, contents, strict=True)
    }
    with tempfile.TemporaryDirectory() as folder:
        files["completeness.yaml"] = completeness.encode("utf-8", "replace")
        assert_sound(write_book(Path(folder), BLOCKS, files))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | YAML.map(lambda text: text.encode("utf-8", "replace")))
def test_any_book_file_is_read_without_an_exception(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "book.yaml").write_bytes(content)
        assert isinstance(read_book(Path(folder)).diagnostics, tuple)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
@pytest.mark.parametrize("name", ["x.svg", "x.png"])
def test_any_image_is_read_without_an_exception(name: str, content: bytes) -> None:
    starts = {"x.svg": b'<svg xmlns="http://www.w3.org/2000/svg"', "x.png": b"\x89PNG\r\n\x1a\n"}
    with tempfile.TemporaryDirectory() as folder:
        book = write_book(Path(folder), f"![a](../{name})", {name: starts[name] + content})
        assert [found.rule for found in book.findings()] in (["IMG-004"], ["IMG-009"], [])
