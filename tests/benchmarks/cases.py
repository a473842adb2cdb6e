"""The cases that are measured, each once in every round; a case's peers stand in the same round."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from tests.benchmarks.long_book import MARKER
from tests.benchmarks.processes import ROOT, Kept, Measure, run

_STYLES: Final = ROOT / "styles"
_REAL: Final = ROOT / "manuscript"
_ADDED: Final = "This paragraph makes a chapter longer, and so the pages after it move; it is version {number}. " * 9
_NUMBER: Final = MARKER.rpartition(" ")[2]

SHELF: Final = 20
"""So many books, each about as long as the real one, stand on the shelf."""

Record = Callable[[str, Measure], None]


@dataclass(slots=True)
class Bench:
    """A folder with the books to build, and how many times the long book's real length the longest one is."""

    folder: Path
    size: str
    pandoc: str | None = None
    typst: bool = False
    _versions: Iterator[int] = field(default_factory=lambda: count(int(_NUMBER) + 1))

    @property
    def book(self) -> Path:
        """The manuscript that is edited."""
        return self.folder / self.size / "manuscript"

    @property
    def typst_file(self) -> Path:
        """The same book for Typst."""
        return self.folder / self.size / "typst" / "book.typ"

    @property
    def output(self) -> Path:
        """Where the long book is built."""
        return self.folder / "output"

    def prepare(self) -> None:
        """Write the books."""
        prepare = [sys.executable, "-m", "tests.benchmarks.prepare"]
        run([*prepare, self.folder / self.size, "--size", self.size])
        if self.pandoc:
            run([*prepare, self.folder / "real", "--pandoc", self.pandoc])

    def round(self, record: Record) -> None:
        """Measure every case once, those that are compared one after the other."""
        record("weasyprint", self._weasyprint())
        record("cold", self._cold())
        with ExitStack() as stack:
            for _ in range(3):
                self._revise()
                record("edit", self._build())
            self._lengthen()
            record("page-added", self._build())
            self._shorten()
            self._build()
            record("unchanged", self._build())
            ours = stack.enter_context(Kept(self._driver("--stay", "--only", "pdf")))
            ours.again()
            typst = stack.enter_context(Kept(self._typst())) if self.typst else None
            if typst:
                record("typst-first", typst.again())
            for _ in range(3):
                self._revise()
                record("edit-running", ours.again())
                if typst:
                    record("typst-edit", typst.again())
            self._lengthen()
            record("page-added-running", ours.again())
            self._shorten()
            ours.again()
            record("unchanged-running", ours.again())
        record("real", self._real())
        if self.pandoc:
            record("pandoc", self._pandoc(self.pandoc))

    def longest(self, record: Record) -> None:
        """Measure the memory of a book four times as long; once, for memory hardly varies."""
        folder = self.folder / "fourfold"
        run([sys.executable, "-m", "tests.benchmarks.prepare", folder, "--size", "fourfold"])
        record("cold-fourfold", run(self._command(folder / "manuscript", folder / "output")))

    def shelf(self, record: Record) -> None:
        """Measure a shelf of books by one worker and by two."""
        folders = [self.folder / f"shelf-{seed}" for seed in range(1, SHELF + 1)]
        for seed, folder in enumerate(folders, start=1):
            prepare: list[str | Path] = [sys.executable, "-m", "tests.benchmarks.prepare", folder, "--size", "shelved"]
            run([*prepare, "--seed", str(seed)])
        books = [part for folder in folders for part in ("--book", folder / "manuscript")]
        for workers in ("1", "2"):
            output = self.folder / "shelf-output"
            shutil.rmtree(output, ignore_errors=True)
            build: list[str | Path] = [
                sys.executable,
                "-m",
                "pipeline",
                "build",
                "--output",
                output,
                "--workers",
                workers,
            ]
            record(f"shelf-{workers}", run([*build, *books]))

    # --- programs ----------------------------------------------------------------------------------------------

    def _command(self, book: Path, output: Path) -> list[str | Path]:
        return [sys.executable, "-m", "pipeline", "build", "--book", book, "--output", output, "--only", "pdf"]

    def _build(self) -> Measure:
        return run(self._command(self.book, self.output))

    def _cold(self) -> Measure:
        shutil.rmtree(self.output, ignore_errors=True)
        return self._build()

    def _weasyprint(self) -> Measure:
        html = self.folder / self.size / "html"
        program = [sys.executable, "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1"]
        return run([*program, "book.html", "book.pdf"], html)

    def _driver(self, *options: str) -> list[str | Path]:
        driver = [sys.executable, "-m", "tests.benchmarks.driver"]
        return [*driver, "--book", self.book, "--output", self.output, *options]

    def _typst(self) -> list[str | Path]:
        target = self.typst_file.with_suffix(".pdf")
        return [sys.executable, "-m", "tests.benchmarks.typst_driver", self.typst_file, target, _STYLES / "fonts"]

    def _real(self) -> Measure:
        output = self.folder / "real-output"
        shutil.rmtree(output, ignore_errors=True)
        driver = [sys.executable, "-m", "tests.benchmarks.driver", "--unchecked"]
        return run([*driver, "--book", _REAL, "--output", output])

    def _pandoc(self, pandoc: str) -> Measure:
        folder = self.folder / "real" / "markdown"
        options = ["--toc", "--css=book.css", "book.md"]
        pdf = run([pandoc, *options, "--pdf-engine=weasyprint", "--output=book.pdf"], folder)
        epub = run([pandoc, *options, "--output=book.epub"], folder)
        work = (pdf.work or 0) + (epub.work or 0)
        return Measure(pdf.seconds + epub.seconds, work, max(pdf.peak or 0, epub.peak or 0))

    # --- edits -------------------------------------------------------------------------------------------------

    def _revise(self) -> None:
        """Change one word of one paragraph in the middle of the book, for the pipeline and for Typst."""
        number = next(self._versions)
        chapters = sorted((self.book / "body").iterdir())
        middle = chapters[len(chapters) // 2]
        middle.write_text(_revised(middle.read_text(encoding="utf-8"), number), encoding="utf-8")
        before, chapter, after = self.typst_file.read_text(encoding="utf-8").partition(f"<{middle.stem}>")
        self.typst_file.write_text(before + chapter + _revised(after, number), encoding="utf-8")

    def _lengthen(self) -> None:
        """Add paragraphs to chapter 3: two pages, for chapters begin on a right-hand page."""
        chapter = self._third
        number = next(self._versions)
        added = "".join(f"\n{_ADDED.format(number=number + 1000 * place)}\n" for place in range(4))
        chapter.with_suffix(".before").write_bytes(chapter.read_bytes())
        chapter.write_text(chapter.read_text(encoding="utf-8") + added, encoding="utf-8")

    def _shorten(self) -> None:
        """Take them away again."""
        self._third.with_suffix(".before").replace(self._third)

    @property
    def _third(self) -> Path:
        return self.book / "body" / "chapter-003.md"


def peers() -> Mapping[str, str | None]:
    """Return the peers that are not part of the pipeline's own environment: where each is, None where it is not."""
    found: dict[str, str | None] = {"typst": None, "pandoc": None}
    if spec := importlib.util.find_spec("typst"):
        found["typst"] = spec.origin
    if importlib.util.find_spec("pypandoc"):
        code = "import pypandoc; print(pypandoc.get_pandoc_path())"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        found["pandoc"] = done.stdout.strip() or None
    return found


def _revised(text: str, number: int) -> str:
    before, revision, after = text.partition(MARKER.removesuffix(_NUMBER))
    return f"{before}{revision}{number}{after[len(_NUMBER) :]}"
