"""The checkers of others: what each looks at in a finished file, and what it said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.book.report import CheckRun
from pipeline.book.standards import Standard
from pipeline.errors import ToolMissingError

OUTSIDE: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    ".epub": (("EPUB 3.3 and its parts", "EPUBCheck"), ("EPUB Accessibility 1.1", "Ace by DAISY")),
    ".pdf": tuple((standard.value, "veraPDF") for standard in Standard),
    ".xml": (("ONIX for Books 3.0", "EDItEUR’s schema"),),
}
"""What is looked at, and by whom, by the kind of file."""

IN_A_CHECK: Final = "takes longer than a build should; “pipeline check” runs it"
NOT_CLAIMED: Final = "the file does not claim {}"

Answer = tuple[CheckRun, tuple[Diagnostic, ...]]


def ask_others(
    path: Path,
    markups: Sequence[ChapterMarkup],
    places: Callable[[Path], Callable[[str], SourceLocation | None]],
    told: Callable[[str], None],
) -> Iterator[Answer]:
    """Yield how each checker that knows such a file ended, and what it found.

    `markups` are those of Medium.EPUB; `places` tells of a PDF what line of the manuscript a place in it comes from;
    `told` hears who is asked. One that is not on this machine, or does not run, is said to be; so is a standard that
    the file does not claim to keep.
    """
    from pipeline.check import (
        check_with_ace,
        check_with_editeur,
        check_with_epubcheck,
        check_with_verapdf,
        ended,
        not_run,
        standards_claimed,
    )

    checkers: Mapping[str, Callable[[str], Iterator[Diagnostic]]] = {
        "EPUBCheck": lambda _: check_with_epubcheck(path, markups),
        "Ace by DAISY": lambda _: check_with_ace(path, markups),
        "veraPDF": lambda standard: check_with_verapdf(path, Standard(standard), places(path)),
        "EDItEUR’s schema": lambda _: check_with_editeur(path.read_bytes()),
    }
    for what, program in OUTSIDE.get(path.suffix, ()):
        if path.suffix == ".pdf" and what not in standards_claimed(path.read_bytes()):
            yield not_run(what, program, path.name, NOT_CLAIMED.format(what)), ()
            continue
        told(f"asking {program}")
        try:
            found = tuple(checkers[program](what))
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
