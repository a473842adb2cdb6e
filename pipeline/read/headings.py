"""Headings, and the sections they make of the blocks after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pipeline import rules
from pipeline.book.blocks import Block, Blocks, Section
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Citation, IndexMark, Inlines, is_blank
from pipeline.book.names import AnchorId
from pipeline.book.walk import walk
from pipeline.read.excerpt import excerpt
from pipeline.read.inline_tree import read_inlines
from pipeline.read.positions import Lines, Positions
from pipeline.read.scope import Scope
from pipeline.read.spans import anchor_of, unknown_attributes
from pipeline.read.syntax.attributes import NONE, Attributes, trailing_attributes
from pipeline.read.token_tree import TokenNode

_MISPLACED: Final = {Citation: "a citation", IndexMark: "an index mark"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading whose section is still to be gathered."""

    anchor: AnchorId
    named: bool
    level: int
    title: Inlines
    location: SourceLocation


def heading(node: TokenNode, parent: int, lines: Lines, scope: Scope) -> Heading:
    """Return the heading of a token; `parent` is the level of the one before it."""
    here = lines.location(node.line)
    level = int(node.token.tag[1:])
    if level == 1:
        scope.findings.append(rules.TITLE_REPEATED.at(here))
    elif level > parent + 1:
        scope.findings.append(rules.HEADING_SKIPPED.at(here, level=level, parent=parent))
    content = node.children[0].token.content if node.children else ""
    positions = lines.positions(content, node.line)
    words, attributes = words_and_attributes(content, positions, scope)
    unknown_attributes(attributes, (), (), (), here, scope)
    name = anchor_of(attributes, here, scope)
    title = title_inlines(words, positions, scope)
    if is_blank(title):
        scope.findings.append(rules.HEADING_EMPTY.at(here))
    return Heading(name or scope.made_up("sec"), name is not None, max(level, 2), title, here)


def title_inlines(text: str, positions: Positions, scope: Scope) -> Inlines:
    """Return a title as running text; citations and index marks in it are findings."""
    title = read_inlines(text, positions, scope)
    for node in walk(title):
        if isinstance(node, Citation | IndexMark):
            what = _MISPLACED[type(node)]
            scope.findings.append(rules.MARK_MISPLACED.at(node.location, what=what, where="a heading"))
    return title


def words_and_attributes(content: str, positions: Positions, scope: Scope) -> tuple[str, Attributes]:
    """Split the attributes off the end of a heading or a caption; unreadable ones are a finding and left out."""
    split = trailing_attributes(content)
    if split is not None:
        return split
    start = content.rindex("{")
    scope.findings.append(rules.BAD_ATTRIBUTES.at(positions(start), attributes=excerpt(content[start:])))
    return content[:start].rstrip(), NONE


def sections(items: Sequence[Block | Heading]) -> Blocks:
    """Gather what follows each heading, up to the next of its level or above, into its section."""
    first = next((index for index, item in enumerate(items) if isinstance(item, Heading)), len(items))
    plain = (item for item in items[:first] if not isinstance(item, Heading))
    return tuple(chain(plain, _gathered(items[first:])))


def _gathered(items: Sequence[Block | Heading]) -> Blocks:
    found: list[Block] = []
    position = 0
    while position < len(items):
        head = items[position]
        assert isinstance(head, Heading)
        end = position + 1
        while end < len(items) and not _closes(items[end], head):
            end += 1
        within = sections(items[position + 1 : end])
        found.append(Section(head.anchor, head.named, head.level, head.title, within, head.location))
        position = end
    return tuple(found)


def _closes(item: Block | Heading, head: Heading) -> bool:
    return isinstance(item, Heading) and item.level <= head.level
