"""Loaded by every Python process of an audited run: notes what it opens, connects to and starts (PEP 578)."""

import os
import sys

_LOG = os.environ["AUDIT_LOG"]
_LOCAL = (1, -1)
"""AF_UNIX, by which processes of one machine speak with one another, and what was opened already."""
_STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" or event in _STARTS or event.startswith("socket."):
        if event == "socket.__new__" and arguments[1] in _LOCAL:
            return
        if event.startswith("socket.") and arguments and getattr(arguments[0], "family", None) in _LOCAL:
            return
        target = arguments[0] if arguments else ""
        if isinstance(target, int) or target == _LOG:
            return
        text = os.fsdecode(target) if isinstance(target, str | bytes | os.PathLike) else repr(arguments)
        text = os.path.abspath(text) if event == "open" else text  # noqa: PTH100  # pathlib would audit itself
        handle = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, f"{event}\t{text}\n".encode())
        os.close(handle)


sys.addaudithook(_note)
