"""The parser: CommonMark and tables, and one line for each construct the format has beyond them."""

from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_inline import autolink, html_inline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from pipeline.read.syntax.caption import caption
from pipeline.read.syntax.citation import citation, narrative_citation
from pipeline.read.syntax.critic import critic
from pipeline.read.syntax.depth import MAX_NESTING, depth
from pipeline.read.syntax.division import division
from pipeline.read.syntax.left_marks import PlacedState, marks_left
from pipeline.read.syntax.link import image, link, placed, unknown_label
from pipeline.read.syntax.note import inline_note, note_call, note_with_blank
from pipeline.read.syntax.script import script, struck_out
from pipeline.read.syntax.span import attributes_behind, span, unreadable_attributes
from pipeline.read.syntax.verse import verse

_INLINE: Final[tuple[tuple[str, str, RuleFuncInlineType], ...]] = (
    # (before which of markdown-it's rules, name, rule): in the order in which they are tried
    ("text", "depth", depth),
    ("emphasis", "critic", critic),
    ("emphasis", "struck_out", struck_out),
    ("emphasis", "script", script),
    ("emphasis", "inline_note", inline_note),
    ("link", "note_call", note_call),
    ("link", "note_with_blank", note_with_blank),
    ("link", "citation", citation),
    ("link", "span", span),
    ("autolink", "unknown_label", unknown_label),
    ("autolink", "attributes_behind", attributes_behind),
    ("autolink", "unreadable_attributes", unreadable_attributes),
    ("autolink", "narrative_citation", narrative_citation),
)

_BLOCK: Final[tuple[tuple[str, str, RuleFuncBlockType, list[str]], ...]] = (
    # (before which rule, name, rule, which blocks it may end without a blank line)
    ("code", "table_caption", caption, ["blockquote"]),
    ("code", "verse", verse, []),
    ("fence", "division", division, ["paragraph", "reference", "blockquote", "list"]),
    ("reference", "note", footnote_def, ["paragraph", "reference"]),
)


class _Parser(MarkdownIt):
    """Leaves addresses as they are written: which ones are allowed is said in a finding, not by printing the source."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return url


def parse_blocks(text: str, references: dict[str, object]) -> list[Token]:
    """Return the block tokens of a body, inline text left unparsed; link definitions go to `references`."""
    environment: dict[str, object] = {"references": references}
    return _parser().parse(text, environment)


def parse_inline(text: str, references: dict[str, object]) -> list[Token]:
    """Return the tokens of running text; their `meta["offset"]` counts from its start."""
    parser = _parser()
    state = PlacedState(text, parser, {"references": references}, [])
    parser.inline.tokenize(state)
    for rule in parser.inline.ruler2.getRules(""):
        rule(state)
    return state.tokens


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"maxNesting": MAX_NESTING, "html": True}).enable("table").disable("inline")
    for before, name, rule in _INLINE:
        parser.inline.ruler.before(before, name, rule)
    parser.inline.ruler2.before("fragments_join", "marks_left", marks_left)
    parser.inline.ruler.at("link", link)
    parser.inline.ruler.at("image", image)
    parser.inline.ruler.at("autolink", placed(autolink))
    parser.inline.ruler.at("html_inline", placed(html_inline))
    deflist_plugin(parser)
    for before, name, block_rule, ends in _BLOCK:
        parser.block.ruler.before(before, name, block_rule, {"alt": ends})
    return parser


def address(url: str) -> str:
    """Return a web address in the form that products carry: percent-encoded, with an ASCII host."""
    return MarkdownIt().normalizeLink(url)
