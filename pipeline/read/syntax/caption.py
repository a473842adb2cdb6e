"""A table's caption: `: Caption {#tbl-name}` below it, with or without a blank line between."""

import re

from markdown_it.rules_block import StateBlock

_CAPTION = re.compile(r":[ \t]+\S")


def caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a caption right after a table; it may go on over several lines and ends a table's rows."""
    if state.is_code_block(start) or not _CAPTION.match(_text(state, start)):
        return False
    if silent:
        return state.parentType == "table"
    if not state.tokens or state.tokens[-1].type != "table_close":
        return False
    number = start + 1
    while number < end and not state.isEmpty(number) and state.sCount[number] >= state.blkIndent:
        number += 1
    token = state.push("table_caption", "", 0)
    token.map = [start, number]
    lines = [_text(state, line).rstrip() for line in range(start, number)]
    token.content = "\n".join([lines[0][1:].lstrip(), *lines[1:]])
    state.line = number
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
