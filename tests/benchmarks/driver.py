"""Builds from a process of its own, as `pipeline build` does, with what that command does not offer.

`--stay` keeps the process: every line read from standard input builds once more, and the seconds that took are printed.
`--unchecked` leaves out the checks of the finished files, which peers do not make.
"""

import argparse
import gc
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from pipeline.folders import styles_folder
from pipeline.memory import tidy, undisturbed
from pipeline.settings import Product, Settings
from pipeline.standing import Standing
from pipeline.unchanged import build_if_changed


def main() -> int:
    """Build once, or as often as asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--book", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--only")
    parser.add_argument("--stay", action="store_true")
    parser.add_argument("--unchecked", action="store_true")
    options = parser.parse_args()
    gc.set_threshold(100_000, 50)
    products = frozenset({Product(options.only)}) if options.only else frozenset({Product.PDF, Product.EPUB})
    settings = Settings(
        options.book, options.output, styles_folder(), products,
        checked=not options.unchecked, standing=Standing(once=not options.stay),
    )  # fmt: skip
    first = options.stay  # as `pipeline watch` does: it builds at once, and makes ready while it waits
    while not options.stay or sys.stdin.readline():
        begin = time.perf_counter()
        with undisturbed() if options.stay else nullcontext():
            outcome = build_if_changed(settings, anew=first)
        if not outcome.written:
            print(*outcome.diagnostics, sep="\n", file=sys.stderr)
            return 1
        print(time.perf_counter() - begin, flush=True)
        if not options.stay:
            break
        settings.standing.catch_up()
        tidy()
        from pipeline.edition import make_ready  # not sooner: a single build loads it while its workers begin

        make_ready(settings)
        first = False
    return 0


if __name__ == "__main__":
    sys.exit(main())
