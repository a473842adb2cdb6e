"""Spans: `[text]{…}`, which mark index entries, languages, small capitals and places."""

import re

from markdown_it.rules_inline import StateInline

from pipeline import rules
from pipeline.read.excerpt import excerpt
from pipeline.read.syntax.attributes import parse_attributes
from pipeline.read.syntax.brackets import closing_bracket, tokenize_within
from pipeline.read.syntax.finding import push_finding

_CARRIERS = frozenset(("image", "link_close", "code_inline"))
"""What attributes may stand behind in Pandoc; in this format only images have any."""

_MEANT = re.compile(r"\{\s*[#.\w]")
_STRAY = re.compile(r"\{[#.][A-Za-z]")


def span(state: StateInline, silent: bool) -> bool:
    """Match bracketed text with attributes right behind it."""
    start = state.pos
    if state.src[start] != "[":
        return False
    end = closing_bracket(state, start)
    if end < 0 or state.src[end + 1 : end + 2] != "{":
        return False
    parsed = parse_attributes(state.src[: state.posMax], end + 1)
    if not parsed:
        return False
    attributes, after = parsed
    if not silent:
        token = state.push("span_open", "span", 1)
        token.meta = {"offset": start, "attributes": attributes}
        tokenize_within(state, start + 1, end)
        state.push("span_close", "span", -1)
    state.pos = after
    return True


def attributes_behind(state: StateInline, silent: bool) -> bool:
    """Match attributes right behind an image, a link or code, and give them to it."""
    if state.src[state.pos] != "{" or silent or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type not in _CARRIERS or state.src[state.pos - 1] not in ")]`>":
        return False
    parsed = parse_attributes(state.src[: state.posMax], state.pos)
    if not parsed:
        return False
    attributes, after = parsed
    if last.type == "image":
        last.meta["attributes"] = attributes
    else:
        name = excerpt(state.src[state.pos : after])
        hint = "links and code have none; a span is written [text]{…}"
        push_finding(state, state.pos, rules.UNKNOWN_CONSTRUCT, hint, what="attributes", name=name)
    state.pos = after
    return True


def _meant_for(source: str, start: int) -> str:
    """Return how attributes are written that stand behind plain words."""
    line = source[source.rfind("\n", 0, start) + 1 : start]
    if re.match("#{2,6}", line):
        return "a heading has a blank behind its last #: ## Words {#name}"
    if line.startswith(": "):
        return "a caption stands below a table, and a table has a line of |---|---| below its head"
    return "words with attributes are written [words]{…}"


def unreadable_attributes(state: StateInline, silent: bool) -> bool:
    """Find braces that were meant as attributes, but cannot be read or stand where nothing takes them."""
    start = state.pos
    if silent or state.src[start] != "{":
        return False
    behind = start > 0 and state.src[start - 1] in ")]"
    if not (_MEANT if behind else _STRAY).match(state.src, start):
        return False
    end = state.src.find("}", start, state.posMax)
    end = state.posMax if end < 0 else end + 1
    hint = None if behind else _meant_for(state.src, start)
    push_finding(state, start, rules.BAD_ATTRIBUTES, hint, attributes=excerpt(state.src[start:end]))
    state.pos = end
    return True
