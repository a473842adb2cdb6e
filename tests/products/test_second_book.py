"""The pipeline is for any book: the same code builds a small one in Polish."""

import os
import re
import shutil
import site
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.products.conftest import ROOT, Products, build
from tests.products.metadata import assert_all_say_the_same
from tests.products.page_list import assert_pages_are_marked


def test_generated_words_are_in_the_books_language(polish_book: Products) -> None:
    assert "Spis treści" in polish_book.page("v")
    assert "częśći" in "".join("".join(polish_book.pages()).split()).lower()
    assert "(s.\N{NO-BREAK SPACE}5)" in polish_book.page("3") or "(s. 5)" in polish_book.page("3")


def test_l_with_stroke_files_after_l(polish_book: Products) -> None:
    lines = polish_book.pages()[-1].splitlines()
    filed = [line for line in lines if line in ("L", "Ł", "W") or re.match("Lublin|Luksemburg|Łódź", line)]
    assert [line.split(",")[0] for line in filed] == ["L", "Lublin", "Luksemburg", "Ł", "Łódź", "W"]


def test_the_outline_has_the_part_above_its_chapters(polish_book: Products) -> None:
    outline = polish_book.outline()
    assert outline[outline.index("I Miasta nad rzekami") + 1] == "1 Warszawa"


def test_both_products_name_their_language(polish_book: Products) -> None:
    assert polish_book.document("warszawa.xhtml").get("lang") == "pl"


@dataclass(frozen=True, slots=True)
class Audited:
    """A build whose processes noted what they opened, connected to and started, as pairs of event and target."""

    products: Products
    book: Path
    output: Path
    scratch: Path
    events: frozenset[tuple[str, str]]

    def targets(self, *events: str) -> set[str]:
        """Return what stands after some events."""
        return {target for event, target in self.events if event in events}


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """The same book built anew: in another folder, time zone, locale and order of hashes, and listened to."""
    folder = tmp_path_factory.mktemp("audited")
    book, output, log = folder / "a folder" / "książka", folder / "out", folder / "audit.log"
    shutil.copytree(ROOT / "tests/books/po-polsku", book)
    scratch = folder / "scratch"
    scratch.mkdir()
    listening = {
        "TMPDIR": str(scratch),
        "AUDIT_LOG": str(log),
        "PYTHONPATH": f"{Path(__file__).parent / 'audit'}:{ROOT}",
    }
    products = build(book, output, TZ="Asia/Baku", PYTHONHASHSEED="7", LC_ALL="C", **listening)
    events = (line.split("\t", 1) for line in log.read_text(encoding="utf-8").splitlines())
    return Audited(products, book, output, scratch, frozenset((event, target) for event, target in events))


def test_the_same_bytes_in_any_folder_time_zone_and_process(polish_book: Products, audited: Audited) -> None:
    assert audited.products.pdf.read_bytes() == polish_book.pdf.read_bytes()
    assert audited.products.epub.read_bytes() == polish_book.epub.read_bytes()
    for name in (f"{polish_book.pdf.stem}-onix.xml", "report.html", "report.json"):
        assert audited.products.pdf.with_name(name).read_bytes() == polish_book.pdf.with_name(name).read_bytes()


def test_no_file_is_opened_but_the_books_the_styles_the_packages_and_pythons(audited: Audited) -> None:
    opened = {Path(target) for target in audited.targets("open")}
    ours = (
        audited.book,
        audited.output,
        audited.scratch,
        ROOT / "styles",
        ROOT / "pipeline",
        ROOT / "tests/products/audit",
    )
    pythons = (sys.prefix, sys.base_prefix, *site.getsitepackages(), sysconfig.get_path("stdlib"))
    folders = (*ours, *map(Path, pythons))
    harmless = {Path(os.devnull), ROOT}
    strange = {path for path in opened if not any(path.is_relative_to(folder) for folder in folders)} - harmless
    assert strange == set()
    assert {audited.book / "book.yaml", ROOT / "styles/print.css", audited.output / ".cache"} <= (
        opened | {path.parent for path in opened}
    )


def test_nothing_reaches_for_the_network(audited: Audited) -> None:
    assert [event for event, _ in audited.events if event.startswith("socket.")] == []


def test_nothing_is_started_but_what_finds_the_engines_libraries(audited: Audited) -> None:
    """Python's own ctypes asks these for the place of a shared library."""
    started = audited.targets("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
    assert {Path(program).name for program in started} <= {"ldconfig", "ld", "gcc", "cc", "objdump"}


def test_each_page_is_marked_at_the_words_it_begins_with(polish_book: Products) -> None:
    assert_pages_are_marked(polish_book)


def test_epub_pdf_and_trade_record_say_the_same_of_the_book(polish_book: Products) -> None:
    assert_all_say_the_same(polish_book)
