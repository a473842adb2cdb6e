"""`pipeline build`: make the PDF and the EPUB."""

import argparse
import gc
import sys
from collections.abc import Sequence
from dataclasses import replace

from pipeline.book.diagnostics import has_errors
from pipeline.cli.arguments import Commands, add_books, add_json, add_output, book_folders, positive
from pipeline.cli.report import drafts_line, print_findings, progress_line, say
from pipeline.errors import PipelineError, UsageError
from pipeline.folders import styles_folder
from pipeline.last_edition import files_of_last_edition
from pipeline.settings import TIME_LIMIT, Outcome, Product, Settings
from pipeline.standing import Standing
from pipeline.unchanged import build_if_changed


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = "Make a book's PDF and EPUB; the last good ones stay unless both are sound."
    parser = commands.add_parser("build", help="make the PDF and the EPUB", description=description)
    add_books(parser)
    add_output(parser)
    add_json(parser)
    parser.add_argument("--only", choices=[product.value for product in Product], help="make this product and no other")
    parser.add_argument(
        "--workers", type=positive, metavar="N",
        help="lay chapters out in N processes (default: one for a processor); with 1, one process does all the work",
    )  # fmt: skip
    parser.add_argument("--cluster", metavar="ADDRESS", help="lay chapters out on the Dask cluster at tcp://HOST:PORT")
    parser.add_argument(
        "--time-limit", type=positive, metavar="S", default=int(TIME_LIMIT),
        help="seconds that a chapter may take to lay out (default: %(default)s)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, print what was found and what was written, and return the exit code."""
    # A book is a tree of values without circles: looking for such after each 700 of them is a tenth of the work.
    gc.set_threshold(100_000, 50)
    folders = book_folders(options.book, options.shelf)
    products = frozenset({Product(options.only)}) if options.only else frozenset({Product.PDF, Product.EPUB})
    settings = Settings(
        folders[0], options.output, styles_folder(), products,
        workers=options.workers, time_limit=options.time_limit, cluster=options.cluster, standing=Standing(once=True),
    )  # fmt: skip
    if len(folders) > 1:
        return _build_all([replace(settings, book=folder) for folder in folders], options)
    progress = progress_line(sys.stderr)
    try:
        outcome = build_if_changed(replace(settings, progress=progress))
    except PipelineError as failure:
        progress.clear()
        print(f"pipeline: {failure}", file=sys.stderr)
        _say_what_stays(settings)
        return failure.exit_code
    finally:
        progress.clear()
    return _report(outcome, settings, options)


def _build_all(shelf: Sequence[Settings], options: argparse.Namespace) -> int:
    """Build several books, each of which is reported when it is done; the worst exit code is that of the command."""
    if options.json:
        raise UsageError("--json is for one book")
    progress = progress_line(sys.stderr)
    code = 0
    from pipeline.shelf import build_shelf  # here, for a book alone does without

    for settings, outcome in build_shelf(shelf, options.workers, progress):
        progress.clear()
        if isinstance(outcome, PipelineError):
            print(f"pipeline: {settings.book}: {outcome}", file=sys.stderr)
            _say_what_stays(settings)
            code = max(code, outcome.exit_code)
        else:
            code = max(code, _report(outcome, settings, options))
    progress.clear()
    return code


def _report(outcome: Outcome, settings: Settings, options: argparse.Namespace) -> int:
    print_findings(outcome.diagnostics, settings.book, options.json, outcome.bad_breaks, summary=True)
    if not options.json:
        drafts = drafts_line(outcome.drafts, settings.book)
        if drafts:
            say(drafts, sys.stderr)
        for path in outcome.written:
            if path.suffix in (".pdf", ".epub") or path.name == "index.html":
                say(str(path), sys.stdout)
        if not outcome.written:
            _say_what_stays(settings)
    if outcome.products_failed:
        return 4
    return 1 if has_errors((*outcome.diagnostics, *outcome.bad_breaks)) else 0


def _say_what_stays(settings: Settings) -> None:
    """Say after a build that failed whose the files in the output folder are, if there are any."""
    files = list(map(str, files_of_last_edition(settings)))
    if files:
        named = " and ".join(filter(None, (", ".join(files[:-1]), files[-1])))
        say(f"nothing was written: {named} {'is' if len(files) == 1 else 'are'} of the last good build", sys.stderr)
