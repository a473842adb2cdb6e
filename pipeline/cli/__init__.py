"""The command `pipeline`: one small file for each of its commands; here they are put together."""

import argparse
import io
import sys
from collections.abc import Sequence

from pipeline import __version__
from pipeline.cli import build, check, explain, facts, new, watch
from pipeline.errors import PipelineError

COMMANDS = (build, check, watch, explain, facts, new)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 fine, 1 the manuscript has errors, 2 wrong usage, 3 a tool is missing, 4 a product failed its checks.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still gets the finding
    parser = argparse.ArgumentParser(prog="pipeline", description="Turn a manuscript into a typeset PDF and an EPUB.")
    parser.add_argument("--version", action="version", version=f"pipeline {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    try:
        options = parser.parse_args(arguments)
        code = options.run(options)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except PipelineError as failure:
        print(f"pipeline: {failure}", file=sys.stderr)
        return failure.exit_code
    except BrokenPipeError:
        return 0
    except OSError as problem:
        place = f"{problem.filename}: " if problem.filename else ""
        print(f"pipeline: {place}{problem.strerror or problem}", file=sys.stderr)
        return PipelineError.exit_code
    except KeyboardInterrupt:
        print("pipeline: stopped; the last good output is untouched", file=sys.stderr)
        return 130
    return int(code)
