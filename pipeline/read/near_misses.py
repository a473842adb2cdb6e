"""Lines that were meant as a table or a heading and are read as something else."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic
from pipeline.read.excerpt import excerpt
from pipeline.read.positions import Positions

_ROW: Final = re.compile(r"\|?[^|]*[^|\\]\|.*\|\s*")
_RULE: Final = re.compile(r"\|?[\s:]*-{2,}[\s:]*(?:\|[\s:]*-{2,}[\s:]*)*\|?\s*")
_HEADING: Final = re.compile(r"#{2,6}[^\s#]")
_NO_RULE: Final = "put a line such as |---|---| below the first line, which becomes the head"
_UNEQUAL: Final = "the head and the line of |---| differ in their columns"


def check_paragraph(content: str, positions: Positions, above: str) -> Iterator[Diagnostic]:
    """Yield what in a paragraph's lines was meant otherwise.

    `positions` leads from its characters to the manuscript, `above` is the line before it, empty for most.
    """
    if "|" in content and not above.strip():
        yield from _check_rows(content, positions)
    if "##" in content:
        offset = 0
        for line in content.split("\n"):
            if _HEADING.match(line):
                hint = "a blank stands behind the last #"
                yield rules.HEADING_WITHOUT_BLANK.at(positions(offset), hint, words=excerpt(line))
            offset += len(line) + 1


def check_verse(lines: Sequence[str], positions: Positions, below: str) -> Iterator[Diagnostic]:
    """Yield that lines of verse, without the bars before them, all look like the rows of a table.

    `below` is the line after the verse, empty for most.
    """
    rows = [line for line in lines if line]
    if not rows or not all(_ROW.fullmatch(line) for line in rows):
        return
    if is_rule_of_table(below):
        yield rules.TABLE_WITHOUT_HEAD.at(positions(0), "give both as many cells", problem=_UNEQUAL)
    elif len(rows) > 1:
        problem = "there is no line of |---| below the head, so that they are set as verse"
        yield rules.TABLE_WITHOUT_HEAD.at(positions(0), _NO_RULE, problem=problem)


def is_rule_of_table(line: str) -> bool:
    """Tell whether a line is one that parts a table's head from its rows."""
    return "|" in line and bool(_RULE.fullmatch(line))


def _check_rows(content: str, positions: Positions) -> Iterator[Diagnostic]:
    lines = content.split("\n")
    if len(lines) == 1 or not all(
        line.startswith("|") and (_ROW.fullmatch(line) or is_rule_of_table(line)) for line in lines
    ):
        return
    if is_rule_of_table(lines[0]):
        problem, hint = "there is no head above the line of |---|", "write one: | Year | Event |"
    elif is_rule_of_table(lines[1]):
        problem, hint = _UNEQUAL, "give both as many cells"
    else:
        problem, hint = "there is no line of |---| below the head", _NO_RULE
    yield rules.TABLE_WITHOUT_HEAD.at(positions(0), hint, problem=problem)
