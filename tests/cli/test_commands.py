"""The command line, as its users meet it."""

import json
import shutil
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
import pytest

from tests.products.conftest import ROOT, run

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


def test_a_failed_build_leaves_the_last_good_files(tmp_path: Path) -> None:
    book, output = tmp_path / "book", tmp_path / "out"
    shutil.copytree(BOOKS / "po-polsku", book)
    assert run("build", "--book", str(book), "--output", str(output)).returncode == 0
    before = {path.name: path.read_bytes() for path in products(output)}
    chapter = book / "body/01-warszawa.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n[Nic](#nic)\n", encoding="utf-8")
    assert run("build", "--book", str(book), "--output", str(output)).returncode == 1
    assert {path.name: path.read_bytes() for path in products(output)} == before


def test_a_character_that_no_font_has_is_named_with_its_line(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(BOOKS / "po-polsku", book)
    chapter = book / "body/01-warszawa.md"
    text = chapter.read_text(encoding="utf-8")
    line = text[: text.index("Z Warszawy do")].count("\n") + 1
    chapter.write_text(text.replace("Z Warszawy do", "Z Warszawy 漢 do"), encoding="utf-8")
    done = run("build", "--book", str(book), "--output", str(tmp_path / "out"))
    assert done.returncode == 1
    assert f"01-warszawa.md:{line}" in done.stderr
    assert "IMG-007" in done.stderr
    assert "漢" in done.stderr


def test_findings_can_be_read_by_programs(tmp_path: Path) -> None:
    book = BOOKS / "cross-reference-missing-error"
    done = run("check", "--json", "--book", str(book), "--output", str(tmp_path))
    [found, *_] = json.loads(done.stdout)
    assert (found["rule"], found["severity"]) == ("LNK-001", "error")
    assert found["file"].endswith(".md")
    assert isinstance(found["line"], int)


def test_names_beyond_ascii_lead_where_they_should_in_every_product(tmp_path: Path) -> None:
    done = run("build", "--book", str(BOOKS / "names-beyond-ascii"), "--output", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    with pikepdf.open(tmp_path / "small-book.pdf") as pdf:
        names = [str(name) for leaf in pdf.Root.Names.Dests.Kids for name in list(leaf.Names)[::2]]
    assert {"łódź", "bakı", "şəhər", "kraków", "ref-müller-2010"} <= set(map(unquote, names))
    with ZipFile(tmp_path / "small-book.epub") as epub:
        assert {"EPUB/kraków.xhtml", "EPUB/şəhər.xhtml"} <= set(epub.namelist())
        assert 'href="kraków.xhtml#łódź"' in epub.read("EPUB/şəhər.xhtml").decode()


def test_only_one_product_is_made_when_asked(tmp_path: Path) -> None:
    done = run("build", "--only", "epub", "--book", str(BOOKS / "po-polsku"), "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in products(tmp_path)] == [".epub", ".html", ".json"]


def test_html_is_left_where_a_browser_can_read_it(tmp_path: Path) -> None:
    done = run("build", "--only", "html", "--book", str(BOOKS / "po-polsku"), "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"html/index.html", "html/warszawa.xhtml", "html/styles/screen.css"} <= names


def test_a_new_book_builds(tmp_path: Path) -> None:
    book = tmp_path / "mine"
    assert run("new", str(book)).returncode == 0
    done = run("build", cwd=book)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in products(book / "output")] == [
        "a-small-book-onix.xml",
        "a-small-book.epub",
        "a-small-book.pdf",
        "report.html",
        "report.json",
    ]


def test_a_new_book_never_touches_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    done = run("new", str(tmp_path))
    assert (done.returncode, [path.name for path in tmp_path.iterdir()]) == (2, ["note.txt"])


def test_a_rule_is_explained(tmp_path: Path) -> None:
    done = run("explain", "lnk-001")
    assert done.returncode == 0
    assert "Anchors are given with {#name}" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "arguments", [(), ("explain", "XYZ-999"), ("build", "--book", "nowhere"), ("build", "--only", "docx"), ("print",)]
)
def test_wrong_usage_is_exit_code_two_without_traceback(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_an_output_folder_that_cannot_be_is_said_and_nothing_is_touched(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    done = run("build", "--book", str(BOOKS / "po-polsku"), "--output", str(blocked))
    assert done.returncode == 3
    assert "cannot write to" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert blocked.read_text(encoding="utf-8") == "a file where the folder should be"
