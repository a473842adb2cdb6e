"""A finding as a token: inline rules know what is wrong, and only the tree knows in which line."""

from markdown_it.rules_inline import StateInline

from pipeline.book.diagnostics import Rule


def push_finding(state: StateInline, offset: int, rule: Rule, hint: str | None = None, **words: object) -> None:
    """Put a finding about the character at `offset` among the tokens."""
    token = state.push("finding", "", 0)
    token.meta = {"offset": offset, "rule": rule, "hint": hint, "words": words}
