"""Nesting: markdown-it silently leaves out or leaves raw what lies deeper than its limit; this rule sees it come."""

from markdown_it.rules_inline import StateInline

from pipeline import rules
from pipeline.read.syntax.finding import push_finding

MAX_NESTING = 32
"""How many levels of lists, quotations, divisions, spans and emphasis may stand inside one another."""


def depth(state: StateInline, silent: bool) -> bool:
    """Notice a place too deep for the parser; never match."""
    if state.level >= MAX_NESTING - 1 and not state.env.get("too_deep"):
        state.env["too_deep"] = True
        state.env["too_deep_at"] = state.pos
    if not silent and state.env.pop("too_deep_at", None) is not None:
        push_finding(state, state.pos, rules.TOO_DEEP, limit=MAX_NESTING)
    return False
