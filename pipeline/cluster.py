"""The same work by a Dask cluster: workers on other machines that have this package installed and see no file of ours.

What a chapter needs is sent under the digest of its content, so that fonts, style sheets and images go to each worker
once; layouts come back as bytes.
"""

import contextlib
import importlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from typing import Any, Final, ParamSpec, TypeVar

from pipeline.book.manuscript import Resource
from pipeline.book.styles import Styles
from pipeline.errors import ToolMissingError
from pipeline.pool import WorkerLostError

Given = ParamSpec("Given")
Made = TypeVar("Made")

PATIENCE: Final = "10s"
"""For the scheduler to answer."""


@contextlib.contextmanager
def connected(address: str) -> Iterator[Executor]:
    """Connect to a cluster's scheduler (`tcp://host:8786`) while the context is open.

    Raises ToolMissingError where `distributed` is not installed, nobody answers, or no worker is there.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as missing:
        raise ToolMissingError("--cluster needs the package “distributed” (pip install distributed)") from missing
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        raise ToolMissingError(f"no cluster answers at {address}") from problem
    with client:
        if not client.scheduler_info()["workers"]:
            raise ToolMissingError(f"the cluster at {address} has no workers")
        yield _ClusterExecutor(client, distributed.KilledWorker)


class _ClusterExecutor(Executor):
    """Hands tasks to a cluster; heavy arguments go there once, under the digest of their content."""

    def __init__(self, client: Any, killed: type[Exception]) -> None:
        self._client = client
        self._inner: Executor = client.get_executor(pure=False)
        self._killed = killed
        self._sent: dict[int, tuple[object, Any]] = {}

    def submit(self, task: Callable[Given, Made], /, *arguments: Given.args, **named: Given.kwargs) -> Future[Made]:
        """Have a task done by some worker; a worker's death is told by WorkerLostError."""
        future: Future[Made] = Future()
        sent = [self._send(argument) for argument in arguments]
        inner: Future[Made] = self._inner.submit(task, *sent, **named)

        def pass_on(done: "Future[Made]") -> None:
            if done.cancelled():
                future.cancel()
            elif isinstance(problem := done.exception(), self._killed):
                future.set_exception(WorkerLostError(f"its worker died: {problem}"))
            elif problem:
                future.set_exception(problem)
            else:
                future.set_result(done.result())

        inner.add_done_callback(pass_on)
        return future

    def _send(self, argument: object) -> Any:
        if isinstance(argument, Mapping) and any(isinstance(value, Resource) for value in argument.values()):
            return {key: self._send(value) for key, value in argument.items()}
        if not isinstance(argument, Styles | Resource):
            return argument
        if id(argument) not in self._sent:
            self._sent[id(argument)] = argument, self._client.scatter(argument, hash=True)
        return self._sent[id(argument)][1]
