"""Chapters laid out in several processes come out as in one; a process that dies is borne once."""

import os
import signal
import time
from pathlib import Path

import pytest

import pipeline.workers
from pipeline.assemble import assemble
from pipeline.book.layout import ChapterLayout
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import Medium, PieceId
from pipeline.book.styles import Styles
from pipeline.cache import BuildCache
from pipeline.errors import LayoutError
from pipeline.folders import styles_folder
from pipeline.read import read_styles
from pipeline.workers import Workers
from tests.small_book import write_book

SECOND = "---\ntitle: Second\n---\n\nGas, and [oil](chapter.md).\n"


@pytest.fixture(scope="module")
def markups(tmp_path_factory: pytest.TempPathFactory) -> tuple[ChapterMarkup, ...]:
    book = write_book(tmp_path_factory.mktemp("book"), "Oil.", {"body/second.md": SECOND})
    return assemble(book.linked(), Medium.PRINT)


@pytest.fixture(scope="module")
def styles() -> Styles:
    return read_styles(styles_folder())


def keys(markups: tuple[ChapterMarkup, ...]) -> dict[PieceId, str]:
    return {markup.piece: markup.piece for markup in markups}


def test_two_processes_lay_out_what_one_does(markups: tuple[ChapterMarkup, ...], styles: Styles) -> None:
    heard: list[str] = []
    with Workers(styles, 1) as alone, Workers(styles, 2) as together:
        expected = alone.lay_out(markups, keys(markups), {}, heard.append)
        assert together.lay_out(markups, keys(markups), {}, heard.append) == expected
    assert sorted(heard) == ["Chapter", "Chapter", "Second", "Second"]


def test_layouts_reach_the_parent_as_files_of_the_cache(
    markups: tuple[ChapterMarkup, ...], styles: Styles, tmp_path: Path
) -> None:
    cache = BuildCache(tmp_path)
    with Workers(styles, 1) as alone, Workers(styles, 2, cache) as workers:
        made = workers.lay_out(markups, keys(markups), {}, lambda _: None)
        in_memory = alone.lay_out(markups, keys(markups), {}, lambda _: None)
    assert [layout.pdf for layout in made] == [b"", b""]
    assert [layout.pdf_bytes() for layout in made] == [layout.pdf for layout in in_memory]
    assert [cache.find(markup.piece) for markup in markups] == list(made)


def stand_in(markup: ChapterMarkup) -> ChapterLayout:
    """Stand for a layout that takes no time."""
    return ChapterLayout(markup.piece, markup.matter, markup.opens, markup.title, markup.running_head, b"", (), {})


def killed_at_second(markup: ChapterMarkup, *given: object) -> ChapterLayout:
    """Stand for a layout whose process is killed from outside."""
    if markup.title == "Second":
        os.kill(os.getpid(), signal.SIGKILL)
    return stand_in(markup)


def killed_once(markup: ChapterMarkup, resources: object, cache: object, key: str) -> ChapterLayout:
    """Stand for a layout whose process is killed the first time only, when there is no file called as its key."""
    mark = Path(key)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return stand_in(markup)


def endless(markup: ChapterMarkup, *given: object) -> ChapterLayout:
    """Stand for a layout that does not end."""
    while True:
        time.sleep(60)


def test_a_chapter_whose_process_dies_is_tried_once_more(
    markups: tuple[ChapterMarkup, ...], styles: Styles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pipeline.workers, "_lay_out", killed_once)
    marks = {markup.piece: str(tmp_path / markup.piece) for markup in markups}
    with Workers(styles, 2) as workers:
        layouts = workers.lay_out(markups, marks, {}, lambda _: None)
    assert [layout.title for layout in layouts] == ["Chapter", "Second"]


def test_a_chapter_whose_process_dies_twice_is_named(
    markups: tuple[ChapterMarkup, ...], styles: Styles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.workers, "_lay_out", killed_at_second)
    with (
        Workers(styles, 2) as workers,
        pytest.raises(LayoutError, match=r"“Second” could not be laid out, twice: .*KILL"),
    ):
        workers.lay_out(markups, keys(markups), {}, lambda _: None)


def test_a_chapter_that_does_not_end_is_named(
    markups: tuple[ChapterMarkup, ...], styles: Styles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.workers, "_lay_out", endless)
    with (
        Workers(styles, 2, time_limit=0.1) as workers,
        pytest.raises(LayoutError, match=r"“(Chapter|Second)” was not laid out within"),
    ):
        workers.lay_out(markups, keys(markups), {}, lambda _: None)


def test_a_chapter_that_does_not_end_is_named_in_one_process_too(
    markups: tuple[ChapterMarkup, ...], styles: Styles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.workers, "typeset_chapter", lambda *_: time.sleep(60))
    with Workers(styles, 1, time_limit=0.1) as workers, pytest.raises(LayoutError, match="“Chapter” was not laid out"):
        workers.lay_out(markups, keys(markups), {}, lambda _: None)
