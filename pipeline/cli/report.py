"""Findings on a terminal, in a file or for a program."""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from pipeline.book.diagnostics import Diagnostic, Severity

_MOST_NAMED = 6
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33"}


def print_findings(
    diagnostics: Sequence[Diagnostic],
    book: Path,
    as_json: bool,
    bad_breaks: Sequence[Diagnostic] = (),
    summary: bool = False,
) -> None:
    """Print findings by place, each once: JSON to standard output, or lines for people to standard error.

    `bad_breaks` come last, in the order they are given. With `summary` people see only those that are errors, and
    how many others there are.
    """
    ordered = [*sorted(set(diagnostics), key=_order), *bad_breaks]
    if as_json:
        say(json.dumps([_as_json(found, book) for found in ordered], ensure_ascii=False, indent=2), sys.stdout)
        return
    hidden = [found for found in bad_breaks if summary and found.severity is Severity.WARNING]
    for found in ordered:
        if found not in hidden:
            say(_line(found, book, _coloured(sys.stderr)), sys.stderr)
    if hidden:
        say(f"{_count(len(hidden), 'bad break')}; “{program()} check” lists them", sys.stderr)
    errors = sum(found.severity is Severity.ERROR for found in ordered)
    if errors:
        first = next(found.rule for found in ordered if found.severity is Severity.ERROR)
        say(f"{_count(errors, 'error')}; “{program()} explain {first}” tells how to mend such a one", sys.stderr)


def count_line(findings: Sequence[Diagnostic]) -> str:
    """Return the line that says how many findings there are of each severity."""
    errors = sum(found.severity is Severity.ERROR for found in findings)
    counts = ((errors, "error"), (len(findings) - errors, "warning"))
    return ", ".join(_count(number, word) for number, word in counts if number) + "." if findings else "No findings."


def drafts_line(drafts: Sequence[str], book: Path) -> str | None:
    """Return the line that says which chapters in a book are drafts, None where none is."""
    if not drafts:
        return None
    names = ", ".join(shown_folder(book) + name for name in drafts[:_MOST_NAMED])
    more = f" and {len(drafts) - _MOST_NAMED} more" if len(drafts) > _MOST_NAMED else ""
    are = "1 chapter in the book is a draft" if len(drafts) == 1 else f"{len(drafts)} chapters in the book are drafts"
    return f"{are}: {names}{more}"


def say(line: str, stream: TextIO) -> None:
    """Print a line; when nobody listens any more (`| head`), go on in silence, so that the exit code still tells."""
    try:
        print(line, file=stream, flush=True)
    except BrokenPipeError:
        with open(os.devnull, "w", encoding="utf-8") as silence:  # noqa: PTH123 - a device, not a file of ours
            os.dup2(silence.fileno(), stream.fileno())


def program() -> str:
    """Return how this command is called from here: its name, or where it is not found by it, its path."""
    if shutil.which("pipeline"):
        return "pipeline"
    script = Path(sys.executable).with_name("pipeline")
    if not script.exists():
        return "pipeline"
    return script.relative_to(Path.cwd()).as_posix() if script.is_relative_to(Path.cwd()) else str(script)


def progress_line(stream: TextIO) -> "ProgressLine":
    """Return a line that shows what is being done while `stream` is a terminal, and nothing otherwise."""
    return ProgressLine(stream if stream.isatty() else None)


class ProgressLine:
    """One line of a terminal, written over again and again."""

    def __init__(self, stream: TextIO | None) -> None:
        """Write to `stream`; None shows nothing."""
        self._stream = stream

    def __call__(self, doing: str) -> None:
        """Show what is being done."""
        if self._stream:
            print(f"\r\x1b[K{doing} …", end="", file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._stream:
            print("\r\x1b[K", end="", file=self._stream, flush=True)


def _order(found: Diagnostic) -> tuple[str, int, int, str, str]:
    place = found.location
    if place is None:
        return ("", 0, 0, found.rule, found.message)
    return (str(place.path), place.line or 0, place.column or 0, found.rule, found.message)


def _line(found: Diagnostic, book: Path, coloured: bool) -> str:
    severity = f"\x1b[{_COLOURS[found.severity]}m{found.severity}\x1b[0m" if coloured else found.severity
    place = f"{shown_folder(book)}{found.location}: " if found.location else ""
    hint = f" ({found.hint})" if found.hint else ""
    return f"{place}{severity} {found.rule}: {found.message}{hint}"


def shown_folder(book: Path) -> str:
    """Return what is put before the paths of a book's files, so that they can be opened from here."""
    return "" if book == Path() else f"{book.as_posix().rstrip('/')}/"


def _as_json(found: Diagnostic, book: Path) -> dict[str, object]:
    place = found.location
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "file": f"{shown_folder(book)}{place.path}" if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "hint": found.hint,
    }


def _coloured(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
