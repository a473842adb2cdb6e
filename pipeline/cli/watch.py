"""`pipeline watch`: make the PDF again whenever something is saved."""

import argparse
import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.cli.arguments import Commands, add_book, add_output, book_folder
from pipeline.cli.report import print_findings, program, progress_line, say
from pipeline.errors import PipelineError
from pipeline.folders import styles_folder
from pipeline.memory import tidy, undisturbed
from pipeline.settings import Outcome, Product, Settings
from pipeline.unchanged import build_if_changed

_GLANCE: Final = 0.1
"""Seconds between two looks at the files; so long nothing may have been saved before a build begins."""

_Seen = frozenset[tuple[str, int, int, int]]


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = "Make a book's PDF, and again whenever manuscript or styles are saved; Ctrl-C ends it."
    parser = commands.add_parser(
        "watch", help="make the PDF again whenever something is saved", description=description
    )
    add_book(parser)
    add_output(parser)
    parser.add_argument(
        "--only", choices=[product.value for product in Product], default=Product.PDF.value,
        help="make this product (default: %(default)s)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build at once and after every change, until interrupted; what goes wrong is said, and the next change awaited."""
    gc.set_threshold(100_000, 50)  # as in `pipeline build`
    progress = progress_line(sys.stderr)
    settings = Settings(
        book_folder(options.book), options.output, styles_folder(), frozenset({Product(options.only)}), progress
    )
    try:
        for number, _ in enumerate(_changes(settings.book, settings.styles)):
            begin = time.perf_counter()
            try:
                with undisturbed():
                    outcome = build_if_changed(settings, anew=number == 0)  # so that all is there for the first edit
            except PipelineError as failure:
                progress.clear()
                say(f"{program()}: {failure}", sys.stderr)
                continue
            progress.clear()
            _report(outcome, settings, time.perf_counter() - begin)
            settings.standing.catch_up()
            tidy()
            with suppress(PipelineError):  # which the next edit meets again, and says
                from pipeline.edition import make_ready

                make_ready(settings)
    except KeyboardInterrupt:
        progress.clear()
    return 0


def _report(outcome: Outcome, settings: Settings, seconds: float) -> None:
    print_findings(outcome.diagnostics, settings.book, False, outcome.bad_breaks, summary=True)
    for path in outcome.written:
        if path.suffix in (".pdf", ".epub") or path.name == "index.html":
            say(f"{path} ({seconds:.1f} s)", sys.stdout)
    if not outcome.written:
        say(f"nothing was written: what is in {settings.output} is as it was", sys.stderr)


def _changes(*folders: Path) -> Iterator[None]:
    """Yield once at the beginning, and again whenever files below the folders have changed and rest again."""
    built: _Seen | None = None
    before = _look(*folders)
    while True:
        now = _look(*folders)
        if now == before != built:
            built = now
            yield
        before = now
        time.sleep(_GLANCE)


def _look(*folders: Path) -> _Seen:
    """Return what the file system says of all files below the folders, but for hidden ones."""
    return frozenset(found for folder in folders for found in _files(folder))


def _files(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if not name.startswith("."):
                try:
                    about = path.stat()
                except OSError:  # saved by putting another in its place just now
                    continue
                yield str(path), about.st_mtime_ns, about.st_size, about.st_ino
