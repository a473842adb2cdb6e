"""The command line, as its users meet it."""

import json
import os
import sys
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
import pytest

from pipeline.read import read_book
from tests.cli.conftest import Command
from tests.products.conftest import ROOT, run
from tests.small_book import write_book

BOOKS = ROOT / "tests/books"


def products(folder: Path) -> list[Path]:
    """Return what a build left for its user, without its cache."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def test_a_mistake_is_one_plain_line_and_exit_code_one(tmp_path: Path) -> None:
    done = run("build", "--book", str(BOOKS / "cross-reference-missing-error"), "--output", str(tmp_path))
    assert done.returncode == 1
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"{BOOKS}/cross-reference-missing-error/body/")
    assert "error LNK-001: no anchor named" in first
    assert "Traceback" not in done.stderr
    assert products(tmp_path) == []
    assert "last good build" not in done.stderr


def test_a_slug_longer_than_any_name_of_a_file_is_a_mistake_like_any_other(tmp_path: Path, command: Command) -> None:
    book = tmp_path / "book"
    assert command("new", str(book)).returncode == 0
    text = (book / "book.yaml").read_text(encoding="utf-8").replace("slug: book\n", f"slug: {'a' * 300}\n")
    (book / "book.yaml").write_text(text, encoding="utf-8")
    output = tmp_path / "output"
    output.mkdir()
    done = command("build", "--book", str(book), "--output", str(output))
    assert (done.returncode, "error MET-008: “slug”" in done.stderr) == (1, True)
    assert "too long" not in done.stderr


def test_a_failed_build_leaves_the_last_good_files(built: Path, command: Command) -> None:
    before = {path.name: path.read_bytes() for path in products(built / "output")}
    chapter = built / "body/01-first-chapter.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n[Nothing](#nothing)\n", encoding="utf-8")
    done = command("build", "--book", str(built), "--output", str(built / "output"))
    assert (done.returncode, "LNK-001" in done.stderr) == (1, True)
    assert {path.name: path.read_bytes() for path in products(built / "output")} == before
    pdf, epub = built / "output/mine.pdf", built / "output/mine.epub"
    stays = f"nothing was written: {pdf} and {epub} are of the last good build\n"
    assert done.stderr.endswith(stays)
    (built / "book.yaml").write_text("title: [\nslug: mine\n", encoding="utf-8")
    assert command("build", "--book", str(built), "--output", str(built / "output")).stderr.endswith(stays)


def test_a_character_that_no_font_has_is_named_with_its_line(built: Path, command: Command) -> None:
    before = {path.name: path.read_bytes() for path in products(built / "output")}
    chapter = built / "body/02-second-chapter.md"
    text = chapter.read_text(encoding="utf-8")
    line = text[: text.index("Here is room")].count("\n") + 1
    chapter.write_text(text.replace("Here is room", "Here is 漢 room"), encoding="utf-8")
    done = command("build", "--book", str(built), "--output", str(built / "output"))
    assert done.returncode == 1
    assert {path.name: path.read_bytes() for path in products(built / "output")} == before
    assert f"02-second-chapter.md:{line}" in done.stderr
    assert "IMG-007" in done.stderr
    assert "漢" in done.stderr


def test_chapters_that_are_drafts_are_named_whether_or_not_they_are_built_anew(built: Path, command: Command) -> None:
    chapter = built / "body/01-first-chapter.md"
    chapter.write_text(
        chapter.read_text(encoding="utf-8").replace("status: draft", "status: revised"), encoding="utf-8"
    )
    arguments = ("--book", str(built), "--output", str(built / "output"))
    said = [command("build", "--only", "pdf", *arguments).stderr for _ in range(2)]
    names = ", ".join(f"{built}/{name}" for name in ("body/02-second-chapter.md", "back/sources.md", "back/index.md"))
    assert said == [f"3 chapters in the book are drafts: {names}\n"] * 2
    assert said[0] in command("check", *arguments).stdout


def test_a_check_ends_with_the_count_of_what_it_found(built: Path, command: Command) -> None:
    arguments = ("check", "--book", str(built), "--output", str(built / "output"))
    assert command(*arguments).stdout.splitlines()[-1] == "No findings."
    chapter = built / "body/01-first-chapter.md"
    chapter.write_text(
        chapter.read_text(encoding="utf-8") + "\n[Nothing](#nothing) -- and [nothing](#no) ...\n", encoding="utf-8"
    )
    assert command(*arguments).stdout.splitlines()[-1] == "2 errors, 2 warnings."
    assert json.loads(command(*arguments, "--json").stdout)


def test_findings_can_be_read_by_programs(command: Command, tmp_path: Path) -> None:
    book = BOOKS / "cross-reference-missing-error"
    done = command("check", "--json", "--book", str(book), "--output", str(tmp_path))
    [found, *_] = json.loads(done.stdout)
    assert (found["rule"], found["severity"]) == ("LNK-001", "error")
    assert found["file"].endswith(".md")
    assert isinstance(found["line"], int)


def test_names_beyond_ascii_lead_where_they_should_in_every_product(command: Command, tmp_path: Path) -> None:
    done = command("build", "--book", str(BOOKS / "names-beyond-ascii"), "--output", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    with pikepdf.open(tmp_path / "small-book.pdf") as pdf:
        names = [str(name) for leaf in pdf.Root.Names.Dests.Kids for name in list(leaf.Names)[::2]]
    assert {"łódź", "bakı", "şəhər", "kraków", "ref-müller-2010"} <= set(map(unquote, names))
    with ZipFile(tmp_path / "small-book.epub") as epub:
        assert {"EPUB/kraków.xhtml", "EPUB/şəhər.xhtml"} <= set(epub.namelist())
        assert 'href="kraków.xhtml#łódź"' in epub.read("EPUB/şəhər.xhtml").decode()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_not_utf_8_is_named_as_well_as_can_be(command: Command, tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", "Oil.").folder
    Path(os.fsdecode(os.fsencode(book / "body") + b"/caf\xe9.txt")).write_text("Coffee.", encoding="utf-8")
    done = command("build", "--only", "pdf", "--book", str(book), "--output", str(tmp_path / "output"))
    assert done.returncode == 0
    assert "MET-019" in done.stderr
    assert "MET-019" in (tmp_path / "output" / "report.html").read_text(encoding="utf-8")


def test_only_one_product_is_made_when_asked(built: Path, command: Command) -> None:
    for path in products(built / "output"):
        path.unlink()
    done = command("build", "--only", "epub", "--book", str(built), "--output", str(built / "output"))
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in products(built / "output")] == [".epub", ".html", ".json"]


def test_html_is_left_where_a_browser_can_read_it(built: Path, command: Command) -> None:
    output = built / "output"
    done = command("build", "--only", "html", "--book", str(built), "--output", str(output))
    assert done.returncode == 0, done.stderr
    names = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert {"html/index.html", "html/first-chapter.xhtml", "html/styles/screen.css"} <= names


def test_a_new_book_builds(first_build: Path) -> None:
    assert [path.name for path in products(first_build / "output")] == [
        "mine-onix.xml",
        "mine.epub",
        "mine.pdf",
        "report.html",
        "report.json",
    ]


@pytest.mark.parametrize(
    ("folder", "title", "slug"),
    [
        ("my-book", "My book", "my-book"),
        ("The Łódź_Story", "The Łódź Story", "the-lodz-story"),
        ('o\'brien: a "life"', "O’brien a life", "obrien-a-life"),
        ("1984", "1984", "book-1984"),
        ("---", "Book", "book"),
        ("a" * 79 + "-b", "A" + "a" * 78 + " b", "a" * 79),
    ],
)
def test_a_new_book_is_called_after_its_folder(
    folder: str, title: str, slug: str, command: Command, tmp_path: Path
) -> None:
    assert command("new", str(tmp_path / folder)).returncode == 0
    book = read_book(tmp_path / folder)
    assert (book.diagnostics, book.metadata.title, book.metadata.slug) == ((), title, slug)


def test_a_new_book_never_touches_a_folder_that_holds_something(command: Command, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    done = command("new", str(tmp_path))
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["note.txt"])


def test_a_rule_is_explained(command: Command) -> None:
    done = command("explain", "lnk-001")
    assert done.returncode == 0
    assert "Anchors are given with {#name}" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "arguments", [(), ("explain", "XYZ-999"), ("build", "--book", "nowhere"), ("build", "--only", "docx"), ("print",)]
)
def test_wrong_usage_is_said_with_exit_code_two(
    arguments: tuple[str, ...], command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(*arguments)
    assert done.returncode == 2
    assert done.stderr


def test_an_output_folder_that_cannot_be_is_said_and_nothing_is_touched(tmp_path: Path) -> None:
    book, blocked = tmp_path / "book", tmp_path / "out"
    write_book(book, "Some words.")
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    done = run("build", "--only", "pdf", "--book", str(book), "--output", str(blocked))
    assert done.returncode == 3
    assert "cannot write to" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "out"]
    assert blocked.read_text(encoding="utf-8") == "a file where the folder should be"
