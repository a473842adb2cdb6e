"""Chapters laid out side by side, each in a process of its own."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, Self

from pipeline.book.layout import ChapterLayout
from pipeline.book.manuscript import Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import PieceId, ResourcePath
from pipeline.book.styles import Styles
from pipeline.errors import LayoutError
from pipeline.typeset import typeset_chapter

Resources = Mapping[ResourcePath, Resource]
Told = Callable[[str], None]

_TRIES: Final = 2
_styles: Styles | None = None


class Workers:
    """Lays out chapters in at most `count` processes; a single chapter is laid out in this one.

    A context manager: the processes are started when first needed and ended with the context.
    """

    def __init__(self, styles: Styles, count: int | None = None) -> None:
        """Take the styles that every layout uses; `count` is by default the number of processors."""
        self._styles = styles
        self._count = count or os.cpu_count() or 1
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        """Begin; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; after an error without waiting for what they do."""
        self._end(wait=kind is None)

    def lay_out(self, markups: Sequence[ChapterMarkup], resources: Resources, told: Told) -> Sequence[ChapterLayout]:
        """Return the layouts of markups in their order; `told` hears each chapter's title when it is done.

        A process that dies (killed, out of memory) costs the chapters that were not done one more try; then
        LayoutError names them.
        """
        done: dict[PieceId, ChapterLayout] = {}
        if len(markups) < 2 or self._count < 2:
            for markup in markups:
                told(markup.title)
                done[markup.piece] = typeset_chapter(markup, self._styles, resources)
            return [done[markup.piece] for markup in markups]
        for _ in range(_TRIES):
            self._try([markup for markup in markups if markup.piece not in done], resources, told, done)
            if len(done) == len(markups):
                return [done[markup.piece] for markup in markups]
        lost = ", ".join(f"“{markup.title}”" for markup in markups if markup.piece not in done)
        raise LayoutError(f"the process that laid out a chapter was ended twice; not done: {lost}")

    def _try(
        self,
        waiting: Sequence[ChapterMarkup],
        resources: Resources,
        told: Told,
        done: dict[PieceId, ChapterLayout],
    ) -> None:
        """Lay out as many of the waiting chapters as the processes live to; those are put into `done`."""
        executor = self._start()
        # The longest first, so that at the end no process is left alone with a long one.
        in_order = sorted(waiting, key=lambda markup: len(markup.xhtml), reverse=True)
        try:
            futures = {
                executor.submit(_lay_out, markup, {path: resources[path] for path in markup.resources}): markup
                for markup in in_order
            }
            for future in as_completed(futures):
                markup = futures[future]
                done[markup.piece] = future.result()
                told(markup.title)
        except BrokenProcessPool:
            self._end(wait=False)

    def _start(self) -> Executor:
        if self._executor is None:
            # Not forked from this process: a fork would carry the locks of its threads along.
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self._count, context, _set_up, (self._styles,))
        return self._executor

    def _end(self, wait: bool) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=wait, cancel_futures=True)
            self._executor = None


def _set_up(styles: Styles) -> None:
    """Prepare a worker: it keeps the styles, and leaves it to its parent to hear Ctrl-C."""
    global _styles  # a worker process has no other place for what all its chapters share
    _styles = styles
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _lay_out(markup: ChapterMarkup, resources: Resources) -> ChapterLayout:
    if _styles is None:
        raise RuntimeError("this worker was not set up")
    return typeset_chapter(markup, _styles, resources)
