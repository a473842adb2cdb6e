"""`pipeline check` on finished files: those of now are checked, those of an earlier manuscript are named as such."""

from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.folders import styles_folder
from pipeline.inspection import Inspection, inspect
from pipeline.settings import Product, Settings
from tests.small_book import CHAPTER, write_book


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A small book whose PDF has been built."""
    book = write_book(tmp_path / "book", "Some words.")
    made = Settings(book.folder, tmp_path / "out", styles_folder(), frozenset({Product.PDF}), workers=1)
    assert build(made).written[0] == pdf_of(made)
    return made


def pdf_of(settings: Settings) -> Path:
    return settings.output / "small-book.pdf"


def said_of_pdf(inspection: Inspection) -> list[str]:
    return [line for line in inspection.skipped if ".pdf" in line]


def test_a_finished_file_of_this_manuscript_is_checked(settings: Settings) -> None:
    found = inspect(settings, online=False)
    assert (found.diagnostics, said_of_pdf(found), str(pdf_of(settings)) in found.checked) == ((), [], True)


def test_a_finished_file_of_an_earlier_manuscript_is_named_once(settings: Settings) -> None:
    chapter = settings.book / CHAPTER
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n## New\n\nOther words.\n", encoding="utf-8")
    found = inspect(settings, online=False)
    [line] = said_of_pdf(found)
    assert "made from an earlier state" in line
    assert (found.diagnostics, found.products_failed) == ((), False)
    assert found.checked == ("the manuscript", "its pages")


def test_a_finished_file_that_no_build_made_is_checked(settings: Settings) -> None:
    pdf_of(settings).write_bytes(b"%PDF- no")
    found = inspect(settings, online=False)
    assert ([one.rule for one in found.diagnostics], found.products_failed) == (["PDF-008"], True)
