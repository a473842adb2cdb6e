"""Code listings: fenced with ``` or indented."""

import re

from markdown_it.token import Token

from pipeline import rules
from pipeline.book.blocks import Blocks, CodeListing
from pipeline.book.diagnostics import SourceLocation
from pipeline.read.excerpt import excerpt
from pipeline.read.inline_tree import read_inlines
from pipeline.read.positions import Lines, shifted
from pipeline.read.scope import Scope
from pipeline.read.spans import anchor_of, unknown_attributes
from pipeline.read.syntax.attributes import NONE, Attributes, parse_attributes

_INFO = re.compile(r"\s*(?P<language>[^\s{]*)\s*(?P<attributes>\{.*\})?\s*$", re.DOTALL)


def listing(token: Token, lines: Lines, scope: Scope) -> Blocks:
    """Return the listing of a fence: its language is the first word or the first class behind the backticks."""
    line = token.map[0] if token.map else 0
    here = lines.location(line)
    if token.markup and not _is_closed(token, lines):
        scope.findings.append(rules.LISTING_NOT_CLOSED.at(here, f"close it with a line of {token.markup}"))
    language, attributes = _info(token.info, here, scope)
    unknown_attributes(attributes, attributes.classes, ("caption",), (), here, scope)
    text = attributes.value("caption") or ""
    column = max(lines.text(line).find(text), 0) if text else 0
    caption = read_inlines(text, shifted(lines.positions(lines.text(line), line), column), scope)
    anchor = anchor_of(attributes, here, scope) or scope.made_up("lst")
    return (CodeListing(anchor, token.content.removesuffix("\n"), language, caption, here),)


def _is_closed(token: Token, lines: Lines) -> bool:
    """Tell whether the last line of a fence closes it; the line may stand in a quotation."""
    first, end = token.map or (0, 0)
    last = lines.text(end - 1).lstrip("> \t").rstrip()
    return end - 1 > first and last.startswith(token.markup) and not last.strip(token.markup[0])


def _info(info: str, here: SourceLocation, scope: Scope) -> tuple[str | None, Attributes]:
    match = _INFO.match(info)
    if not match:
        scope.findings.append(rules.BAD_ATTRIBUTES.at(here, attributes=excerpt(info)))
        return None, NONE
    language = match["language"] or None
    if not match["attributes"]:
        return language, NONE
    parsed = parse_attributes(match["attributes"], 0)
    if not parsed:
        scope.findings.append(rules.BAD_ATTRIBUTES.at(here, attributes=excerpt(match["attributes"])))
        return language, NONE
    attributes = parsed[0]
    return language or next(iter(attributes.classes), None), attributes
