"""Finding the bracket that closes another, through links, spans, notes and citations within."""

from markdown_it.rules_inline import StateInline


def closing_bracket(state: StateInline, start: int) -> int:
    """Return the offset of the `]` that closes the `[` at `start`, or -1.

    markdown-it's own search refuses every bracketed construct inside a link's text, because it takes it for a link.
    """
    before = state.pos
    state.pos = start + 1
    depth = 1
    found = -1
    while state.pos < state.posMax:
        marker, position = state.src[state.pos], state.pos
        if marker == "]":
            depth -= 1
            if depth == 0:
                found = position
                break
        state.md.inline.skipToken(state)
        if marker == "[" and state.pos == position + 1:
            depth += 1
    state.pos = before
    return found


def tokenize_within(state: StateInline, start: int, end: int) -> None:
    """Parse the text from `start` to `end` into the current tokens; the caller sets `state.pos` afterwards."""
    maximum = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = maximum
