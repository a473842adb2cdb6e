"""Where a character of parsed text stands in the file it came from."""

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeAlias

from pipeline.book.diagnostics import SourceLocation

Positions: TypeAlias = Callable[[int], SourceLocation]
"""Leads from an offset in running text to line and column of the manuscript."""


def source_line(token_line: int, metadata_lines: int) -> int:
    """Turn markdown-it's zero-based body line into a line of the file."""
    return metadata_lines + token_line + 1


class Lines:
    """A Markdown file's body and where it begins: `metadata_lines` is the count of lines before it."""

    def __init__(self, path: PurePosixPath, body: str, metadata_lines: int) -> None:
        self.path = path
        self._lines = body.split("\n")
        self._metadata_lines = metadata_lines

    def text(self, line: int) -> str:
        """Return a zero-based line of the body."""
        return self._lines[line] if line < len(self._lines) else ""

    def location(self, line: int, column: int | None = None) -> SourceLocation:
        """Return the place of a zero-based line of the body; `column` counts from 1."""
        return SourceLocation(self.path, source_line(line, self._metadata_lines), column)

    def positions(self, content: str, line: int, start: int = 0) -> Positions:
        """Place the characters of `content`, whose first line is within `line`, not before column `start` (from 0).

        The parser cuts what precedes a line's text (quotation marks, indentation), so that content is the end of the
        line; where it is not (headings, cells), it is searched.
        """
        parts = content.split("\n")
        columns = [self._column(part, line + index, start if index == 0 else 0) for index, part in enumerate(parts)]

        def locate(offset: int) -> SourceLocation:
            index = content.count("\n", 0, offset)
            within = offset - (content.rfind("\n", 0, offset) + 1)
            return self.location(line + index, columns[index] + within + 1)

        return locate

    def _column(self, part: str, line: int, start: int) -> int:
        source, text = self.text(line).rstrip(), part.rstrip()
        if start == 0 and source.endswith(text):
            return len(source) - len(text)
        return max(source.find(text, start), start)


def shifted(positions: Positions, by: int) -> Positions:
    """Return positions for a piece of text that begins `by` characters into another."""
    return lambda offset: positions(offset + by)
