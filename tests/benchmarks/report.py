"""Medians, ratios, and what they must be: a table for readers, JSON for machines."""

import json
import os
import platform
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from tests.benchmarks.processes import Measure

Measures = Mapping[str, Sequence[Measure]]

CASES: Final[Mapping[str, str]] = {
    "weasyprint": "the long book by one run of WeasyPrint, tagged",
    "cold": "the long book, no cache",
    "edit": "one paragraph edited",
    "page-added": "chapter 3 made two pages longer",
    "unchanged": "nothing changed",
    "typst-first": "the long book by Typst, compiler kept open, first time",
    "edit-running": "one paragraph edited, process kept open",
    "typst-edit": "one word edited, Typst’s compiler kept open",
    "page-added-running": "chapter 3 made two pages longer, process kept open",
    "unchanged-running": "nothing changed, process kept open",
    "real": "the real book’s PDF and EPUB, no cache, unchecked",
    "pandoc": "the real book’s PDF and EPUB by Pandoc and WeasyPrint",
    "cold-fourfold": "a book four times as long, no cache",
    "shelf-1": "twenty books, no cache, one worker",
    "shelf-2": "twenty books, no cache, two workers",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ratio and the bound it must keep: at least, or with `most` at most, `bound`."""

    name: str
    bound: float
    ratio: float | None
    most: bool = False

    @property
    def holds(self) -> bool | None:
        """Tell whether the bound is kept; None where a peer is not installed."""
        if self.ratio is None:
            return None
        return self.ratio <= self.bound if self.most else self.ratio >= self.bound


def comparisons(measures: Measures) -> Iterator[Comparison]:
    """Yield what is asked of the pipeline, held against its peers."""

    def seconds(over: str, under: str) -> float | None:
        return _ratio(median(measures, over), median(measures, under))

    def memory(over: str, under: str) -> float | None:
        return _ratio(peak(measures, over), peak(measures, under))

    yield Comparison("WeasyPrint ÷ cold build", 3.5, seconds("weasyprint", "cold"))
    yield Comparison("WeasyPrint ÷ one paragraph edited", 20, seconds("weasyprint", "edit"))
    yield Comparison("Typst’s edit ÷ one paragraph edited, both kept open", 1, seconds("typst-edit", "edit-running"))
    yield Comparison("pages added ÷ one paragraph edited", 1.5, seconds("page-added", "edit"), most=True)
    yield Comparison("nothing changed, seconds", 1, median(measures, "unchanged"), most=True)
    yield Comparison("memory: cold build ÷ WeasyPrint", 0.5, memory("cold", "weasyprint"), most=True)
    yield Comparison("memory: four times as long ÷ cold build", 1.15, memory("cold-fourfold", "cold"), most=True)
    yield Comparison("Pandoc ÷ the real book", 1, seconds("pandoc", "real"))
    yield Comparison("twenty books: one worker ÷ two", 1.8, seconds("shelf-1", "shelf-2"))


def median(measures: Measures, case: str) -> float | None:
    """Return the median of a case's seconds."""
    found = measures.get(case)
    return statistics.median(measure.seconds for measure in found) if found else None


def median_work(measures: Measures, case: str) -> float | None:
    """Return the median of a case's seconds of processors."""
    known = [measure.work for measure in measures.get(case, ()) if measure.work is not None]
    return statistics.median(known) if known else None


def peak(measures: Measures, case: str) -> float | None:
    """Return the median of a case's peaks of memory, in bytes."""
    known = [measure.peak for measure in measures.get(case, ()) if measure.peak is not None]
    return statistics.median(known) if known else None


def as_markdown(measures: Measures, skipped: Sequence[str]) -> str:
    """Return both tables."""
    lines = [
        f"{_machine()}\n",
        "| case | seconds (median) | of processors | runs | largest of all processes |",
        "|---|--:|--:|--:|--:|",
    ]
    for case, words in CASES.items():
        seconds, work, memory = median(measures, case), median_work(measures, case), peak(measures, case)
        if seconds is not None:
            parts = (f"{seconds:.2f}", _shown(work, "{:.2f}"), len(measures[case]), _shown(memory, "{:.0f} MiB", 2**20))
            lines.append(f"| {words} | {' | '.join(map(str, parts))} |")
    lines += ["", "| comparison | must be | is | holds |", "|---|--:|--:|---|"]
    for found in comparisons(measures):
        ratio = "–" if found.ratio is None else f"{found.ratio:.2f}"
        holds = {True: "yes", False: "no", None: "not measured"}[found.holds]
        lines.append(f"| {found.name} | {'≤' if found.most else '≥'} {found.bound} | {ratio} | {holds} |")
    lines += ["", *(f"Skipped: {reason}" for reason in skipped)]
    return "\n".join(lines).rstrip() + "\n"


def as_json(measures: Measures, skipped: Sequence[str]) -> str:
    """Return every run's figures and the comparisons."""
    return json.dumps(
        {
            "machine": _machine(),
            "measures": {case: [asdict(measure) for measure in found] for case, found in measures.items()},
            "comparisons": [asdict(found) | {"holds": found.holds} for found in comparisons(measures)],
            "skipped": list(skipped),
        },
        indent=1,
        ensure_ascii=False,
    )


def _shown(value: float | None, form: str, unit: float = 1) -> str:
    return "" if value is None else form.format(value / unit)


def _ratio(over: float | None, under: float | None) -> float | None:
    return over / under if over is not None and under is not None else None


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
