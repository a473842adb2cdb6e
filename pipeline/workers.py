"""Chapters laid out side by side, each in a process of its own."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Final, Self

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.furniture import Stamp, Stamps
from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, PieceId, ResourcePath
from pipeline.book.styles import Styles
from pipeline.cache import BuildCache
from pipeline.errors import LayoutError, PipelineError, ToolMissingError
from pipeline.keys import code_digest
from pipeline.pool import ENGINE, OverdueError, ProcessPool, WorkerLostError, load_early
from pipeline.settings import TIME_LIMIT
from pipeline.standing import Standing
from pipeline.typeset import engine_versions, prepare_engine, typeset_chapter, typeset_furniture

if TYPE_CHECKING:
    from pipeline.typeset.standing_type import StandingType
Resources = Mapping[ResourcePath, Resource]
Told = Callable[[str], None]

_TRIES: Final = 2
_styles: Styles | None = None
_ONE_AT_A_TIME: Final = threading.Lock()
"""A worker of a cluster may have several threads; the layout engine is made for one."""


class Workers:
    """Lays out chapters in at most `count` processes; where one alone is to be laid out, in this one.

    A context manager: the processes are started when first needed and ended with the context.
    """

    def __init__(
        self,
        styles: Styles,
        count: int | None = None,
        cache: BuildCache | None = None,
        time_limit: float = TIME_LIMIT,
        executor: Executor | None = None,
        standing: Standing | None = None,
    ) -> None:
        """Take the styles that every layout uses; `count` is by default the number of processors.

        Workers put what they make into `cache`, so that it need not pass through this process. Where an `executor`
        is given, it does the work instead: its workers see no file of ours, and their layouts come back as values.
        What is laid out in this process is left standing for another build, where there may be one.
        """
        self._styles = styles
        self._count = count or os.cpu_count() or 1
        self._cache = cache
        self._time_limit = time_limit
        self._executor = executor
        self._standing = standing
        self._own: ProcessPool | None = None
        self._used = False

    def __enter__(self) -> Self:
        """Begin; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; after an error, or if there was nothing to do, without waiting for them."""
        if self._own is not None:
            self._own.shutdown(wait=kind is None and self._used)
            self._own = None

    def start_early(self) -> None:
        """Have a process get ready for the first chapter while it is not known yet which one that is."""
        type_stands = self._standing is not None and self._standing.holds(_no_type)
        if self._executor is None and self._own is None and self._count > 1 and not type_stands:
            load_early(ENGINE)
            self._pool.start_one()

    def lay_out(
        self, markups: Sequence[ChapterMarkup], keys: Mapping[PieceId, str], resources: Resources, told: Told
    ) -> Sequence[ChapterLayout]:
        """Return the layouts of markups in their order; `told` hears each chapter's title when it is done.

        Each is kept in the cache under the key of its piece. A chapter whose process dies (killed, out of memory) is
        tried once more. Raises LayoutError, which names the chapter, where it dies again or takes too long.
        """
        here = self._to_be_laid_out_here(markups)
        afar = [markup for markup in markups if markup not in here]
        self._used = self._used or bool(afar)
        # The longest first, so that at the end no process is left alone with a long one.
        in_order = sorted(afar, key=lambda markup: len(markup.xhtml), reverse=True)
        waiting = {self._submit(markup, keys, resources): (markup, 1) for markup in in_order}
        done = {markup.piece: self._lay_out_here(markup, keys, resources, told) for markup in here}
        while waiting:
            # Our own pool counts the time of each chapter; of another we know only that nothing comes any more.
            finished = wait(waiting, self._time_limit if self._executor else None, FIRST_COMPLETED).done
            if not finished:
                raise LayoutError(self._overdue(*(markup for markup, _ in waiting.values())))
            future = finished.pop()
            markup, tries = waiting.pop(future)
            try:
                done[markup.piece] = self._kept(future.result(), keys)
            except (WorkerLostError, MemoryError) as lost:
                if tries == _TRIES:
                    raise LayoutError(f"“{markup.title}” could not be laid out, twice: {_words(lost)}") from lost
                waiting[self._submit(markup, keys, resources)] = markup, tries + 1
            except OverdueError as late:
                raise LayoutError(self._overdue(markup)) from late
            else:
                told(markup.title)
        return [done[markup.piece] for markup in markups]

    def lay_out_furniture(
        self, sets: Sequence[Sequence[Stamp]], language: LanguageTag, places: Mapping[Stamp, SourceLocation]
    ) -> Sequence[Stamps]:
        """Return sets of running heads and folios, each laid out; `places` is where they are written.

        They are laid out in this process where none of ours is there, or where one dies. Raises LayoutError where one
        takes too long.
        """
        if self._own is None:
            return [typeset_furniture(stamps, self._styles, language, places) for stamps in sets]
        self._used = True
        futures = [self._own.submit(_lay_out_furniture, stamps, language, places) for stamps in sets]
        made: list[Stamps] = []
        for future, stamps in zip(futures, sets, strict=True):
            try:
                made.append(future.result())
            except (WorkerLostError, MemoryError):
                made.append(typeset_furniture(stamps, self._styles, language, places))
            except OverdueError as late:
                raise LayoutError(f"the running heads were not laid out within {self._time_limit:g} s") from late
        return made

    def _submit(
        self, markup: ChapterMarkup, keys: Mapping[PieceId, str], resources: Resources
    ) -> "Future[ChapterLayout]":
        used = {path: resources[path] for path in markup.resources}
        if self._executor:
            return self._executor.submit(_lay_out_afar, markup, used, self._styles, _version())
        return self._pool.submit(_lay_out, markup, used, self._cache, keys[markup.piece])

    @property
    def _pool(self) -> ProcessPool:
        if self._own is None:
            self._own = ProcessPool(self._count, _set_up, (self._styles,), self._time_limit)
        return self._own

    def _kept(self, layout: ChapterLayout, keys: Mapping[PieceId, str]) -> ChapterLayout:
        """Put a layout into the cache that did not get there where it was made."""
        return layout if layout.file or not self._cache else self._cache.keep(keys[layout.piece], layout)

    def _to_be_laid_out_here(self, markups: Sequence[ChapterMarkup]) -> Sequence[ChapterMarkup]:
        """Return what this process lays out: a piece that is alone, and those of whose pages most stand here."""
        if self._executor:
            return []
        alone = len(markups) < 2
        if self._own is None and (alone or self._count < 2):
            return markups
        standing = self._standing_type()
        if standing is None:
            return []
        return markups if alone else [markup for markup in markups if standing.holds(markup.piece)]

    def _standing_type(self) -> "StandingType | None":
        if self._standing is None or not self._standing.lasts:
            return None
        return self._standing.of(_no_type)

    def _overdue(self, *markups: ChapterMarkup) -> str:
        titles = ", ".join(f"“{markup.title}”" for markup in markups)
        return f"{titles} was not laid out within {self._time_limit:g} s"

    def _lay_out_here(
        self, markup: ChapterMarkup, keys: Mapping[PieceId, str], resources: Resources, told: Told
    ) -> ChapterLayout:
        told(markup.title)
        with _alarm(self._time_limit, self._overdue(markup)):
            return self._kept(typeset_chapter(markup, self._styles, resources, self._standing_type()), keys)


def _no_type() -> "StandingType":
    """Return a place for standing type, empty; the engine is loaded for it."""
    from pipeline.typeset.standing_type import StandingType

    return StandingType()


def _set_up(styles: Styles) -> None:
    """Prepare a worker: it keeps the styles that all its chapters share."""
    global _styles  # a worker process has no other place for them
    _styles = styles
    with contextlib.suppress(PipelineError):  # which the first chapter meets again, and reports
        prepare_engine(styles)


def _lay_out(markup: ChapterMarkup, resources: Resources, cache: BuildCache | None, key: str) -> ChapterLayout:
    if _styles is None:
        raise RuntimeError("this worker was not set up")
    layout = typeset_chapter(markup, _styles, resources)
    return cache.keep(key, layout) if cache else layout


def _lay_out_furniture(
    stamps: Sequence[Stamp], language: LanguageTag, places: Mapping[Stamp, SourceLocation]
) -> Stamps:
    if _styles is None:
        raise RuntimeError("this worker was not set up")
    return typeset_furniture(stamps, _styles, language, places)


def _version() -> Mapping[str, str]:
    """Return what a layout depends on besides what it is made from: programs, and our own code."""
    return {**engine_versions(), "this pipeline": code_digest()}


def _lay_out_afar(
    markup: ChapterMarkup, resources: Resources, styles: Styles, version: Mapping[str, str]
) -> ChapterLayout:
    """Lay a chapter out on another machine, which must have the versions that this one has."""
    own = _version()
    different = sorted(name for name in version if own.get(name) != version[name])
    if different:
        raise ToolMissingError(f"a worker of the cluster has another version of {', '.join(different)}")
    with _ONE_AT_A_TIME:
        return typeset_chapter(markup, styles, resources)


def _words(lost: BaseException) -> str:
    return str(lost) or "out of memory"


@contextmanager
def _alarm(seconds: float, message: str) -> Iterator[None]:
    """Raise LayoutError with `message` if the context is open for longer; only in a program's main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise LayoutError(message)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again, in case the engine takes it for a fault of an image
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
