"""CriticMarkup: `{++insertion++}`, `{--deletion--}`, `{~~old~>new~~}`, `{==highlight==}`, `{>>comment<<}`."""

from markdown_it.rules_inline import StateInline

from pipeline import rules
from pipeline.book.inlines import RevisionKind
from pipeline.read.syntax.brackets import tokenize_within
from pipeline.read.syntax.finding import push_finding

_MARKS = {
    "{++": ("++}", RevisionKind.INSERTION),
    "{--": ("--}", RevisionKind.DELETION),
    "{==": ("==}", RevisionKind.HIGHLIGHT),
    "{>>": ("<<}", RevisionKind.COMMENT),
    "{~~": ("~~}", RevisionKind.DELETION),
}


def critic(state: StateInline, silent: bool) -> bool:
    """Match an editor's mark; one that is never closed is a finding."""
    start = state.pos
    opening = state.src[start : start + 3]
    if opening not in _MARKS:
        return False
    closing, kind = _MARKS[opening]
    end = state.src.find(closing, start + 3, state.posMax)
    if end < 0:
        if not silent:
            push_finding(state, start, rules.EDITORIAL_MARK_OPEN, mark=opening, closing=closing)
        state.pos = start + 3
        return True
    if not silent:
        middle = state.src.find("~>", start + 3, end) if opening == "{~~" else -1
        if middle < 0:
            _revision(state, kind, start, start + 3, end)
        else:
            _revision(state, RevisionKind.DELETION, start, start + 3, middle)
            _revision(state, RevisionKind.INSERTION, middle, middle + 2, end)
    state.pos = end + 3
    return True


def _revision(state: StateInline, kind: RevisionKind, offset: int, start: int, end: int) -> None:
    token = state.push("revision_open", "", 1)
    token.meta = {"offset": offset, "kind": kind}
    if kind is RevisionKind.COMMENT:
        text = state.push("text", "", 0)
        text.content = " ".join(state.src[start:end].split())
    else:
        tokenize_within(state, start, end)
    state.push("revision_close", "", -1)
