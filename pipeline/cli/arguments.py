"""Options that more than one command takes."""

import argparse
from collections.abc import Sequence
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


def add_books(parser: argparse.ArgumentParser) -> None:
    """Add `--book`, which may be given again, and `--shelf`."""
    parser.add_argument(
        "--book", type=Path, metavar="DIR", action="append", default=[],
        help="the folder with book.yaml (default: manuscript, or this folder); may be given again",
    )  # fmt: skip
    parser.add_argument(
        "--shelf", type=Path, metavar="FILE", help="a list of such folders, one a line, seen from where the list is"
    )


def book_folders(given: Sequence[Path], shelf: Path | None) -> tuple[Path, ...]:
    """Return the folders of all books given, each once; raises UsageError where one is no folder."""
    listed: tuple[Path, ...] = ()
    if shelf is not None:
        if not shelf.is_file():
            raise UsageError(f"there is no file {shelf}")
        lines = map(str.strip, shelf.read_text(encoding="utf-8").splitlines())
        listed = tuple(shelf.parent / line for line in lines if line and not line.startswith("#"))
        if not listed and not given:
            raise UsageError(f"{shelf} lists no books")
    folders = (*given, *listed) or (None,)
    return tuple(dict.fromkeys(book_folder(folder) for folder in folders))


def positive(text: str) -> int:
    """Read an option's number, which must be 1 or more."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


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
