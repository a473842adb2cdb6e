"""A build that would change nothing is not made: what it would write stands in the output folder already.

Known by digests: of every file of the book, the styles and the package, of the programs and libraries it is built with,
of the date; and of the finished files themselves.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.book.diagnostics import Diagnostic, Severity, SourceLocation
from pipeline.clock import given_or_committed
from pipeline.file_digests import FileDigests
from pipeline.libraries import library_versions
from pipeline.settings import Outcome, Settings

MOST_FILES: Final = 10_000
"""A folder that holds more is not looked through; its book is built each time."""

_PACKAGE: Final = Path(__file__).parent


def build_if_changed(settings: Settings, locked: bool = True, anew: bool = False) -> Outcome:
    """Build a book, or return what the last build found if nothing that it depends on has changed since.

    Without `locked` it is the caller that has the output folder alone; `anew` it is built in any case. Raises
    PipelineError as `pipeline.build.build` does.
    """
    before = _digest_of_inputs(settings)
    known = None if anew else _last_outcome(settings, before)
    if known is not None:
        return known
    _load_engine_elsewhere(settings)
    from pipeline.build import build, build_unlocked  # here, for it loads every library that a book is built with

    outcome = build(settings) if locked else build_unlocked(settings)
    if outcome.written and before is not None:
        settings.standing.put_off(partial(_keep_if_still_so, settings, before, outcome))
    return outcome


def _load_engine_elsewhere(settings: Settings) -> None:
    """Have the process from which workers are forked load the layout engine while this one loads all the rest."""
    if settings.cluster is None and (settings.workers or os.cpu_count() or 1) > 1 and not settings.standing.lasts:
        from pipeline.pool import ENGINE, load_early

        load_early(ENGINE)


def record_of(settings: Settings) -> Path:
    """Return where it is written from what a book was built last; several may have one output folder."""
    book = hashlib.sha256(str(settings.book.resolve()).encode()).hexdigest()
    return settings.cache / f"unchanged-{book[:16]}.json"


def _digest_of_inputs(settings: Settings) -> str | None:
    """Return a digest of all that decides what a build writes and finds, None where it cannot be told."""
    libraries = library_versions()
    if libraries is None:
        return None
    digest = hashlib.sha256()

    def add(*texts: object) -> None:
        for text in texts:
            data = text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogateescape")
            digest.update(len(data).to_bytes(8, "big") + data)

    add(sorted(settings.products), settings.checked, settings.on_shelf, given_or_committed(settings.book), sys.version)
    add(*sorted(libraries.items()), *sorted(_installed()))
    files = settings.standing.of(FileDigests)
    names: set[str] = set()
    try:
        for folder in (settings.book, settings.styles, _PACKAGE):
            above = len(str(folder))
            for file in _files(folder, settings.output):
                add(file.path[above:], files.of(file))
                names.add(file.path)
    except (OSError, _TooManyFilesError):
        return None
    files.keep_only(names)
    return digest.hexdigest()


class _TooManyFilesError(Exception):
    """A folder holds so many files that it cannot be a book's own."""


def _files(folder: Path, output: Path) -> Iterator["os.DirEntry[str]"]:
    """Yield the files below a folder in order, but for hidden ones, what Python keeps, and what builds wrote."""
    own, count = output.resolve(), 0
    waiting = [str(folder)]
    while waiting:
        here = waiting.pop()
        if Path(here).resolve() == own:
            continue
        with os.scandir(here) as entries:
            found = sorted((entry for entry in entries if entry.name[0] != "."), key=lambda entry: entry.name)
        folders = [entry.path for entry in found if entry.is_dir() and not entry.name.startswith("__pycache__")]
        waiting += reversed(folders)
        for entry in found:
            if not entry.is_dir():
                count += 1
                if count > MOST_FILES:
                    raise _TooManyFilesError
                yield entry


def _installed() -> Iterator[str]:
    """Yield name and version of every package there is."""
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                names = [entry.name for entry in entries]
        except OSError:
            continue
        yield from (name for name in names if name.endswith(".dist-info"))


def _last_outcome(settings: Settings, inputs: str | None) -> Outcome | None:
    """Return what the last build found, if it was made from the same inputs and what it wrote is still whole."""
    try:
        record = json.loads((record_of(settings)).read_text(encoding="utf-8"))
        if inputs is None or record["inputs"] != inputs:
            return None
        written = {settings.output / name: digest for name, digest in record["written"].items()}
        if any(hashlib.sha256(path.read_bytes()).hexdigest() != digest for path, digest in written.items()):
            return None
        return Outcome(
            tuple(map(_diagnostic, record["diagnostics"])),
            tuple(map(_diagnostic, record["bad_breaks"])),
            tuple(written),
            drafts=tuple(map(str, record["drafts"])),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _keep_if_still_so(settings: Settings, inputs: str, outcome: Outcome) -> None:
    """Note what a book was built from: what was saved while it was being read may be in it or not."""
    if inputs == _digest_of_inputs(settings):
        _keep(settings, inputs, outcome)


def _keep(settings: Settings, inputs: str, outcome: Outcome) -> None:
    """Note what a book was built from; where that cannot be done, it is built again the next time."""
    place = record_of(settings)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        record = {
            "inputs": inputs,
            "written": {
                path.relative_to(settings.output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in outcome.written
            },
            "diagnostics": list(map(asdict, outcome.diagnostics)),
            "bad_breaks": list(map(asdict, outcome.bad_breaks)),
            "drafts": outcome.drafts,
        }
        beside.write_text(json.dumps(record, default=str), encoding="utf-8")
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)


def _diagnostic(record: Mapping[str, object]) -> Diagnostic:
    place = record["location"]
    location = None
    if isinstance(place, dict):
        location = SourceLocation(PurePosixPath(place["path"]), place["line"], place["column"])
    hint = record["hint"]
    return Diagnostic(
        str(record["rule"]),
        Severity(str(record["severity"])),
        str(record["message"]),
        location,
        None if hint is None else str(hint),
    )
