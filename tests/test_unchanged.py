"""A build is left out only where it would write and find the same again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

import pipeline.build
from pipeline.book.diagnostics import Diagnostic, Severity, SourceLocation
from pipeline.settings import Outcome, Product, Settings
from pipeline.standing import Standing
from pipeline.unchanged import build_if_changed, record_of

FOUND = Diagnostic(
    "BRK-001", Severity.WARNING, "a “bad” break", SourceLocation(PurePosixPath("body/a.md"), 3), "mend it"
)
UNPLACED = Diagnostic("PDF-001", Severity.WARNING, "no place")


class Builder:
    """Counts builds and writes what stands for a book."""

    def __init__(self) -> None:
        self.builds = 0
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, settings: Settings) -> Outcome:
        self.builds += 1
        product = settings.output / "book.pdf"
        settings.cache.mkdir(parents=True, exist_ok=True)
        product.write_text((settings.book / "book.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        self.meanwhile()
        return Outcome((FOUND, UNPLACED), (FOUND,), (product,), drafts=("body/a.md",))


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Builder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    builder = Builder()
    monkeypatch.setattr(pipeline.build, "build", builder)
    return builder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    for name in ("book/book.yaml", "book/body/a.md", "styles/print.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text", encoding="utf-8")
    return Settings(tmp_path / "book", tmp_path / "output", tmp_path / "styles", standing=Standing(once=True))


def test_what_was_found_is_said_again_without_a_build(builder: Builder, settings: Settings) -> None:
    first = build_if_changed(settings)
    again = build_if_changed(settings)
    assert builder.builds == 1
    assert again == first


def test_a_process_that_stays_notes_what_it_built_when_nobody_waits(builder: Builder, settings: Settings) -> None:
    staying = replace(settings, standing=Standing())
    build_if_changed(staying)
    assert not record_of(staying).exists()
    staying.standing.catch_up()
    build_if_changed(staying)
    assert builder.builds == 1


def test_what_has_not_changed_can_be_built_all_the_same(builder: Builder, settings: Settings) -> None:
    build_if_changed(settings)
    build_if_changed(settings, anew=True)
    assert builder.builds == 2


@pytest.mark.parametrize("name", ["book/body/a.md", "book/body/new.md", "styles/print.css", "output/book.pdf"])
def test_a_changed_file_is_a_new_build(name: str, builder: Builder, settings: Settings, tmp_path: Path) -> None:
    build_if_changed(settings)
    (tmp_path / name).write_text("other", encoding="utf-8")
    build_if_changed(settings)
    assert builder.builds == 2


def test_a_lost_product_is_a_new_build(builder: Builder, settings: Settings) -> None:
    build_if_changed(settings)
    (settings.output / "book.pdf").unlink()
    build_if_changed(settings)
    assert builder.builds == 2


def test_another_product_and_another_date_are_new_builds(
    builder: Builder, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_if_changed(settings)
    build_if_changed(replace(settings, products=frozenset({Product.PDF})))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392001")
    build_if_changed(replace(settings, products=frozenset({Product.PDF})))
    assert builder.builds == 3


def test_a_build_is_not_trusted_where_the_book_was_saved_meanwhile(builder: Builder, settings: Settings) -> None:
    chapter = settings.book / "body/a.md"
    builder.meanwhile = lambda: chapter.write_text("saved", encoding="utf-8")
    build_if_changed(settings)
    chapter.write_text("text", encoding="utf-8")
    builder.meanwhile = lambda: None
    build_if_changed(settings)
    assert builder.builds == 2


def test_a_damaged_record_is_a_new_build(builder: Builder, settings: Settings) -> None:
    build_if_changed(settings)
    record_of(settings).write_text('{"inputs": 3', encoding="utf-8")
    build_if_changed(settings)
    assert builder.builds == 2


def test_output_within_the_book_does_not_change_it(builder: Builder, settings: Settings) -> None:
    within = replace(settings, output=settings.book / "output")
    build_if_changed(within)
    build_if_changed(within)
    assert builder.builds == 1
