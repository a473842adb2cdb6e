"""Products carry a date that does not depend on when they were built."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pytest

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.manuscript import BookMetadata
from pipeline.book.names import LanguageTag
from pipeline.clock import EARLIEST, timestamp, today
from pipeline.errors import UsageError

METADATA = BookMetadata(
    title="A", subtitle=None, slug="a", language=LanguageTag("en"), identifier="urn:x:1", creators=(), publisher=None,
    edition=None, date="2020-02-29", rights=(), sources_statement=(), description=None, subjects=(),
    citation_style="short-reference", location=SourceLocation(PurePosixPath("book.yaml")),
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_date_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_source_date_epoch_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert timestamp(tmp_path, METADATA) == 1700000000


@pytest.mark.parametrize("given", ["yesterday", "-5", "1.5", "4354819200", "9" * 5000])
def test_a_source_date_epoch_that_no_container_can_name_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(UsageError, match=given[:20]):
        timestamp(tmp_path, METADATA)


def test_the_last_commit_dates_a_book_in_a_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_DATE", "1600000000 +0300")
        monkeypatch.setenv(f"GIT_{name}_NAME", "An Editor")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "editor@example.org")
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "Begin"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    assert timestamp(tmp_path, METADATA) == 1600000000


def test_elsewhere_the_edition_date_counts(tmp_path: Path) -> None:
    assert timestamp(tmp_path, METADATA) == int(datetime(2020, 2, 29, tzinfo=UTC).timestamp())


def test_without_any_date_the_earliest_that_a_container_can_name(tmp_path: Path) -> None:
    assert timestamp(tmp_path, replace(METADATA, date=None)) == EARLIEST


def test_facts_age_by_the_wall_clock_unless_a_date_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert today() == date(2023, 11, 14)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert today() >= date(2026, 1, 1)
