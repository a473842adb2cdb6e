"""Chapters laid out in several processes come out as in one; a process that dies is borne once."""

import os
import signal
from pathlib import Path

import pytest

import pipeline.workers
from pipeline.assemble import assemble
from pipeline.book.layout import ChapterLayout
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import Medium
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.folders import styles_folder
from pipeline.read import read_styles
from pipeline.typeset import typeset_chapter
from pipeline.workers import Resources, Workers
from tests.small_book import write_book

SECOND = "---\ntitle: Second\n---\n\nGas, and [oil](chapter.md).\n"


@pytest.fixture(scope="module")
def markups(tmp_path_factory: pytest.TempPathFactory) -> tuple[ChapterMarkup, ...]:
    book = write_book(tmp_path_factory.mktemp("book"), "Oil.", {"body/second.md": SECOND})
    return assemble(book.linked(), Medium.PRINT)


@pytest.fixture(scope="module")
def styles() -> Styles:
    return read_styles(styles_folder())


def test_two_processes_lay_out_what_one_does(markups: tuple[ChapterMarkup, ...], styles: Styles) -> None:
    heard: list[str] = []
    with Workers(styles, 1) as alone, Workers(styles, 2) as together:
        expected = alone.lay_out(markups, {}, heard.append)
        assert together.lay_out(markups, {}, heard.append) == expected
    assert sorted(heard) == ["Chapter", "Chapter", "Second", "Second"]


def killed_at_second(markup: ChapterMarkup, resources: Resources) -> ChapterLayout:
    """Stand for a layout whose process is killed from outside."""
    if markup.title == "Second":
        os.kill(os.getpid(), signal.SIGKILL)
    return typeset_chapter(markup, read_styles(styles_folder()), resources)


def killed_once(markup: ChapterMarkup, resources: Resources) -> ChapterLayout:
    """Stand for a layout whose process is killed the first time only."""
    mark = Path(os.environ["KILLED_ONCE"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return typeset_chapter(markup, read_styles(styles_folder()), resources)


def test_a_chapter_whose_process_dies_is_tried_once_more(
    markups: tuple[ChapterMarkup, ...], styles: Styles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KILLED_ONCE", str(tmp_path / "mark"))
    monkeypatch.setattr(pipeline.workers, "_lay_out", killed_once)
    with Workers(styles, 2) as workers:
        layouts = workers.lay_out(markups, {}, lambda _: None)
    assert [layout.title for layout in layouts] == ["Chapter", "Second"]


def test_a_chapter_whose_process_dies_twice_is_named(
    markups: tuple[ChapterMarkup, ...], styles: Styles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.workers, "_lay_out", killed_at_second)
    with Workers(styles, 2) as workers, pytest.raises(LayoutError, match="“Second”"):
        workers.lay_out(markups, {}, lambda _: None)
