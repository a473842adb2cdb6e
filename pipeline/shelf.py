"""Several books at once: each is built by one process, so that all processes are busy until the last book."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import replace
from typing import Final

from pipeline.book.diagnostics import Severity
from pipeline.book.report import ShelvedBook
from pipeline.errors import PipelineError, UsageError
from pipeline.loading import loaded_late, loading
from pipeline.lock import alone
from pipeline.output import write_files
from pipeline.pool import ENGINE, ProcessPool, WorkerLostError, load_early
from pipeline.reporting import way_to, write_shelf_report
from pipeline.settings import Outcome, Settings, silent
from pipeline.unchanged import build_if_changed, record_of

Told = Callable[[str], None]

_EARLY: Final = (ENGINE, "pipeline.build")


def build_shelf(
    shelf: Sequence[Settings], workers: int | None, told: Told
) -> Iterator[tuple[Settings, Outcome | PipelineError]]:
    """Build books that all go to one output folder, and yield each when it is done: its outcome, or what failed.

    At most `workers` processes (by default as many as processors) take one book after another, the longest first; each
    builds its book by itself. A book whose process dies is tried once more. When all are done their common report is
    written, by this process, which loads for it alone, and while it has nothing to do. Raises UsageError, before
    anything is built, where two books would write the same files.
    """
    if not all(record_of(book).exists() for book in shelf):  # else there may be nothing to build, nor to load
        load_early(*_EARLY, *loaded_late(shelf[0]))
    _refuse_same_slug(shelf)
    ends: dict[Settings, Outcome | PipelineError] = {}
    with alone(shelf[0]):
        with loading("pipeline.read", "pipeline.report"):
            for book, end in _build_each(shelf, workers, told):
                ends[book] = end
                yield book, end
        from pipeline.read import read_styles

        report = write_shelf_report([_shelved(book, ends[book]) for book in shelf], read_styles(shelf[0].styles))
        write_files(shelf[0].output, report)


def _refuse_same_slug(shelf: Sequence[Settings]) -> None:
    from pipeline.read import read_slug

    first: dict[str, Settings] = {}
    for book in shelf:
        slug = read_slug(book.book)
        if slug is not None and first.setdefault(slug, book) is not book:
            raise UsageError(
                f"{first[slug].book} and {book.book} have the same slug “{slug}”, so that one would replace the other; "
                "nothing was built: give each a slug of its own in its book.yaml"
            )


def _build_each(
    shelf: Sequence[Settings], workers: int | None, told: Told
) -> Iterator[tuple[Settings, Outcome | PipelineError]]:
    count = min(workers or os.cpu_count() or 1, len(shelf))
    in_order = sorted(shelf, key=_length, reverse=True)
    with ProcessPool(count, _set_up, (), time_limit=None) as pool:
        waiting = {pool.submit(_build, _own(book)): (book, 1) for book in in_order}
        while waiting:
            future = next(as_completed(waiting))
            book, tries = waiting.pop(future)
            try:
                outcome = future.result()
            except WorkerLostError as lost:
                if tries == 1:
                    waiting[pool.submit(_build, _own(book))] = book, 2
                else:
                    yield book, lost
                continue
            except PipelineError as failure:
                yield book, failure
                continue
            told(f"{len(shelf) - len(waiting)} of {len(shelf)} books done")
            yield book, outcome


def _shelved(book: Settings, end: Outcome | PipelineError) -> ShelvedBook:
    folder = way_to(book.book, book.output)
    if isinstance(end, PipelineError):
        return ShelvedBook(folder, (), 0, 0, str(end))
    found = (*end.diagnostics, *end.bad_breaks)
    errors = sum(one.severity is Severity.ERROR for one in found)
    files = tuple(path.relative_to(book.output).as_posix() for path in end.written)
    return ShelvedBook(folder, files, errors, len(found) - errors)


def _build(book: Settings) -> Outcome:
    return build_if_changed(book, locked=False)


def _own(book: Settings) -> Settings:
    """Return the settings of a book that one process builds."""
    return replace(book, workers=1, progress=silent, on_shelf=True)


def _length(book: Settings) -> int:
    return sum(file.stat().st_size for file in book.book.rglob("*.md"))


def _set_up() -> None:
    """Prepare nothing: a build brings all it needs."""
