"""`make bench`: how long builds take beside their peers, and what memory; run it on a quiet machine."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.cases import Bench, peers
from tests.benchmarks.processes import Measure
from tests.benchmarks.report import as_json, as_markdown


def main() -> int:
    """Measure, write the results, and return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("output/.bench"), help="where the books are written")
    parser.add_argument("--results", type=Path, default=Path("output/benchmark"), help="results, without ending")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--quick", action="store_true", help="a small book, one round: does everything run?")
    parser.add_argument("--shelf", action="store_true", help="also build a shelf of books: as long again")
    options = parser.parse_args()
    found = peers()
    skipped = [f"{name} is not installed" for name, place in found.items() if place is None]
    bench = Bench(
        options.folder.absolute(), "quick" if options.quick else "long", found["pandoc"], found["typst"] is not None
    )
    measures: dict[str, list[Measure]] = defaultdict(list)

    def record(case: str, measure: Measure) -> None:
        work = f", {measure.work:.2f} s of processors" if measure.work else ""
        memory = f", {measure.peak / 2**20:.0f} MiB" if measure.peak else ""
        print(f"{case}: {measure.seconds:.2f} s{work}{memory}", file=sys.stderr, flush=True)
        measures[case].append(measure)
        _write(options.results, measures, skipped)  # each time: whoever ends a long run keeps what was measured

    bench.prepare()
    for _ in range(1 if options.quick else options.rounds):
        bench.round(record)
    if not options.quick:
        bench.longest(record)
    if options.shelf:
        bench.shelf(record)
    print(as_markdown(measures, skipped))
    return 0


def _write(results: Path, measures: Mapping[str, Sequence[Measure]], skipped: Sequence[str]) -> None:
    results.parent.mkdir(parents=True, exist_ok=True)
    results.with_suffix(".md").write_text(as_markdown(measures, skipped), encoding="utf-8")
    results.with_suffix(".json").write_text(as_json(measures, skipped), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
