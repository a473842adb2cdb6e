"""Note calls: `[^label]`, also where no such note is defined, and also before a `(`."""

import re

from markdown_it.rules_inline import StateInline

from pipeline import rules
from pipeline.read.syntax.finding import push_finding

_CALL = re.compile(r"\[\^([^\s\[\]^]+)\]")
_WORDS = re.compile(r"\[\^([^\[\]^]*)\]")
_BLANK = re.compile(r"\s")
_INLINE = re.compile(r"\^\[[^\[\]\n]*\]?")


def note_call(state: StateInline, silent: bool) -> bool:
    """Match a call. It stands before links in the table of rules: `[^1](` is a call and a bracket."""
    match = _CALL.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("note_call", "", 0)
        token.meta = {"offset": state.pos, "label": match[1]}
    state.pos = match.end()
    return True


def note_with_blank(state: StateInline, silent: bool) -> bool:
    """Find `[^my note]`: a label has no blanks, so it would be printed, or taken for a link."""
    match = _WORDS.match(state.src, state.pos, state.posMax)
    if not match or not _BLANK.search(match[1]):
        return False
    if not silent:
        label = " ".join(match[1].split())
        hint = f"a label has no blanks, in the call and before the note: [^{label.replace(' ', '-')}]"
        push_finding(state, state.pos, rules.UNKNOWN_CONSTRUCT, hint, what="note label", name=label)
    state.pos = match.end()
    return True


def inline_note(state: StateInline, silent: bool) -> bool:
    """Find Pandoc's `^[inline note]`, which the format does not have."""
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        hint = "call it with [^label], and write the note as [^label]: … in a paragraph of its own"
        push_finding(state, state.pos, rules.UNKNOWN_CONSTRUCT, hint, what="construct", name="^[…]")
    state.pos = match.end()
    return True
