"""Keeps one Typst compiler open: every line of standard input compiles once more, and its seconds are printed."""

import sys
import time

import typst


def main(source: str, target: str, fonts: str) -> None:
    """Compile `source` to `target` as often as asked."""
    compiler = typst.Compiler(source, font_paths=[fonts], ignore_system_fonts=True)
    while sys.stdin.readline():
        begin = time.perf_counter()
        compiler.compile(output=target)
        print(time.perf_counter() - begin, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
