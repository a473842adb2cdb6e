"""`pipeline new DIR`: start a small book that builds."""

import argparse
import json
import re
import shlex
import unicodedata
import uuid
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.cli.arguments import Commands
from pipeline.errors import UsageError
from pipeline.output import write_files

_IDENTIFIER = "urn:uuid:00000000-0000-0000-0000-000000000000"
_TITLE = "title: A Small Book\n"
_SLUG = "slug: a-small-book\n"
_LONGEST_SLUG = 80
_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "ə": "a", "Ə": "A", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = "Start a book: a folder with a small manuscript that builds and shows the format."
    parser = commands.add_parser("new", help="start a small book", description=description)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the starter book; raises UsageError rather than touch a folder that holds something."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty")
    files = _read(resources.files("pipeline") / "starter", "")
    title = title_of(folder.resolve().name)
    files["book.yaml"] = _replaced(
        files["book.yaml"],
        (_IDENTIFIER, f"urn:uuid:{uuid.uuid4()}"),
        (_TITLE, f"title: {json.dumps(title, ensure_ascii=False)}\n"),
        (_SLUG, f"slug: {slug_of(title)}\n"),
    )
    write_files(folder, files)
    command = f"pipeline build --book {shlex.quote(str(folder))}"
    print(f"{folder / 'book.yaml'} and {len(files) - 1} more files; build it with: {command}")
    return 0


def title_of(name: str) -> str:
    """Return the words of a folder's name, the first with a capital: `my-book` becomes “My book”."""
    words = " ".join(_WORD.findall(unicodedata.normalize("NFC", name))).replace("'", "’")
    return words[:1].upper() + words[1:] or "Book"


def slug_of(title: str) -> str:
    """Return a title as the name of files: small letters of ASCII, digits and hyphens, a letter first."""
    plain = unicodedata.normalize("NFKD", title.translate(_LETTERS).replace("’", "")).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return (slug if slug[:1].isalpha() else f"book-{slug}")[:_LONGEST_SLUG].rstrip("-")


def _replaced(data: bytes, *pairs: tuple[str, str]) -> bytes:
    for old, new in pairs:
        data = data.replace(old.encode(), new.encode())
    return data


def _read(folder: Traversable, prefix: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for item in folder.iterdir():
        if item.is_dir():
            files |= _read(item, f"{prefix}{item.name}/")
        else:
            files[f"{prefix}{item.name}"] = item.read_bytes()
    return files
