"""Citations: `[@key]`, `[see @key, p. 3; @other]`, and `@key` as a part of the sentence."""

import re
from dataclasses import dataclass

from markdown_it.rules_inline import StateInline

from pipeline.read.syntax.brackets import closing_bracket

_KEY = re.compile(r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>\w+(?:[:.#$%&+?<>~/-]{1,2}\w+)*))")
_TERMS = (
    r"(?:pp?|pages?|chaps?|chs?|chapters?|secs?|sections?|§§?|¶¶?|vols?|volumes?|fols?|ff?|nos?|figs?|figures?|nn?|notes?"
    r"|ll?|lines?|vv?|verses?|paras?|paragraphs?|pts?|parts?|books?|bks?|cols?|columns?|art|str|ss?|rozdz|t|nr|rys|cz)"
)
_NUMBER = r"(?:\d+[a-zA-Z]?|[ivxlcdmIVXLCDM]+)"
_LOCATOR = re.compile(
    rf"\s*,?\s*(?P<locator>(?:{_TERMS}\.?\s*{_NUMBER}|\d+[a-z]?)(?:\s*[-–—,]\s*(?:{_TERMS}\.?\s*)?{_NUMBER}(?!\w))*)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class CitedKey:
    """One source of a citation; `offset` is that of its `@`."""

    key: str
    prefix: str
    locator: str
    suffix: str
    offset: int


def citation(state: StateInline, silent: bool) -> bool:
    """Match a citation in brackets that is not the text of a link or a span."""
    if state.src[state.pos] != "[" or "@" not in state.src[state.pos : state.posMax]:
        return False
    end = closing_bracket(state, state.pos)
    if end < 0 or state.src[end + 1 : end + 2] in ("(", "{"):
        return False
    items = _items(state.src, state.pos + 1, end)
    if not items:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"offset": state.pos, "items": items, "narrative": False}
    state.pos = end + 1
    return True


def narrative_citation(state: StateInline, silent: bool) -> bool:
    """Match `@key` that does not follow a letter or digit, with a locator in brackets where there is one."""
    start = state.pos
    if state.src[start] != "@" or (start > 0 and (state.src[start - 1].isalnum() or state.src[start - 1] == "_")):
        return False
    match = _KEY.match(state.src, start, state.posMax)
    if not match:
        return False
    end, locator = match.end(), ""
    bracket = re.compile(r"\s*\[([^\[\]@^]+)\](?![({])").match(state.src, end, state.posMax)
    found = _LOCATOR.fullmatch(bracket[1]) if bracket else None
    if bracket and found:
        end, locator = bracket.end(), found["locator"]
    if not silent:
        token = state.push("citation", "", 0)
        item = CitedKey(_key(match), "", _one_line(locator), "", start)
        token.meta = {"offset": start, "items": (item,), "narrative": True}
    state.pos = end
    return True


def _items(text: str, start: int, end: int) -> tuple[CitedKey, ...]:
    items = []
    position = start
    for part in text[start:end].split(";"):
        match = _key_in(part)
        if not match:
            return ()
        rest = part[match.end() :]
        found = _LOCATOR.match(rest)
        locator, suffix = (found["locator"], rest[found.end() :]) if found else ("", rest)
        prefix = part[: match.start()].removesuffix("-").lstrip()
        words = _one_line(prefix), _one_line(locator), _one_line(suffix).rstrip()
        items.append(CitedKey(_key(match), *words, position + match.start()))
        position += len(part) + 1
    return tuple(items)


def _key_in(part: str) -> re.Match[str] | None:
    for match in _KEY.finditer(part):
        if not part[: match.start()] or not (part[match.start() - 1].isalnum()):
            return match
    return None


def _key(match: re.Match[str]) -> str:
    return match["braced"] or match["bare"]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
