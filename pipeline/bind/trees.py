"""Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

Item = TypeVar("Item")

FANOUT = 64
"""The most entries of a leaf and the most kids of a node."""


def name_tree(book: Pdf, entries: Mapping[str, Object]) -> Object:
    """Return the root of a balanced name tree: names in order, every node with its limits.

    Names are printable ASCII. Readers disagree on the order of others: some compare bytes, some letters.
    """
    leaves = [
        book.make_indirect(
            Dictionary(
                Limits=Array([String(leaf[0]), String(leaf[-1])]),
                Names=Array([part for name in leaf for part in (String(name), entries[name])]),
            )
        )
        for leaf in _groups(sorted(entries))
    ]
    return _root(book, leaves)


def number_tree(book: Pdf, leaves: Sequence[Sequence[tuple[int, Object]]]) -> Object:
    """Return the root of a number tree with the leaves given, whose numbers rise from the first to the last."""
    return _root(
        book,
        [
            book.make_indirect(
                Dictionary(
                    Limits=Array([leaf[0][0], leaf[-1][0]]),
                    Nums=Array([part for entry in leaf for part in entry]),
                )
            )
            for leaf in leaves
            if leaf
        ],
    )


def number_tree_entries(node: Object) -> Iterator[tuple[int, Object]]:
    """Yield the numbers and values of a number tree in order."""
    for kid in node.get(Name.Kids, ()):
        yield from number_tree_entries(kid)
    flat = iter(node.get(Name.Nums, ()))
    for number, value in zip(flat, flat, strict=True):
        yield int(number), value


def _root(book: Pdf, nodes: Sequence[Object]) -> Object:
    while len(nodes) > FANOUT:
        nodes = [
            book.make_indirect(Dictionary(Limits=Array([kids[0].Limits[0], kids[-1].Limits[1]]), Kids=Array(kids)))
            for kids in _groups(nodes)
        ]
    return book.make_indirect(Dictionary(Kids=Array(nodes)))


def _groups(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), FANOUT):
        yield items[start : start + FANOUT]
