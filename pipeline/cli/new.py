"""`pipeline new DIR`: start a small book that builds."""

import argparse
import uuid
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline.cli.arguments import Commands
from pipeline.errors import UsageError
from pipeline.output import write_files

_PLACEHOLDER = "urn:uuid:00000000-0000-0000-0000-000000000000"


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
    identifier = f"urn:uuid:{uuid.uuid4()}".encode()
    write_files(folder, {name: data.replace(_PLACEHOLDER.encode(), identifier) for name, data in files.items()})
    print(f"{folder / 'book.yaml'} and {len(files) - 1} more files; build it with: pipeline build --book {folder}")
    return 0


def _read(folder: Traversable, prefix: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for item in folder.iterdir():
        if item.is_dir():
            files |= _read(item, f"{prefix}{item.name}/")
        else:
            files[f"{prefix}{item.name}"] = item.read_bytes()
    return files
