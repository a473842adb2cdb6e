"""`pipeline check`: look at the manuscript, at its pages and at the finished files."""

import argparse
import sys

from pipeline.book.diagnostics import has_errors
from pipeline.cli.arguments import Commands, add_book, add_json, add_output, book_folder
from pipeline.cli.report import count_line, drafts_line, print_findings, progress_line, say
from pipeline.folders import styles_folder
from pipeline.settings import Settings


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = (
        "Check the manuscript, the breaks of its lines and pages, and the PDF and EPUB that the last build left."
    )
    parser = commands.add_parser("check", help="check the manuscript and the finished files", description=description)
    add_book(parser)
    add_output(parser)
    add_json(parser)
    parser.add_argument(
        "--online", action="store_true", help="also ask every address the book names, once, whether it answers"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, print what was found and what could not be checked, and return the exit code."""
    from pipeline.inspection import inspect  # here, for it loads every library, and other commands need none

    book = book_folder(options.book)
    progress = progress_line(sys.stderr)
    try:
        inspection = inspect(Settings(book, options.output, styles_folder(), progress=progress), options.online)
    finally:
        progress.clear()
    print_findings(inspection.diagnostics, book, options.json, inspection.bad_breaks)
    if not options.json:
        drafts = drafts_line(inspection.drafts, book)
        if drafts:
            print(drafts)
        for what in inspection.checked:
            print(f"checked: {what}")
    for what in inspection.skipped:
        print(f"skipped: {what}", file=sys.stderr)
    if not options.json:
        say(count_line((*set(inspection.diagnostics), *inspection.bad_breaks)), sys.stdout)
    if inspection.products_failed:
        return 4
    return 1 if has_errors((*inspection.diagnostics, *inspection.bad_breaks)) else 0
