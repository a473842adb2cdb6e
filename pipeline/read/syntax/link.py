"""Links and images, with the place of each part; spans, notes and citations may stand in a link's text."""

import re
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import StateInline

from pipeline import rules
from pipeline.read.syntax.brackets import closing_bracket, tokenize_within
from pipeline.read.syntax.finding import push_finding

_LABELLED = re.compile(r"\[[^\[\]]+\]\[([^\[\]^@][^\[\]]*)\](?![({])")


@dataclass(frozen=True, slots=True)
class _Destination:
    """What stands behind the text: where it leads, the title as written and where that begins, where all ends."""

    href: str
    title: str
    title_offset: int
    end: int


def link(state: StateInline, silent: bool) -> bool:
    """Match `[text](target "title")`, `[text][label]`, `[text][]` and `[label]`."""
    start = state.pos
    if state.src[start] != "[":
        return False
    end = closing_bracket(state, start)
    if end < 0:
        return False
    found = _inline(state, end + 1) or _reference(state, start + 1, end)
    if not found:
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.meta = {"offset": start, "href": found.href}
        tokenize_within(state, start + 1, end)
        state.push("link_close", "a", -1)
    state.pos = found.end
    return True


def image(state: StateInline, silent: bool) -> bool:
    """Match an image; the token's content is its text alternative as written."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    end = closing_bracket(state, start + 1)
    if end < 0:
        return False
    found = _inline(state, end + 1) or _reference(state, start + 2, end)
    if not found:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.content = state.src[start + 2 : end]
        token.meta = {
            "offset": start, "href": found.href, "title": found.title, "title_offset": found.title_offset,
        }  # fmt: skip
    state.pos = found.end
    return True


def unknown_label(state: StateInline, silent: bool) -> bool:
    """Find `[text][label]` where nothing defines the label: its brackets would be printed."""
    start = state.pos
    match = _LABELLED.match(state.src, start, state.posMax)
    if silent or not match:
        return False
    hint = "links are written [text](address); a bracket that is meant is written \\["
    push_finding(state, start, rules.UNKNOWN_CONSTRUCT, hint, what="link label", name=match[1])
    state.pos = match.end()
    return True


def placed(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """Return one of markdown-it's own rules such that its first token knows its offset."""

    def located(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count:]:
            token.meta.setdefault("offset", start)
        return True

    return located


def _inline(state: StateInline, start: int) -> _Destination | None:
    source, maximum = state.src, state.posMax
    if source[start : start + 1] != "(" or start >= maximum:
        return None
    position = _skip_blanks(source, start + 1, maximum)
    destination = state.md.helpers.parseLinkDestination(source, position, maximum)
    href = ""
    if destination.ok:
        href, position = destination.str, destination.pos
    before = position
    position = _skip_blanks(source, position, maximum)
    title, title_offset = "", position
    if position > before:
        parsed = state.md.helpers.parseLinkTitle(source, position, maximum)
        if parsed.ok:
            title, title_offset = source[position + 1 : parsed.pos - 1].replace('\\"', '"'), position + 1
            position = _skip_blanks(source, parsed.pos, maximum)
    if position >= maximum or source[position] != ")":
        return None
    return _Destination(href, title, title_offset, position + 1)


def _reference(state: StateInline, start: int, end: int) -> _Destination | None:
    label, after = state.src[start:end], end + 1
    if after < state.posMax and state.src[after] == "[":
        close = closing_bracket(state, after)
        if close >= 0:
            label, after = state.src[after + 1 : close] or label, close + 1
    found = state.env.get("references", {}).get(normalizeReference(label))
    return _Destination(found["href"], found["title"], start, after) if found else None


def _skip_blanks(source: str, position: int, maximum: int) -> int:
    while position < maximum and source[position] in " \t\n":
        position += 1
    return position
