"""markdown-it's flat tokens as a tree: an opening token holds what stands between it and its closing one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class TokenNode:
    """A block token with the tokens within it; `kind` is its type without `_open`."""

    kind: str
    token: Token
    children: tuple["TokenNode", ...] = ()

    @property
    def line(self) -> int:
        """The zero-based line of the body it begins on."""
        return self.token.map[0] if self.token.map else 0


def token_tree(tokens: Sequence[Token]) -> tuple[TokenNode, ...]:
    """Return the outermost nodes; a table's caption is the last node within it."""
    return _captioned(_nodes(iter(tokens)))


def _nodes(tokens: Iterator[Token]) -> Iterator[TokenNode]:
    for token in tokens:
        if token.nesting < 0:
            return
        if token.nesting > 0:
            yield TokenNode(token.type.removesuffix("_open"), token, _captioned(_nodes(tokens)))
        else:
            yield TokenNode(token.type, token)


def _captioned(nodes: Iterator[TokenNode]) -> tuple[TokenNode, ...]:
    found: list[TokenNode] = []
    for node in nodes:
        if node.kind == "table_caption":
            table = found.pop()
            found.append(TokenNode(table.kind, table.token, (*table.children, node)))
        else:
            found.append(node)
    return tuple(found)
