"""Blocks: from markdown-it's tokens to the tree of `pipeline.book.blocks`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from pipeline import rules
from pipeline.book.blocks import (
    Block,
    Blocks,
    BulletList,
    Definition,
    DefinitionList,
    ListItem,
    Note,
    OrderedList,
    Paragraph,
    Quotation,
    SceneBreak,
    Verse,
    VerseLine,
)  # fmt: skip
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Inlines
from pipeline.book.names import LanguageTag
from pipeline.read.divisions import division_block
from pipeline.read.excerpt import excerpt
from pipeline.read.figures import figure, figure_image
from pipeline.read.headings import Heading, heading, sections
from pipeline.read.inline_tree import inlines_of
from pipeline.read.listings import listing
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.near_misses import check_paragraph, check_verse
from pipeline.read.notes import check_note
from pipeline.read.positions import Lines
from pipeline.read.scope import Scope
from pipeline.read.syntax.depth import MAX_NESTING
from pipeline.read.syntax.html import instead_of
from pipeline.read.syntax.parser import parse_blocks, parse_inline
from pipeline.read.tables import table
from pipeline.read.token_tree import TokenNode, token_tree

_CONTAINERS: Final = frozenset(
    ("blockquote", "bullet_list", "ordered_list", "list_item", "division", "dl", "dd", "footnote_reference")
)


def read_blocks(body: str, lines: Lines, scope: Scope, files: ManuscriptFiles) -> tuple[Blocks, tuple[Note, ...]]:
    """Parse a chapter's body; notes are read after the text that calls them, in the order they are defined."""
    nodes = token_tree(parse_blocks(body, scope.references))
    reader = BlockReader(lines, scope, files)
    blocks = reader.blocks(nodes)
    return blocks, tuple(reader.read_notes())


@dataclass(slots=True)
class BlockReader:
    """Reads nodes in order. `level` is that of the heading they stand under; notes are kept for later."""

    lines: Lines
    scope: Scope
    files: ManuscriptFiles
    level: int = 1
    notes: list[tuple[TokenNode, Scope]] = field(default_factory=list)

    def blocks(self, nodes: Sequence[TokenNode]) -> Blocks:
        """Return blocks with sections made of the headings among them."""
        outer = self.level
        found: list[Block | Heading] = []
        for node in nodes:
            if node.kind == "heading":
                head = heading(node, self.level, self.lines, self.scope)
                self.level = head.level
                found.append(head)
            else:
                found.extend(self._block(node))
        self.level = outer
        return sections(found)

    def _within(self, scope: Scope) -> "BlockReader":
        """Return a reader of the same text in another scope."""
        return BlockReader(self.lines, scope, self.files, self.level, self.notes)

    def read_notes(self) -> Iterator[Note]:
        """Yield the notes met so far and those within them; a label given twice is a finding."""
        first: dict[str, SourceLocation] = {}
        position = 0
        while position < len(self.notes):
            node, scope = self.notes[position]
            position += 1
            label, here = str(node.token.meta["label"]), self.place(node)
            before = len(scope.findings)
            blocks = self._within(scope).blocks(node.children)
            if not blocks and len(scope.findings) == before:
                scope.findings.append(rules.NOTE_EMPTY.at(here, label=label))
            if label in first:
                scope.findings.append(rules.NOTE_DUPLICATE.at(here, label=label, first=first[label].line))
                continue
            first[label] = here
            scope.findings.extend(check_note(blocks))
            yield Note(label, blocks, here)

    def place(self, node: TokenNode) -> SourceLocation:
        """Return the line a node begins on."""
        return self.lines.location(node.line)

    def inlines(self, node: TokenNode) -> Inlines:
        """Return the running text of an inline node."""
        content = node.token.content
        positions = self.lines.positions(content, node.line)
        return inlines_of(parse_inline(content, self.scope.references), positions, self.scope)

    def _block(self, node: TokenNode) -> Blocks:
        self._guard(node)
        return _READERS[node.kind](self, node)

    def _guard(self, node: TokenNode) -> None:
        """Report a container whose content the parser silently left out."""
        if node.kind in _CONTAINERS and node.token.level >= MAX_NESTING - 1:
            self.scope.findings.append(rules.TOO_DEEP.at(self.place(node), limit=MAX_NESTING))

    def _paragraph(self, node: TokenNode) -> Blocks:
        [inline] = node.children
        content = inline.token.content
        positions = self.lines.positions(content, inline.line)
        tokens = parse_inline(content, self.scope.references)
        image = figure_image(tokens)
        if image:
            inlines_of([token for token in tokens if token.type == "finding"], positions, self.scope)
            return figure(image, positions, self.place(node), self.scope, self.files)
        self.scope.findings.extend(check_paragraph(content, positions, self._above(inline)))
        children = inlines_of(tokens, positions, self.scope)
        return (Paragraph(children, self.place(node)),) if children else ()

    def _above(self, node: TokenNode) -> str:
        return self.lines.text(node.line - 1) if node.line else ""

    def _bullet_list(self, node: TokenNode) -> Blocks:
        return (BulletList(self._items(node), _tight(node.children), self.place(node)),)

    def _ordered_list(self, node: TokenNode) -> Blocks:
        start = int(node.token.attrs.get("start", 1))
        return (OrderedList(self._items(node), start, _tight(node.children), self.place(node)),)

    def _items(self, node: TokenNode) -> tuple[ListItem, ...]:
        return tuple(ListItem(self._item(item), self.place(item)) for item in node.children)

    def _item(self, item: TokenNode) -> Blocks:
        self._guard(item)
        return self.blocks(item.children)

    def _definition_list(self, node: TokenNode) -> Blocks:
        items: list[Definition] = []
        for part in node.children:
            if part.kind == "dt":
                [inline] = part.children
                items.append(Definition(self.inlines(inline), (), self.place(part)))
            else:
                last = items.pop()
                descriptions = (*last.descriptions, self._item(part))
                items.append(Definition(last.term, descriptions, last.location))
        return (DefinitionList(tuple(items), self.place(node)),)

    def _quotation(self, node: TokenNode) -> Blocks:
        return (Quotation(self.blocks(node.children), self.place(node)),)

    def _verse(self, node: TokenNode) -> Blocks:
        written = node.token.meta["lines"]
        first, _, words = written[0]
        positions = self.lines.positions(words, first)
        below = self.lines.text(node.token.map[1]) if node.token.map else ""
        self.scope.findings.extend(check_verse([text for _, _, text in written], positions, below))
        stanzas: list[list[VerseLine]] = [[]]
        for line, indent, text in written:
            if not text:
                stanzas.append([])
                continue
            tokens = parse_inline(text, self.scope.references)
            stanzas[-1].append(VerseLine(indent, inlines_of(tokens, self.lines.positions(text, line), self.scope)))
        return (Verse(tuple(tuple(stanza) for stanza in stanzas if stanza), self.place(node)),)

    def _listing(self, node: TokenNode) -> Blocks:
        return listing(node.token, self.lines, self.scope)

    def _scene_break(self, node: TokenNode) -> Blocks:
        return (SceneBreak(self.place(node)),)

    def _table(self, node: TokenNode) -> Blocks:
        return (table(node, self.lines, self.scope),)

    def _division(self, node: TokenNode) -> Blocks:
        def blocks_within(language: LanguageTag | None) -> Blocks:
            return self._within(self.scope.in_language(language)).blocks(node.children)

        return division_block(node, self.lines, self.scope, self.files, blocks_within)

    def _note(self, node: TokenNode) -> Blocks:
        self.notes.append((node, self.scope))
        return ()

    def _html(self, node: TokenNode) -> Blocks:
        content = node.token.content.strip()
        hint = instead_of(content)
        self.scope.findings.append(rules.RAW_HTML.at(self.place(node), hint, html=excerpt(content)))
        return ()

    def _stray_colons(self, node: TokenNode) -> Blocks:
        self.scope.findings.append(rules.STRAY_DIVISION_END.at(self.place(node)))
        return ()

    def _unreadable_division(self, node: TokenNode) -> Blocks:
        attributes = excerpt(node.token.content)
        self.scope.findings.append(rules.BAD_ATTRIBUTES.at(self.place(node), attributes=attributes))
        return ()


def _tight(items: Sequence[TokenNode]) -> bool:
    blocks = chain.from_iterable(item.children for item in items)
    return all(block.token.hidden for block in blocks if block.kind == "paragraph")


_READERS: Final[dict[str, Callable[[BlockReader, TokenNode], Blocks]]] = {
    "paragraph": BlockReader._paragraph,
    "bullet_list": BlockReader._bullet_list,
    "ordered_list": BlockReader._ordered_list,
    "dl": BlockReader._definition_list,
    "blockquote": BlockReader._quotation,
    "verse": BlockReader._verse,
    "fence": BlockReader._listing,
    "code_block": BlockReader._listing,
    "hr": BlockReader._scene_break,
    "table": BlockReader._table,
    "division": BlockReader._division,
    "footnote_reference": BlockReader._note,
    "html_block": BlockReader._html,
    "stray_colons": BlockReader._stray_colons,
    "unreadable_division": BlockReader._unreadable_division,
}
