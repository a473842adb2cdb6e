"""Processes that do one thing after another, each on its own: what becomes of one does not touch the others.

The standard library's pool of processes cannot say which task a dead process had, and gives all others up with it.
"""

import contextlib
import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection
from typing import Any, Final, ParamSpec, TypeVar

from pipeline.errors import PipelineError

Given = ParamSpec("Given")
Made = TypeVar("Made")

_Task = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]

# Not forked from this process: a fork would carry the locks of its threads along. Where it is safe, they are forked
# from one that has done nothing but load what they all need.
_FORKS: Final = sys.platform == "linux"
_PROCESSES: Final = multiprocessing.get_context("forkserver") if _FORKS else multiprocessing.get_context("spawn")
ENGINE: Final = "pipeline.typeset.preloading"
"""The module that loads what lays out chapters."""
_LONG_ENOUGH: Final = 5.0
"""Seconds that a process is given to end by itself."""


class WorkerLostError(PipelineError):
    """A worker process ended before its task did: killed from outside, or out of memory."""


class OverdueError(PipelineError):
    """A task took longer than it was allowed to; its process was killed."""


def load_early(*modules: str) -> None:
    """Begin to load what all processes will need; this returns at once. Modules that fail to load are left to them."""
    if _FORKS:
        from multiprocessing import forkserver

        _PROCESSES.set_forkserver_preload(list(modules))
        forkserver.ensure_running()


class ProcessPool(Executor):
    """At most `count` processes, started when first needed; each begins with `set_up(*given)`.

    A task's future fails with WorkerLostError if its process dies, and with OverdueError if it is not done after
    `time_limit` seconds (None: however long it takes), whatever the process is at then; a new process takes the next.
    """

    def __init__(
        self, count: int, set_up: Callable[..., None], given: tuple[Any, ...], time_limit: float | None
    ) -> None:
        """Start nothing yet."""
        self._count = count
        self._prepared = set_up, given
        self._time_limit = time_limit
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: set[_Worker] = set()
        self._unfinished = 0
        self._counting = threading.Lock()
        self._ended = self._killed = False

    def submit(self, task: Callable[Given, Made], /, *arguments: Given.args, **named: Given.kwargs) -> Future[Made]:
        """Have a task done; it and its arguments must be picklable."""
        if self._ended:
            raise RuntimeError("this pool has ended")
        future: Future[Made] = Future()
        with self._counting:
            self._unfinished += 1
            wanted = min(self._count, self._unfinished)
        future.add_done_callback(self._finished)
        self._tasks.put((future, task, arguments, named))
        while len(self._threads) < wanted:
            self.start_one()
        return future

    def start_one(self) -> None:
        """Start a process before there is anything to do, so that the first task finds it ready."""
        thread = threading.Thread(target=self._attend, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _finished(self, _: "Future[Any]") -> None:
        with self._counting:
            self._unfinished -= 1

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: once all tasks are done, or, without `wait`, at once."""
        self._ended = True
        if cancel_futures or not wait:
            while not self._tasks.empty():
                waiting = self._tasks.get()
                if waiting:
                    waiting[0].cancel()
        for _ in self._threads:
            self._tasks.put(None)
        if not wait:
            self._killed = True
            for worker in tuple(self._workers):
                worker.kill()
        for thread in self._threads:
            thread.join()

    def _attend(self) -> None:
        """Give tasks to one process after another, for as long as there are any."""
        worker: _Worker | None = None
        with contextlib.suppress(OSError):  # with the first task it is tried once more
            worker = self._start()
        while task := self._tasks.get():
            future, *call = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                worker = worker or self._start()
                made = worker.do(call, self._time_limit)
            except (WorkerLostError, OverdueError) as lost:
                if worker:
                    self._workers.discard(worker)
                    worker.kill()
                worker = None
                future.set_exception(lost)
            except BaseException as failure:
                future.set_exception(failure)
            else:
                future.set_result(made)
        if worker:
            worker.end()
            self._workers.discard(worker)

    def _start(self) -> "_Worker":
        worker = _Worker(*self._prepared)
        self._workers.add(worker)
        if self._killed:
            worker.kill()
        return worker


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, set_up: Callable[..., None], given: tuple[Any, ...]) -> None:
        self._pipe, theirs = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=_serve, args=(theirs, dict(os.environ), set_up, given), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False

    def do(self, call: list[Any], time_limit: float | None) -> Any:
        """Have a call made and return what it returns, or raise what it raises."""
        try:
            if not self._ready:
                self._ready = bool(self._pipe.recv())
            self._pipe.send(call)
            if not self._pipe.poll(time_limit):
                raise OverdueError(f"not done after {time_limit:g} s")
            failed, made = self._pipe.recv()
        except (EOFError, ConnectionError) as problem:
            self._process.join(_LONG_ENOUGH)
            raise WorkerLostError(_ending(self._process.exitcode)) from problem
        if failed:
            raise made
        return made

    def end(self) -> None:
        """Let the process end, which has nothing to do."""
        self._pipe.close()
        self._process.join(_LONG_ENOUGH)
        self.kill()

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its process was ended by {signal.Signals(-code).name}"
    return "its process ended" if code is None else f"its process ended with exit code {code}"


def _serve(pipe: Connection, environment: dict[str, str], set_up: Callable[..., None], given: tuple[Any, ...]) -> None:
    """Do what comes through the pipe until it is closed; Ctrl-C is for the parent to hear."""
    os.environ.clear()
    os.environ.update(environment)  # as it is now: what this process was forked from may have started long ago
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A task is made of trees of values without circles: looking for such after each 700 of them is a tenth of the work.
    gc.freeze()
    gc.set_threshold(100_000, 50)
    set_up(*given)
    pipe.send(True)  # ready: the time limit is the task's alone
    while True:
        try:
            task, arguments, named = pipe.recv()
        except EOFError:
            return
        try:
            answer = False, task(*arguments, **named)
        except MemoryError:
            answer = True, WorkerLostError("out of memory")  # at which the process is ended, with all that it holds
        except Exception as failure:
            failure.add_note("".join(traceback.format_exception(failure)))
            answer = True, failure
        try:
            pipe.send(answer)
        except ConnectionError:
            return
