"""What the benchmark measures is what it says: books of the promised size, the same for the pipeline and its peers."""

import re
import sys
from pathlib import Path

import pytest
from lxml import html

from pipeline.book.inlines import CrossReference, IndexMark, NoteCall
from pipeline.book.linked import LinkedBook
from pipeline.book.walk import walk
from pipeline.check import check_manuscript
from pipeline.folders import styles_folder
from pipeline.link import link_book
from pipeline.read import read_book
from tests.benchmarks.long_book import LONG, MARKER, QUICK, LongBook, compose
from tests.benchmarks.manuscript import manuscript_files
from tests.benchmarks.one_document import write_document
from tests.benchmarks.prepare import write_files
from tests.benchmarks.processes import Measure, ProgramFailedError, run
from tests.benchmarks.report import as_markdown, comparisons
from tests.benchmarks.source_text import SourceText, count_words, source_text
from tests.benchmarks.typst_source import typst_source


@pytest.fixture(scope="module")
def text() -> SourceText:
    return source_text()


@pytest.fixture(scope="module")
def quick(text: SourceText) -> LongBook:
    return compose(QUICK, text)


@pytest.fixture(scope="module")
def folder(quick: LongBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long-book")
    write_files(folder, manuscript_files(quick))
    return folder


@pytest.fixture(scope="module")
def linked(folder: Path) -> LinkedBook:
    return link_book(read_book(folder))


def test_the_long_book_is_as_long_as_it_says(text: SourceText) -> None:
    book = compose(LONG, text)
    words = sum(count_words(run) for paragraph in book.paragraphs for run in paragraph.runs)
    assert len(book.chapters) == 30
    assert 165_000 < words < 185_000
    assert sum(paragraph.note is not None for paragraph in book.paragraphs) == 250
    assert sum(paragraph.reference is not None for paragraph in book.paragraphs) == 300
    assert sum(len(paragraph.marked) for paragraph in book.paragraphs) == 1500
    assert len(book.entries) == 500


def test_a_seed_gives_one_book_and_another_seed_another(text: SourceText, quick: LongBook) -> None:
    assert compose(QUICK, text) == quick
    assert compose(QUICK, text, seed=2) != quick


def test_a_generated_manuscript_has_nothing_wrong_and_nothing_lost(linked: LinkedBook, quick: LongBook) -> None:
    assert linked.diagnostics == ()
    assert list(check_manuscript(linked)) == []
    nodes = [node for chapter in linked.book.chapters for node in walk(chapter.blocks)]
    assert sum(isinstance(node, NoteCall) for node in nodes) == QUICK.notes
    assert sum(isinstance(node, CrossReference) for node in nodes) == QUICK.references
    marks = [node for node in nodes if isinstance(node, IndexMark)]
    assert len(marks) == sum(len(paragraph.marked) for paragraph in quick.paragraphs)
    assert len({mark.entry for mark in marks}) == QUICK.entries == sum(len(group.entries) for group in linked.index)


def test_every_chapter_has_one_place_to_edit(folder: Path) -> None:
    chapters = sorted((folder / "body").iterdir())
    assert [chapter.read_text(encoding="utf-8").count(MARKER) for chapter in chapters] == [1] * QUICK.chapters


def test_the_peers_get_the_same_text_and_leave_page_numbers_to_their_engines(
    folder: Path, quick: LongBook, tmp_path: Path
) -> None:
    write_document(folder, styles_folder(), tmp_path)
    page = html.fromstring((tmp_path / "book.html").read_bytes())
    typst = typst_source(quick)
    for name in ("book.css", "EBGaramond-Regular.ttf"):
        assert (tmp_path / name).is_file()
    assert len(page.find_class("note-call")) == typst.count("#footnote[") == QUICK.notes
    assert len(page.find_class("page-reference")) == typst.count("#link(<") == QUICK.references
    assert len(page.find_class("index-mark")) == len(re.findall(r"#\[\w+<ix-", typst))
    assert {link.text for link in page.find_class("folio")} == {"page\N{NO-BREAK SPACE}", None}
    anchors = set(page.xpath("//@id"))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href")} <= anchors
    words = " ".join(page.text_content().split())
    for section in quick.sections:
        assert section.title in words


LEAVES_ONE_BEHIND = """
import subprocess, sys
held = "held = bytearray(100_000_000); sum(range(5_000_000)); print(len(held))"
child = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {held!r}])"
subprocess.run([sys.executable, "-c", child], check=True)
"""
SPAWNS_FROM_A_SERVER = """
import multiprocessing

def hold():
    bytearray(100_000_000)

if __name__ == "__main__":
    worker = multiprocessing.get_context("forkserver").Process(target=hold)
    worker.start()
    worker.join()
"""


def test_the_largest_of_all_processes_counts_and_what_all_worked_even_if_nobody_waits() -> None:
    small, large = run([sys.executable, "-c", "pass"]), run([sys.executable, "-c", LEAVES_ONE_BEHIND])
    assert small.peak and large.peak and small.work and large.work
    assert small.peak < 50_000_000
    assert 100_000_000 < large.peak < 150_000_000
    assert large.work > small.work * 3
    assert large.seconds


@pytest.mark.skipif(sys.platform != "linux", reason="what a program leaves is adopted on Linux only")
def test_a_worker_that_a_server_has_started_counts(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SPAWNS_FROM_A_SERVER, encoding="utf-8")
    peak = run([sys.executable, script]).peak
    assert peak and peak > 100_000_000


def test_a_program_that_fails_is_named_with_what_it_said() -> None:
    with pytest.raises(ProgramFailedError, match="no such book"):
        run([sys.executable, "-c", "import sys; sys.exit('no such book')"])


def test_ratios_are_of_medians_and_name_what_was_not_measured() -> None:
    measures = {
        "weasyprint": [Measure(70), Measure(7000), Measure(60)],
        "cold": [Measure(20), Measure(10), Measure(21)],
        "unchanged": [Measure(1.5)],
    }
    found = {comparison.name: comparison for comparison in comparisons(measures)}
    assert found["WeasyPrint ÷ cold build"].ratio == 3.5
    assert found["WeasyPrint ÷ cold build"].holds
    assert found["nothing changed, seconds"].holds is False
    assert found["Pandoc ÷ the real book"].holds is None
    assert "| Pandoc ÷ the real book | ≥ 1 | – | not measured |" in as_markdown(measures, ["pandoc is not installed"])
