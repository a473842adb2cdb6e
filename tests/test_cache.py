"""Layouts of earlier builds: the same as fresh ones, or as good as not there."""

import hashlib
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.assemble import assemble
from pipeline.book.layout import ChapterLayout
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import Medium
from pipeline.book.styles import Styles
from pipeline.cache import BuildCache, layout_keys
from pipeline.folders import styles_folder
from pipeline.read import read_styles
from pipeline.typeset import typeset_chapter
from tests.small_book import write_book


@pytest.fixture(scope="module")
def styles() -> Styles:
    return read_styles(styles_folder())


@pytest.fixture(scope="module")
def markup(tmp_path_factory: pytest.TempPathFactory) -> ChapterMarkup:
    linked = write_book(tmp_path_factory.mktemp("book"), "A chapter about oil.").linked()
    return assemble(linked, Medium.PRINT)[0]


@pytest.fixture(scope="module")
def layout(markup: ChapterMarkup, styles: Styles) -> ChapterLayout:
    return typeset_chapter(markup, styles, {})


def test_a_layout_comes_back_as_it_was_kept(tmp_path: Path, layout: ChapterLayout) -> None:
    BuildCache(tmp_path).keep("one", layout)
    assert BuildCache(tmp_path).find("one") == layout


def test_what_was_never_kept_is_not_there(tmp_path: Path) -> None:
    assert BuildCache(tmp_path / "nowhere").find("one") is None


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:40] + b"?" + data[41:], lambda _: b""])
def test_a_damaged_entry_is_as_good_as_none(tmp_path: Path, layout: ChapterLayout, damage) -> None:  # type: ignore[no-untyped-def]  # a lambda
    cache = BuildCache(tmp_path)
    cache.keep("one", layout)
    (tmp_path / "one").write_bytes(damage((tmp_path / "one").read_bytes()))
    assert cache.find("one") is None


def test_an_entry_that_would_run_code_is_refused(tmp_path: Path) -> None:
    payload = pickle.dumps(os.getcwd)
    (tmp_path / "one").write_bytes(hashlib.sha256(payload).digest() + payload)
    assert BuildCache(tmp_path).find("one") is None


def test_the_key_changes_with_whatever_changes_the_page(markup: ChapterMarkup, styles: Styles) -> None:
    key = layout_keys(styles, {}, {"engine": "70"})
    other_sheet = replace(styles, sheets={**styles.sheets, "print.css": "p { color: red }"})
    other_screen = replace(styles, sheets={**styles.sheets, "epub.css": "p { color: red }"})
    assert key(markup) != key(replace(markup, xhtml=markup.xhtml.replace("oil", "gas")))
    assert key(markup) != layout_keys(other_sheet, {}, {"engine": "70"})(markup)
    assert key(markup) != layout_keys(styles, {}, {"engine": "71"})(markup)
    assert key(markup) == layout_keys(other_screen, {}, {"engine": "70"})(markup)


def test_what_was_used_longest_ago_is_dropped(tmp_path: Path, layout: ChapterLayout) -> None:
    cache = BuildCache(tmp_path, size_limit=0)
    for number, name in enumerate(("old", "new")):
        cache.keep(name, layout)
        os.utime(tmp_path / name, (number, number))
    size = (tmp_path / "new").stat().st_size
    BuildCache(tmp_path, size_limit=size).trim()
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_product_is_made_once_and_remembered(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("font")
        return b"bytes"

    assert BuildCache(tmp_path).remember("font A", make) == b"bytes"
    assert BuildCache(tmp_path).remember("font A", make) == b"bytes"
    assert made == ["font"]
    BuildCache(tmp_path).remember("font B", make)
    assert made == ["font", "font"]
