"""The trees of a PDF – pages, names, numbers – read without opening what their leaves refer to.

To ask the library for a thing that is referred to has it read, with the whole stretch of the file around it. So arrays
are taken as they are written, wherever they are written in the plain way; any other is read by the library.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf

ObjectNumber = tuple[int, int]
"""What an object of a file is referred to by: its number and its generation."""
Branches = Mapping[ObjectNumber, Sequence[ObjectNumber]]
"""Nodes of the page tree, with the pages below each."""
Leaves = Mapping[ObjectNumber, Mapping[int, ObjectNumber]]
"""Leaves of the parent tree: by their keys the elements that they lead to."""

_REFERENCE: Final = rb"(\d+) (\d+) R"
_IS_ELSEWHERE: Final = re.compile(_REFERENCE)
_TEXT: Final = rb"\(([\x20-\x27\x2a-\x5b\x5d-\x7e]*)\)"

Destination = tuple[str, ObjectNumber, float | None]
"""A name, and the page and height that it stands for."""


class _Items:
    """Arrays that are made of items of one kind."""

    def __init__(self, item: bytes) -> None:
        self._item = re.compile(item)
        self._whole = re.compile(rb"\[(?:\s*%b)*\s*\]" % item)

    def of(self, written: bytes) -> list[tuple[bytes, ...]] | None:
        """Return what is told of each item of an array as it is written; None where it holds anything else."""
        return self._item.findall(written) if self._whole.fullmatch(written) else None


_REFERENCES: Final = _Items(_REFERENCE)
_NAMES: Final = _Items(_TEXT + rb"\s*" + _REFERENCE)
_DESTINATIONS: Final = _Items(rb"%b\s*\[\s*%b\s*/XYZ\s+\S+\s+([-\d.]+|null)\s+\S+\s*\]" % (_TEXT, _REFERENCE))
_PARENTS: Final = _Items(rb"\b(\d+)\s+(?:\[[^][]*\]|%b)" % _REFERENCE)


def references_in(array: Object) -> list[ObjectNumber] | None:
    """Return the objects that an array refers to; None where it holds something else too."""
    found = _REFERENCES.of(array.unparse(resolved=True))
    return None if found is None else [(int(number), int(generation)) for number, generation in found]


def names_in(array: Object) -> list[str] | None:
    """Return the names of a leaf whose values are objects elsewhere; None where it is written in another way."""
    found = _NAMES.of(array.unparse(resolved=True))
    return None if found is None else [name.decode("ascii") for name, _, _ in found]


def destinations_written(written: bytes) -> Sequence[Destination] | None:
    """Return the destinations of a leaf from its array as it is written; None where that is another way."""
    found = _DESTINATIONS.of(written)
    if found is None:
        return None
    return [
        (name.decode("ascii"), (int(number), int(generation)), None if top == b"null" else float(top))
        for name, number, generation, top in found
    ]


def parents_in(array: Object) -> dict[int, ObjectNumber] | None:
    """Return what a leaf leads back to from links, not from content; None where it is written in another way."""
    found = _PARENTS.of(array.unparse(resolved=True))
    if found is None:
        return None
    return {int(key): (int(number), int(generation)) for key, number, generation in found if number}


def nodes_of(tree: Object | None) -> Iterator[Object]:
    """Yield all nodes of a tree of names or numbers."""
    nodes = [tree] if tree is not None else []
    while nodes:
        node = nodes.pop()
        yield node
        nodes.extend(node.get(Name.Kids, ()))


def labels_written(pdf: Pdf) -> bytes | None:
    """Return all that decides what viewers show as the pages' numbers, as it is written (ISO 32000-1, 12.4.2).

    None where some of it stands elsewhere.
    """
    nodes = list(nodes_of(pdf.Root.get(Name.PageLabels)))
    if any(_IS_ELSEWHERE.search(node.get(Name.Nums, Array()).unparse(resolved=True)) for node in nodes):
        return None
    return b"\n".join(node.unparse(resolved=True) for node in nodes)


def pages_of(pdf: Pdf, known: Branches) -> tuple[list[ObjectNumber], Branches]:
    """Return the pages of a file in order, and the branches that they hang on; those `known` are not looked into."""
    branches: dict[ObjectNumber, Sequence[ObjectNumber]] = {}
    seen: set[ObjectNumber] = set()

    def below(node: Object) -> list[ObjectNumber]:
        pages: list[ObjectNumber] = []
        for number in references_in(node.Kids) or [kid.objgen for kid in node.Kids]:
            if number in seen or number == (0, 0):
                raise _Uncommon
            seen.add(number)
            if number in known:
                branches[number] = known[number]
            else:
                kid = pdf.get_object(number)
                branches[number] = tuple(below(kid)) if Name.Kids in kid else ()
            pages += branches[number] or [number]
        return pages

    try:
        return below(pdf.Root.Pages), {number: pages for number, pages in branches.items() if pages}
    except (_Uncommon, AttributeError, KeyError, TypeError):
        return [page.obj.objgen for page in pdf.pages], {}


class _Uncommon(Exception):
    """A page tree that is no tree, or whose nodes are no objects of their own."""


def parents_of(pdf: Pdf, tree: Object | None, known: Leaves) -> tuple[Mapping[int, ObjectNumber], Leaves]:
    """Return what a parent tree leads back to from links, and its leaves; those `known` are not looked into."""
    leaves: dict[ObjectNumber, Mapping[int, ObjectNumber]] = {}
    waiting = [tree] if tree is not None else []
    while waiting:
        node = waiting.pop()
        kids = node.get(Name.Kids, Array())
        for number in references_in(kids) or [kid.objgen for kid in kids]:
            if number in known:
                leaves[number] = known[number]
            else:
                waiting.append(pdf.get_object(number))
        if Name.Nums in node:
            plain = parents_in(node.Nums)
            leaves[node.objgen] = _parents(node.Nums) if plain is None else plain
    return {key: element for leaf in leaves.values() for key, element in leaf.items()}, leaves


def _parents(array: Object) -> dict[int, ObjectNumber]:
    flat = iter(array)
    return {int(key): value.objgen for key, value in zip(flat, flat, strict=False) if isinstance(value, Dictionary)}
