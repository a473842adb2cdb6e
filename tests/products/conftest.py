"""Books built once, as their users build them, and opened as their readers open them."""

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Products:
    """A book's finished files in a folder, and what the build printed."""

    pdf: Path
    epub: Path
    printed: str

    def pages(self) -> list[str]:
        """The text of every page."""
        return [text for _, text in _pages(self.pdf)]

    def labels(self) -> list[str]:
        """The label of every page, as a viewer shows it."""
        return [label for label, _ in _pages(self.pdf)]

    def page(self, label: str) -> str:
        """The text of the page with a label."""
        return self.pages()[self.labels().index(label)]

    def bookmarks(self) -> list[tuple[str, str]]:
        """The titles of the PDF's bookmarks in order, each with the label of the page it leads to."""
        labels = self.labels()
        with pypdfium2.PdfDocument(self.pdf) as document:
            return [(item.get_title(), labels[item.get_dest().get_index()]) for item in document.get_toc()]

    def outline(self) -> list[str]:
        """The titles of the PDF's bookmarks, in order."""
        return [title for title, _ in self.bookmarks()]

    def document(self, name: str) -> etree._Element:
        """One document of the EPUB."""
        with zipfile.ZipFile(self.epub) as archive:
            return etree.parse(BytesIO(archive.read(f"EPUB/{name}"))).getroot()

    def names(self) -> list[str]:
        """The names of the EPUB's files."""
        with zipfile.ZipFile(self.epub) as archive:
            return archive.namelist()


@cache
def _pages(pdf: Path) -> tuple[tuple[str, str], ...]:
    """Read label and text of every page, once for all tests: no product is built twice in one place."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = (page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)
        return tuple((document.get_page_label(index), text) for index, text in enumerate(texts))


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as from a shell."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT), **environment},
    )


def build(book: Path, output: Path, **environment: str) -> Products:
    """Build a book and return its products; fails where the build does."""
    done = run("build", "--book", str(book), "--output", str(output), cwd=None, **environment)
    assert done.returncode == 0, done.stderr
    [pdf], [epub] = output.glob("*.pdf"), output.glob("*.epub")
    return Products(pdf, epub, done.stdout + done.stderr)


@pytest.fixture(scope="session")
def real_book(tmp_path_factory: pytest.TempPathFactory) -> Products:
    """The manuscript that ships with the project, built once."""
    return build(ROOT / "manuscript", tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def polish_book(tmp_path_factory: pytest.TempPathFactory) -> Products:
    """A small book in another language, without infobox."""
    return build(ROOT / "tests/books/po-polsku", tmp_path_factory.mktemp("polish"))


@pytest.fixture(scope="session")
def every_construct(tmp_path_factory: pytest.TempPathFactory) -> Products:
    """A small book that holds each construct of the format once."""
    return build(ROOT / "tests/books/every-construct", tmp_path_factory.mktemp("constructs"))
