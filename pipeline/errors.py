"""What the machine did: exceptions that own their exit code.

What an author did is never an exception but a `Diagnostic` (see `pipeline.book.diagnostics`).
"""

from typing import ClassVar


class PipelineError(Exception):
    """Something outside the manuscript went wrong; the message is one plain sentence for the user."""

    exit_code: ClassVar[int] = 3


class UsageError(PipelineError):
    """The command was called in a way it does not understand."""

    exit_code: ClassVar[int] = 2


class ToolMissingError(PipelineError):
    """A program or library that the work needs is not on this machine."""

    exit_code: ClassVar[int] = 3


class OutputError(PipelineError):
    """A product could not be written: disk full, no permission, no such folder."""

    exit_code: ClassVar[int] = 3


class LayoutError(PipelineError):
    """The layout engine failed on a chapter, or left a part of it out."""

    exit_code: ClassVar[int] = 4


class UnsettledFoliosError(PipelineError):
    """Page references kept moving the pages they name; the message names them."""

    exit_code: ClassVar[int] = 4
