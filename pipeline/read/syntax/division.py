"""Divisions: `::: {.sidebar}` … `:::`, which may stand inside one another."""

import re

from markdown_it.rules_block import StateBlock

_OPENING = re.compile(r"(:{3,})[ \t]*(\{.*\}|[\w-]+)[ \t]*:*[ \t]*$")
_CLOSING = re.compile(r":{3,}[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})")


def division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a division up to the line that closes it, or to the end of what encloses it."""
    if state.is_code_block(start):
        return False
    line = _text(state, start)
    match = _OPENING.match(line)
    if not match:
        kind = "stray_colons" if _CLOSING.match(line) else "unreadable_division"
        return line.startswith(":::") and _stray(state, start, kind, silent)
    if silent:
        return True
    close = _closing_line(state, start + 1, end)
    token = state.push("division_open", "div", 1)
    token.meta = {"attributes": match[2], "closed": close is not None}
    last = close if close is not None else _end_of_parent(state, start + 1, end)
    token.map = [start, last]
    parent, maximum = state.parentType, state.lineMax
    state.parentType, state.lineMax = "division", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = parent, maximum
    state.push("division_close", "div", -1)
    state.line = last if close is None else close + 1
    return True


def _stray(state: StateBlock, start: int, kind: str, silent: bool) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.content = _text(state, start)
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _closing_line(state: StateBlock, start: int, end: int) -> int | None:
    depth, fence = 1, ""
    for number in range(start, _end_of_parent(state, start, end)):
        line = _text(state, number)
        if fence:
            if re.fullmatch(rf"{re.escape(fence)}+[ \t]*", line):
                fence = ""
        elif match := _FENCE.match(line):
            fence = match[1]
        elif _OPENING.match(line):
            depth += 1
        elif _CLOSING.match(line):
            depth -= 1
            if depth == 0:
                return number
    return None


def _end_of_parent(state: StateBlock, start: int, end: int) -> int:
    for number in range(start, end):
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return number
    return end


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
