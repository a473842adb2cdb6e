"""Subscript `H~2~O` and superscript `x^2^`: no blanks within, as in Pandoc."""

import re

from markdown_it.rules_inline import StateInline

from pipeline import rules
from pipeline.read.syntax.brackets import tokenize_within
from pipeline.read.syntax.finding import push_finding

_SCRIPTS = {
    "~": ("subscript", re.compile(r"~(?!~)((?:\\.|[^\s~\\\[\]])+)~(?!~)")),
    "^": ("superscript", re.compile(r"\^((?:\\.|[^\s^\\\[\]])+)\^")),
}
_STRUCK = re.compile(r"~~(?=\S)[^~]+~~")


def script(state: StateInline, silent: bool) -> bool:
    """Match a subscript or a superscript."""
    kind, pattern = _SCRIPTS.get(state.src[state.pos], (None, None))
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if not match:
        return False
    if not silent:
        state.push(f"{kind}_open", "", 1)
        tokenize_within(state, match.start(1), match.end(1))
        state.push(f"{kind}_close", "", -1)
    state.pos = match.end()
    return True


def struck_out(state: StateInline, silent: bool) -> bool:
    """Find `~~struck out~~`, which the format does not have."""
    match = _STRUCK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        hint = "an editor's deletion is written {--…--}"
        push_finding(state, state.pos, rules.UNKNOWN_CONSTRUCT, hint, what="construct", name="~~…~~")
    state.pos = match.end()
    return True
