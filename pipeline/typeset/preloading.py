"""Loads the engine in the process that others are forked from; what goes wrong there, each of them says for itself."""

import contextlib

from pipeline.errors import ToolMissingError

with contextlib.suppress(ToolMissingError):
    from pipeline.typeset import chapter as chapter
