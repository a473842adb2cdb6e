"""What a process makes that keeps what it made before is what a process makes that keeps nothing."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.folders import styles_folder
from pipeline.settings import Product, Settings
from pipeline.standing import Standing

BOOK = Path(__file__).parent / "books/every-construct"
ADDED = (
    "\n\nA paragraph of its own, with a note.[^added] "
    + "It goes on for a while. " * 40
    + "\n\n[^added]: Said twice.\n"
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    shutil.copytree(BOOK, tmp_path / "book")
    return Settings(tmp_path / "book", tmp_path / "out", styles_folder(), frozenset({Product.PDF}), workers=1)


def built(settings: Settings) -> bytes:
    [pdf] = [path for path in build(settings).written if path.suffix == ".pdf"]
    return pdf.read_bytes()


def test_after_edits_a_kept_process_makes_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    chapter = max((settings.book / "body").glob("*.md"), key=lambda file: file.stat().st_size)
    text = chapter.read_text(encoding="utf-8")
    built(settings)
    edits: list[Callable[[str], str]] = [
        lambda text: text + ADDED,
        lambda text: text.replace("the", "that", 3),
        lambda _: text,
    ]
    for number, edit in enumerate(edits):
        chapter.write_text(edit(chapter.read_text(encoding="utf-8")), encoding="utf-8")
        once = replace(settings, output=tmp_path / f"once-{number}", standing=Standing(once=True))
        assert built(settings) == built(once)
