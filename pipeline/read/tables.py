"""Tables, with their captions."""

from collections.abc import Sequence
from typing import Final

from markdown_it.rules_block.table import escapedSplit

from pipeline import rules
from pipeline.book.blocks import Alignment, Row, Table
from pipeline.book.inlines import Inlines
from pipeline.book.names import AnchorId
from pipeline.read.headings import words_and_attributes
from pipeline.read.inline_tree import read_inlines
from pipeline.read.positions import Lines
from pipeline.read.scope import Scope
from pipeline.read.spans import anchor_of, unknown_attributes
from pipeline.read.token_tree import TokenNode

_ALIGNMENTS: Final = {
    "text-align:left": Alignment.START,
    "text-align:center": Alignment.CENTRE,
    "text-align:right": Alignment.END,
}


def table(node: TokenNode, lines: Lines, scope: Scope) -> Table:
    """Return the table; a header whose cells are all empty is none."""
    parts = {part.kind: part for part in node.children}
    [head] = parts["thead"].children
    body = parts["tbody"].children if "tbody" in parts else ()
    alignments = tuple(_ALIGNMENTS.get(str(cell.token.attrs.get("style")), Alignment.START) for cell in head.children)
    anchor: AnchorId | None = None
    caption: Inlines = ()
    if "table_caption" in parts:
        anchor, caption = _caption(parts["table_caption"], lines, scope)
    header = _row(head, len(alignments), lines, scope)
    rows = tuple(_row(row, len(alignments), lines, scope) for row in body)
    return Table(
        anchor=anchor or scope.made_up("tbl"),
        caption=caption,
        alignments=alignments,
        header=header if any(header.cells) else None,
        rows=rows,
        location=lines.location(node.line),
    )


def _caption(node: TokenNode, lines: Lines, scope: Scope) -> tuple[AnchorId | None, Inlines]:
    content = node.token.content
    positions = lines.positions(content, node.line)
    words, attributes = words_and_attributes(content, positions, scope)
    here = lines.location(node.line)
    unknown_attributes(attributes, (), (), (), here, scope)
    return anchor_of(attributes, here, scope), read_inlines(words, positions, scope)


def _row(node: TokenNode, columns: int, lines: Lines, scope: Scope) -> Row:
    here = lines.location(node.line)
    written = _written_cells(lines.text(node.line))
    if written > columns:
        reason = f"the row has {written} cells, the table’s header {columns}"
        scope.findings.append(rules.TEXT_LOST.at(here, "write \\| for a bar within a cell", reason=reason))
    return Row(_cells([cell.children[0] for cell in node.children if cell.children], lines, scope), here)


def _cells(cells: Sequence[TokenNode], lines: Lines, scope: Scope) -> tuple[Inlines, ...]:
    found: list[Inlines] = []
    column = 0
    for cell in cells:
        content = cell.token.content
        start = max(lines.text(cell.line).find(content, column), column)
        found.append(read_inlines(content, lines.positions(content, cell.line, start), scope))
        column = start + len(content)
    return tuple(found)


def _written_cells(line: str) -> int:
    cells = escapedSplit(line.strip().removeprefix(">").strip())
    return len(cells) - (not cells[0].strip()) - (len(cells) > 1 and not cells[-1].strip())
