"""The checkers of others: each is asked, or said not to have been."""

from io import BytesIO
from pathlib import Path
from typing import NoReturn

import pikepdf

from pipeline.book.report import Result
from pipeline.outside import ask_others, left_to_a_check


def never(_: object) -> NoReturn:
    raise AssertionError


def test_nobody_is_asked_about_a_standard_that_the_file_does_not_claim(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(made := BytesIO())
    path = tmp_path / "book.pdf"
    path.write_bytes(made.getvalue())
    runs = [run for run, found in ask_others(path, (), never, never) if not found]
    assert [(run.name, run.result, run.note) for run in runs] == [
        ("PDF/UA-1", Result.NOT_RUN, "the file does not claim PDF/UA-1"),
        ("PDF/A-3a", Result.NOT_RUN, "the file does not claim PDF/A-3a"),
    ]


def test_a_trade_record_is_held_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "book-onix.xml"
    path.write_text("<ONIXMessage/>", encoding="utf-8")
    heard: list[str] = []
    [(run, found)] = ask_others(path, (), never, heard.append)
    assert (run.by, run.result, run.errors) == ("EDItEUR’s schema", Result.FOUND, len(found))
    assert heard == ["asking EDItEUR’s schema"]


def test_a_build_names_all_that_it_does_not_ask() -> None:
    runs = left_to_a_check(["a.pdf", "a.epub", "a-onix.xml"])
    assert {run.by for run in runs} == {"EPUBCheck", "Ace by DAISY", "veraPDF", "EDItEUR’s schema"}
    assert {run.result for run in runs} == {Result.NOT_RUN}
