"""`pipeline check` on the printer's files."""

import shutil
from pathlib import Path

import pytest

from pipeline.inspection import Inspection, inspect
from pipeline.settings import Settings
from tests.press.conftest import Printed


@pytest.fixture
def output(printed: Printed, tmp_path: Path) -> Path:
    """A copy of the book's finished files."""
    shutil.copytree(printed.settings.output, tmp_path / "output")
    return tmp_path / "output"


def inspection(printed: Printed, output: Path) -> Inspection:
    return inspect(Settings(printed.settings.book, output, printed.settings.styles, workers=1), online=False)


def test_printers_files_are_checked_where_they_are_and_faults_named(printed: Printed, output: Path) -> None:
    shutil.copy(output / "printed-print-cover.pdf", output / "printed-print.pdf")
    found = inspection(printed, output)
    assert [line for line in found.checked if "-print" in line and "structure" in line][1:]
    assert found.products_failed
    assert {one.rule for one in found.diagnostics if one.severity == "error"} >= {"PRN-004", "PRN-007"}


def test_block_is_not_compared_with_a_pdf_that_is_not_there(printed: Printed, output: Path) -> None:
    (output / "printed.pdf").unlink()
    found = inspection(printed, output)
    assert [line for line in found.skipped if "printed-print.pdf" in line and "of now beside it" in line]
    assert not found.products_failed
