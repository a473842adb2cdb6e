"""Several books at once: each comes out as if it were built alone, and one that fails leaves the others be."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline.shelf
from pipeline.cli import main
from pipeline.errors import PipelineError
from pipeline.folders import styles_folder
from pipeline.pool import WorkerLostError
from pipeline.settings import Outcome, Product, Settings
from pipeline.shelf import build_shelf
from pipeline.unchanged import build_if_changed
from tests.small_book import BOOK_YAML, write_book

SAYS_WHAT_IS_LOADED = """
import sys
from pathlib import Path
import pipeline.shelf
from pipeline.folders import styles_folder
from pipeline.settings import Outcome, Settings

def tell(settings):
    print(*(name in sys.modules for name in ("weasyprint", "pipeline.bind", "pipeline.package.epub")), flush=True)
    return Outcome(())

if __name__ == "__main__":
    pipeline.shelf._build = tell
    shelf = [Settings(Path(name), Path("output"), styles_folder()) for name in ("one", "two")]
    list(pipeline.shelf.build_shelf(shelf, 2, lambda _: None))
"""


def books(folder: Path, *slugs: str) -> list[Settings]:
    """Write books that are named for their slugs, all for one output folder."""
    made = []
    for slug in slugs:
        book = BOOK_YAML.format(language="en-GB", pieces="body/chapter.md").replace("small-book", slug)
        place = write_book(folder / slug, f"A book called {slug}.", {"book.yaml": book}).folder
        made.append(Settings(place, folder / "output", styles_folder(), frozenset({Product.PDF})))
    return made


def stand_in(settings: Settings) -> Outcome:
    """Stand for a build that takes no time."""
    return Outcome((), written=(settings.output / f"{settings.book.name}.pdf",))


def killed_once(settings: Settings) -> Outcome:
    """Stand for a build whose process is killed: always for “first”, once for “second”."""
    mark = settings.book / "killed"
    if settings.book.name == "first" or (settings.book.name == "second" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return stand_in(settings)


def outcomes(shelf: list[Settings], heard: list[str] | None = None) -> dict[str, Outcome | PipelineError]:
    told = heard.append if heard is not None else lambda _: None
    return {settings.book.name: outcome for settings, outcome in build_shelf(shelf, 2, told)}


def test_books_are_built_side_by_side_as_each_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    shelf = books(tmp_path, "one", "two")
    (tmp_path / "shelf.txt").write_text("# all of them\none\ntwo\n", encoding="utf-8")
    output, alone = tmp_path / "output", tmp_path / "alone"
    common = ("build", "--only", "pdf", "--workers", "2")
    assert main([*common, "--shelf", str(tmp_path / "shelf.txt"), "--output", str(output)]) == 0
    assert sorted(capsys.readouterr().out.split()) == [str(output / "one.pdf"), str(output / "two.pdf")]
    for settings in shelf:
        assert main([*common, "--book", str(settings.book), "--output", str(alone)]) == 0
        name = f"{settings.book.name}.pdf"
        assert (output / name).read_bytes() == (alone / name).read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_what_books_are_built_with_is_there_when_their_processes_begin(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SAYS_WHAT_IS_LOADED, encoding="utf-8")
    environment = {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, str(script)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 6


def test_a_book_whose_process_dies_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.shelf, "_build", killed_once)
    heard: list[str] = []
    made = outcomes(books(tmp_path, "first", "second", "third"), heard)
    assert isinstance(made["first"], WorkerLostError)
    assert isinstance(made["second"], Outcome) and isinstance(made["third"], Outcome)
    assert heard[-1].endswith("of 3 books done")


def test_books_of_one_slug_are_named_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, other = (settings.book for settings in books(tmp_path, "one", "two", "other"))
    (two / "book.yaml").write_text(
        (two / "book.yaml").read_text(encoding="utf-8").replace("slug: two", 'slug: "one"'), encoding="utf-8"
    )
    named = [word for book in (other, one, two) for word in ("--book", str(book))]
    assert main(["build", *named, "--output", str(tmp_path / "output")]) == 2
    said = capsys.readouterr().err
    assert f"{one} and {two} have the same slug “one”" in said
    assert not (tmp_path / "output").exists()


def test_a_book_whose_slug_cannot_be_read_leaves_the_others_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.shelf, "_build", stand_in)
    shelf = books(tmp_path, "one", "two", "three")
    (shelf[0].book / "book.yaml").write_text("slug: [", encoding="utf-8")
    (shelf[1].book / "book.yaml").unlink()
    assert all(isinstance(made, Outcome) for made in outcomes(shelf).values())


def test_each_book_has_its_report_and_the_shelf_one_that_leads_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    shelf = books(tmp_path, "one", "two", "three")
    (shelf[2].book / "body/chapter.md").write_text("no title\n", encoding="utf-8")
    outcomes(shelf)
    output = tmp_path / "output"
    listed = json.loads((output / "report.json").read_text(encoding="utf-8"))["books"]
    assert [(book["folder"], book["files"], book["errors"]) for book in listed] == [
        ("../one", ["one.pdf", "one-report.html", "one-report.json"], 0),
        ("../two", ["two.pdf", "two-report.html", "two-report.json"], 0),
        ("../three", [], 1),
    ]
    page = (output / "report.html").read_text(encoding="utf-8")
    assert "2 books built; 1 not built." in page
    assert '<a href="one-report.html">../one</a>' in page
    for name in ("one", "two"):
        [file] = json.loads((output / f"{name}-report.json").read_text(encoding="utf-8"))["files"]
        assert file["name"] == f"{name}.pdf"
    first = {path.name: path.read_bytes() for path in output.glob("*report.*")}
    outcomes(shelf[::-1])
    outcomes(shelf)
    assert {path.name: path.read_bytes() for path in output.glob("*report.*")} == first


def test_a_book_built_alone_has_its_report_under_the_common_name_again(tmp_path: Path) -> None:
    [settings] = books(tmp_path, "one")
    on_shelf = build_if_changed(replace(settings, on_shelf=True))
    alone = build_if_changed(settings)
    assert [path.name for path in on_shelf.written] == ["one.pdf", "one-report.html", "one-report.json"]
    assert [path.name for path in alone.written] == ["one.pdf", "report.html", "report.json"]


@pytest.mark.parametrize("options", [("--shelf", "nowhere.txt"), ("--book", "nowhere"), ("--workers", "0")])
def test_what_makes_no_sense_is_wrong_usage(options: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(["build", *options])
    except SystemExit as ended:
        code = int(str(ended.code))
    assert code == 2
    assert capsys.readouterr().err
