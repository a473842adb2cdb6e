"""Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pikepdf import Name, Object, String

from pipeline.bind.objects import Draft

Item = TypeVar("Item")

FANOUT = 64
"""The most entries of a leaf and the most kids of a node."""


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A node of a tree: a reference to it, and its limits as they are written."""

    reference: bytes
    lowest: bytes
    highest: bytes


def name_tree(draft: Draft, entries: Mapping[str, bytes]) -> bytes:
    """Write a balanced name tree, names in order, every node with its limits, and return a reference to its root.

    Names are printable ASCII. Readers disagree on the order of others: some compare bytes, some letters.
    """
    leaves = []
    for group in _groups(sorted(entries)):
        names = [String(name).unparse() for name in group]
        flat = b"".join(name + entries[key] for name, key in zip(names, group, strict=True))
        leaf = draft.add(b"<</Limits[%s%s]/Names[%s]>>" % (names[0], names[-1], flat))
        leaves.append(TreeNode(leaf, names[0], names[-1]))
    return tree(draft, leaves)


def tree(draft: Draft, nodes: Sequence[TreeNode]) -> bytes:
    """Write a tree with the leaves given, which rise from the first to the last; return a reference to its root."""
    while len(nodes) > FANOUT:
        nodes = [_node(draft, group) for group in _groups(nodes)]
    return draft.add(b"<</Kids[%s]>>" % b" ".join(node.reference for node in nodes))


def number_tree_entries(node: Object) -> Iterator[tuple[int, Object]]:
    """Yield the numbers and values of a number tree in order."""
    for kid in node.get(Name.Kids, ()):
        yield from number_tree_entries(kid)
    flat = iter(node.get(Name.Nums, ()))
    for number, value in zip(flat, flat, strict=True):
        yield int(number), value


def keys_taken(node: Object) -> int:
    """Return a number above all those of a number tree; of its values no more than one is looked at."""
    if Name.Kids in node and len(node.Kids):
        return keys_taken(node.Kids[-1])
    return int(node.Nums[-2]) + 1 if Name.Nums in node and len(node.Nums) else 0


def _node(draft: Draft, kids: Sequence[TreeNode]) -> TreeNode:
    lowest, highest = kids[0].lowest, kids[-1].highest
    references = b" ".join(kid.reference for kid in kids)
    return TreeNode(draft.add(b"<</Limits[%s %s]/Kids[%s]>>" % (lowest, highest, references)), lowest, highest)


def _groups(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), FANOUT):
        yield items[start : start + FANOUT]
