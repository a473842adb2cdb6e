"""The checkers of others: what each looks at in a finished file, and what it said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import PageIndex
from pipeline.book.report import CheckRun
from pipeline.errors import ToolMissingError

OUTSIDE: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    ".epub": (("EPUB 3.3 and its parts", "EPUBCheck"), ("EPUB Accessibility 1.1", "Ace by DAISY")),
    ".pdf": (("PDF/UA-1 and PDF/A-3a", "veraPDF"),),
}
"""What is looked at, and by whom, by the kind of file."""

IN_A_CHECK: Final = "takes longer than a build should; “pipeline check” runs it"

Answer = tuple[CheckRun, tuple[Diagnostic, ...]]


def ask_others(
    path: Path,
    markups: Sequence[ChapterMarkup],
    place_of: Callable[[PageIndex], SourceLocation | None],
    told: Callable[[str], None],
) -> Iterator[Answer]:
    """Yield how each checker that knows such a file ended, and what it found.

    `markups` are those of Medium.EPUB, `place_of` gives the manuscript's line at a page of the PDF; `told` hears who is
    asked. One that is not on this machine, or does not run, is said to be.
    """
    from pipeline.check import check_with_ace, check_with_epubcheck, check_with_verapdf, ended, not_run

    checkers: Mapping[str, Callable[[], Iterator[Diagnostic]]] = {
        "EPUBCheck": lambda: check_with_epubcheck(path, markups),
        "Ace by DAISY": lambda: check_with_ace(path, markups),
        "veraPDF": lambda: check_with_verapdf(path, place_of),
    }
    for what, program in OUTSIDE.get(path.suffix, ()):
        told(f"asking {program}")
        try:
            found = tuple(checkers[program]())
        except ToolMissingError as missing:
            yield not_run(what, program, path.name, str(missing)), ()
        else:
            yield ended(what, program, path.name, found), found


def left_to_a_check(names: Sequence[str]) -> tuple[CheckRun, ...]:
    """Return the runs that a build leaves to `pipeline check`, of the files with these names."""
    from pipeline.check import not_run

    return tuple(
        not_run(what, program, name, IN_A_CHECK)
        for name in names
        for what, program in OUTSIDE.get(Path(name).suffix, ())
    )
