"""Line blocks: `| ` before each line of verse; indents and stanzas are kept."""

import re

from markdown_it.rules_block import StateBlock

_LINE = re.compile(r"\|(?: (?P<indent>[ ]*)(?P<text>.*))?[ \t]*$")


def verse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match a line block; a line that begins with blanks continues the one before it."""
    if state.is_code_block(start) or not _LINE.fullmatch(_text(state, start)) or silent:
        return False
    lines: list[tuple[int, int, str]] = []
    number = start
    while number < end and not state.isEmpty(number) and state.sCount[number] >= state.blkIndent:
        match = _LINE.fullmatch(_text(state, number))
        if match:
            lines.append((number, len(match["indent"] or ""), (match["text"] or "").rstrip()))
        elif state.sCount[number] > state.blkIndent:
            first, indent, text = lines.pop()
            lines.append((first, indent, f"{text}\n{_text(state, number).strip()}"))
        else:
            break
        number += 1
    token = state.push("verse", "", 0)
    token.map = [start, number]
    token.meta = {"lines": lines}
    state.line = number
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
