"""Options that more than one command takes."""

import argparse
from pathlib import Path
from typing import Protocol

from pipeline.errors import UsageError


class Commands(Protocol):
    """What argparse gives for adding commands to (its own class is private)."""

    def add_parser(self, name: str, *, help: str, description: str) -> argparse.ArgumentParser:
        """Add a command."""


def add_book(parser: argparse.ArgumentParser) -> None:
    """Add `--book`."""
    parser.add_argument(
        "--book", type=Path, metavar="DIR", help="the folder with book.yaml (default: manuscript, or this folder)"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add `--output`."""
    parser.add_argument(
        "--output", type=Path, metavar="DIR", default=Path("output"), help="where products go (default: output)"
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="print findings as JSON, for programs")


def book_folder(given: Path | None) -> Path:
    """Return the book's folder: the one given, else `manuscript`, else this one; raises UsageError without a book."""
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"there is no folder {given}")
        return given
    for folder in (Path("manuscript"), Path()):
        if (folder / "book.yaml").is_file():
            return folder
    raise UsageError("no book here: give the folder that holds a book.yaml with --book DIR")
