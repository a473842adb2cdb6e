"""Writes what is measured: the long book, the same for the peers, and the real book for Pandoc.

A process of its own, so that the one that measures stays small: memory is counted from what a process begins with.
"""

import argparse
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.folders import styles_folder
from tests.benchmarks.long_book import FOURFOLD, LONG, QUICK, SHELVED, BookSize, compose
from tests.benchmarks.manuscript import manuscript_files
from tests.benchmarks.one_document import write_document
from tests.benchmarks.pandoc_source import write_markdown
from tests.benchmarks.source_text import MANUSCRIPT, source_text
from tests.benchmarks.typst_source import typst_source

SIZES: Final[Mapping[str, BookSize]] = {"quick": QUICK, "long": LONG, "fourfold": FOURFOLD, "shelved": SHELVED}


def main() -> None:
    """Write a long book of a size below a folder, or the real one for Pandoc."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pandoc")
    options = parser.parse_args()
    folder: Path = options.folder
    shutil.rmtree(folder, ignore_errors=True)
    if options.size:
        book = compose(SIZES[options.size], source_text(), options.seed)
        write_files(folder / "manuscript", manuscript_files(book))
        write_files(folder / "typst", {"book.typ": typst_source(book)})
        write_document(folder / "manuscript", styles_folder(), folder / "html")
    if options.pandoc:
        write_markdown(MANUSCRIPT, styles_folder(), folder / "markdown", options.pandoc)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts below a folder, by their paths."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
