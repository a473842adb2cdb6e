"""Chapters of earlier builds: the same as read anew, and read anew when anything they are made from has changed."""

from pathlib import Path

import pytest

import pipeline.read.known_chapters as subject
from pipeline.book.names import LanguageTag, Matter
from pipeline.cache import BuildCache
from pipeline.read import read_book
from pipeline.read.chapters import read_chapter
from pipeline.read.manuscript_files import ManuscriptFiles
from tests.small_book import write_book

ROOT = Path(__file__).parents[2]


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the chapters that are read and not recalled, as it happens."""
    names: list[str] = []

    def noted(path: Path, matter: Matter, language: LanguageTag, files: ManuscriptFiles) -> object:
        names.append(path.name)
        return read_chapter(path, matter, language, files)  # type: ignore[arg-type]  # a PurePosixPath

    monkeypatch.setattr(subject, "read_chapter", noted)
    return names


@pytest.mark.parametrize("book", ["manuscript", "tests/books/every-construct", "tests/books/po-polsku"])
def test_a_book_recalled_is_the_book_read(book: str, tmp_path: Path) -> None:
    memory = BuildCache(tmp_path)
    read = read_book(ROOT / book)
    assert read_book(ROOT / book, memory) == read
    assert read_book(ROOT / book, memory) == read


def test_only_a_chapter_that_changed_is_read(tmp_path: Path, read_anew: list[str]) -> None:
    another = {"body/second.md": "---\ntitle: Second\n---\nAnother, about gas.\n"}
    book = write_book(tmp_path / "book", "A chapter about oil.", another)
    memory = BuildCache(tmp_path / "cache")
    read_book(book.folder, memory)
    read_anew.clear()
    read_book(book.folder, memory)
    assert read_anew == []
    [changed] = [path for path in book.folder.rglob("*.md") if "oil" in path.read_text(encoding="utf-8")]
    changed.write_text(changed.read_text(encoding="utf-8").replace("oil", "wool"), encoding="utf-8")
    again = read_book(book.folder, memory)
    assert read_anew == [changed.name]
    assert again == read_book(book.folder)


@pytest.mark.parametrize(
    "text", ["A [mark]{.unknown} that is a fault.", "![Alt](nowhere.png)", '::: {.table file="none.yaml"}\n:::'],
)  # fmt: skip
def test_a_chapter_with_faults_or_files_is_read_each_time(text: str, tmp_path: Path, read_anew: list[str]) -> None:
    book = write_book(tmp_path / "book", text)
    memory = BuildCache(tmp_path / "cache")
    first = read_book(book.folder, memory)
    read_anew.clear()
    assert read_book(book.folder, memory).diagnostics == first.diagnostics != ()
    assert len(read_anew) == 1


def test_a_chapter_is_read_again_when_the_facts_change(tmp_path: Path, read_anew: list[str]) -> None:
    book = write_book(tmp_path / "book", "A chapter.")
    memory = BuildCache(tmp_path / "cache")
    read_book(book.folder, memory)
    facts = book.folder / "data/facts.yaml"
    facts.parent.mkdir(exist_ok=True)
    facts.write_text("facts: []\n", encoding="utf-8")
    read_anew.clear()
    read_book(book.folder, memory)
    assert len(read_anew) == 1


def test_what_is_damaged_is_read_again(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", "A chapter.")
    cache = tmp_path / "cache"
    read = read_book(book.folder, BuildCache(cache))
    for entry in cache.iterdir():
        entry.write_bytes(entry.read_bytes()[:-5])
    assert read_book(book.folder, BuildCache(cache)) == read
