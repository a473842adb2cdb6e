"""`pipeline build`: make the PDF and the EPUB."""

import argparse
import sys

from pipeline.book.diagnostics import has_errors
from pipeline.cli.arguments import Commands, add_book, add_json, add_output, book_folder
from pipeline.cli.report import print_findings, progress_line
from pipeline.folders import styles_folder
from pipeline.settings import Product, Settings
from pipeline.unchanged import build_if_changed


def add_to(commands: Commands) -> None:
    """Add the command to the command line."""
    description = "Make a book's PDF and EPUB; the last good ones stay unless both are sound."
    parser = commands.add_parser("build", help="make the PDF and the EPUB", description=description)
    add_book(parser)
    add_output(parser)
    add_json(parser)
    parser.add_argument("--only", choices=[product.value for product in Product], help="make this product and no other")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build, print what was found and what was written, and return the exit code."""
    book = book_folder(options.book)
    products = frozenset({Product(options.only)}) if options.only else frozenset({Product.PDF, Product.EPUB})
    progress = progress_line(sys.stderr)
    try:
        outcome = build_if_changed(Settings(book, options.output, styles_folder(), products, progress))
    finally:
        progress.clear()
    print_findings(outcome.diagnostics, book, options.json, outcome.bad_breaks, summary=True)
    if not options.json:
        for path in outcome.written:
            if path.suffix in (".pdf", ".epub") or path.name == "index.html":
                print(path)
    if outcome.products_failed:
        return 4
    return 1 if has_errors((*outcome.diagnostics, *outcome.bad_breaks)) else 0
