"""Running text: from markdown-it's flat tokens to the tree of `pipeline.book.inlines`."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from markdown_it.token import Token

from pipeline import rules
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import (
    Citation,
    CitationItem,
    Code,
    CrossReference,
    Emphasis,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Place,
    Revision,
    Strong,
    Subscript,
    Superscript,
    Text,
    is_blank,
)  # fmt: skip
from pipeline.book.names import AnchorId, CitationId, SourceKey
from pipeline.book.walk import walk
from pipeline.read.excerpt import excerpt
from pipeline.read.paths import named_path
from pipeline.read.positions import Positions
from pipeline.read.scope import Scope
from pipeline.read.spans import span_inlines
from pipeline.read.syntax.citation import CitedKey
from pipeline.read.syntax.depth import MAX_NESTING
from pipeline.read.syntax.html import instead_of
from pipeline.read.syntax.parser import address, parse_inline
from pipeline.read.typography import bind_inlines

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_SAFE: Final = frozenset(("http", "https", "mailto"))
_MARKUP: Final = re.compile(r"[*`\[\]{}\\^<]")
_IGNORED_IN_SCHEMES: Final = re.compile(r"[\x00-\x20\u00ad\u200b-\u200f\ufeff]")


def read_inlines(text: str, positions: Positions, scope: Scope) -> Inlines:
    """Parse running text; `positions` leads from its characters to the manuscript."""
    return inlines_of(parse_inline(text, scope.references), positions, scope)


def inlines_of(tokens: Sequence[Token], positions: Positions, scope: Scope) -> Inlines:
    """Turn the tokens of one stretch of running text into a tree, blanks bound by the rules of its language."""
    builder = _Builder(positions, scope)
    return bind_inlines(builder.children(iter(tokens), 0), scope.language)


@dataclass(slots=True)
class _Builder:
    """Walks tokens once, in reading order, so that counters run as the reader reads."""

    positions: Positions
    scope: Scope
    links: int = 0
    opened_html: bool = False

    def children(self, tokens: Iterator[Token], depth: int) -> Inlines:
        """Return the nodes up to the closing token of the node that holds them."""
        nodes: list[Inline] = []
        for token in tokens:
            if token.nesting < 0:
                break
            for node in self._nodes(token, tokens, depth):
                if isinstance(node, Text) and nodes and isinstance(nodes[-1], Text):
                    nodes[-1] = Text(nodes[-1].text + node.text)
                elif node != Text(""):
                    nodes.append(node)
        return tuple(nodes)

    def _nodes(self, token: Token, tokens: Iterator[Token], depth: int) -> Inlines:
        if token.nesting == 0:
            return self._leaf(token)
        if depth == MAX_NESTING:
            self.scope.findings.append(rules.TOO_DEEP.at(self._place(token), limit=MAX_NESTING))
            return self._flattened(tokens)
        return self._nested(token, tokens, depth + 1)

    def _flattened(self, tokens: Iterator[Token]) -> Inlines:
        """Return the leaves of a node too deep for a tree."""
        nodes: list[Inline] = []
        depth = 1
        for token in tokens:
            depth += token.nesting
            if depth == 0:
                break
            if token.nesting == 0:
                nodes.extend(self._leaf(token))
        return tuple(nodes)

    def _leaf(self, token: Token) -> Inlines:
        match token.type:
            case "text" | "text_special":
                return (Text(token.content),)
            case "softbreak":
                return (Text("\n"),)
            case "hardbreak":
                return (LineBreak(),)
            case "code_inline":
                return (Code(token.content),)
            case _:
                return _LEAVES[token.type](self, token)

    def _nested(self, token: Token, tokens: Iterator[Token], depth: int) -> Inlines:
        match token.type:
            case "span_open":
                return span_inlines(
                    token.meta["attributes"], self._place(token), self.scope,
                    lambda: self.children(tokens, depth),
                )  # fmt: skip
            case "link_open":
                return self._link(token, tokens, depth)
            case "revision_open":
                children = self.children(tokens, depth)
                return (Revision(token.meta["kind"], children, self._place(token)),)
        return (_WRAPPERS[token.type](self.children(tokens, depth)),)

    def _link(self, token: Token, tokens: Iterator[Token], depth: int) -> Inlines:
        here = self._place(token)
        if self.links:
            self.scope.findings.append(rules.MARK_MISPLACED.at(here, what="a link", where="a link’s text"))
        self.links += 1
        children = self.children(tokens, depth)
        self.links -= 1
        for node in walk(children):
            if isinstance(node, Place | IndexMark) and is_blank((node,)):
                what, where = "a mark without words", "a link’s text"
                self.scope.findings.append(rules.MARK_MISPLACED.at(node.location, what=what, where=where))
        href = token.meta["href"] if "href" in token.meta else str(token.attrs.get("href", ""))
        target = link_target(href, self.scope, children, here)
        return (target,) if target else children

    def _place(self, token: Token) -> SourceLocation:
        return self.positions(token.meta.get("offset", 0))

    def _within_link(self, what: str, here: SourceLocation) -> None:
        if self.links:
            self.scope.findings.append(rules.MARK_MISPLACED.at(here, what=what, where="a link’s text"))

    def note_call(self, token: Token) -> Inlines:
        here = self._place(token)
        self._within_link("a note", here)
        return (NoteCall(token.meta["label"], here),)

    def citation(self, token: Token) -> Inlines:
        here = self._place(token)
        self._within_link("a citation", here)
        for item in token.meta["items"]:
            self._plain_words(item)
        items = tuple(
            CitationItem(SourceKey(item.key), item.prefix, item.locator, item.suffix, self.positions(item.offset))
            for item in token.meta["items"]
        )
        return (Citation(CitationId(self.scope.made_up("cite")), items, token.meta["narrative"], here),)

    def _plain_words(self, item: CitedKey) -> None:
        markup = _MARKUP.search(item.prefix + item.suffix)
        if markup:
            here = self.positions(item.offset)
            name = excerpt(f"{item.prefix}…{item.suffix}")
            hint = "the words around a key are plain text"
            self.scope.findings.append(rules.UNKNOWN_CONSTRUCT.at(here, hint, what="markup in a citation", name=name))

    def image(self, token: Token) -> Inlines:
        self.scope.findings.append(rules.NESTED_FIGURE.at(self._place(token)))
        return ()

    def html(self, token: Token) -> Inlines:
        if not (token.content.startswith("</") and self.opened_html):
            hint = instead_of(token.content)
            here = self._place(token)
            self.scope.findings.append(rules.RAW_HTML.at(here, hint, html=excerpt(token.content)))
        self.opened_html = True
        return ()

    def finding(self, token: Token) -> Inlines:
        rule, hint = token.meta["rule"], token.meta["hint"]
        self.scope.findings.append(rule.at(self._place(token), hint, **token.meta["words"]))
        return ()


_WRAPPERS: Final[dict[str, Callable[[Inlines], Inline]]] = {
    "em_open": Emphasis,
    "strong_open": Strong,
    "subscript_open": Subscript,
    "superscript_open": Superscript,
}

_LEAVES: Final[dict[str, Callable[[_Builder, Token], Inlines]]] = {
    "note_call": _Builder.note_call,
    "citation": _Builder.citation,
    "image": _Builder.image,
    "html_inline": _Builder.html,
    "finding": _Builder.finding,
}


def link_target(href: str, scope: Scope, children: Inlines, here: SourceLocation) -> Link | CrossReference | None:
    """Return the link or cross reference that an address means; None, and a finding, where it may not be used."""
    bare = _IGNORED_IN_SCHEMES.sub("", href)
    scheme = _SCHEME.match(bare)
    if is_blank(children) and (children or scheme):
        scope.findings.append(rules.LINK_WITHOUT_WORDS.at(here, target=href))
    if scheme:
        if scheme.group().lower() not in _SAFE:
            scope.findings.append(rules.UNSAFE_LINK.at(here, scheme=scheme.group().lower()))
            return None
        return Link(address(href.strip()), children, here)
    path, _, fragment = href.partition("#")
    if href.startswith("//") or not (path or fragment):
        hint = "an address begins with https://, a cross reference with a file or #"
        scope.findings.append(rules.MALFORMED_URL.at(here, hint, url=href))
        return None
    file = named_path(scope.file, path) if path else scope.chapter
    return CrossReference(file, AnchorId(unquote(fragment)) if fragment else None, children, here)


def alternative_text(source: str, scope: Scope) -> str:
    """Return an image's text alternative as plain characters."""
    tokens = parse_inline(source, scope.references)
    parts = (" " if token.type in ("softbreak", "hardbreak") else token.content for token in tokens)
    return "".join(parts).strip()
