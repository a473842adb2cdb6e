"""The trees of a PDF – pages, names, numbers – read without opening what their leaves refer to.

To ask the library for a thing that is referred to has it read, with the whole stretch of the file around it. So arrays
are taken as they are written, wherever they are written in the plain way; any other is read by the library.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf

from pipeline.check.pdf_opened import ObjectNumber, OpenedPdf

Branches = Mapping[ObjectNumber, Sequence[ObjectNumber]]
"""Nodes of the page tree, with the pages below each."""
Leaves = Mapping[ObjectNumber, Mapping[int, ObjectNumber]]
"""Leaves of the parent tree: by their keys the elements that they lead to."""

_MANY_LEAVES: Final = 8
"""So many leaves of the parent tree, each with all marked content of a piece, are read before a file is opened anew."""

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
_LIMITS: Final = rb"(?:/Limits\s*\[[\d\s]*\]\s*)?"
_PLAIN_NODE: Final = re.compile(rb"\s*<<\s*%b/(Nums|Kids)\s*(\[.*\])\s*%b>>\s*" % (_LIMITS, _LIMITS), re.DOTALL)


def references_in(array: Object) -> list[ObjectNumber] | None:
    """Return the objects that an array refers to; None where it holds something else too."""
    return _references_written(array.unparse(resolved=True))


def _references_written(written: bytes) -> list[ObjectNumber] | None:
    found = _REFERENCES.of(written)
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
    return _parents_written(array.unparse(resolved=True))


def _parents_written(written: bytes) -> dict[int, ObjectNumber] | None:
    found = _PARENTS.of(written)
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


def pages_of(file: OpenedPdf, known: Branches) -> tuple[list[ObjectNumber], Branches]:
    """Return the pages of a file in order, and the branches that they hang on; those `known` are not looked into."""
    tree = _PageTree(file, known)
    try:
        pages = tree.below(_kids_of(file.frame.Root.Pages))
        return pages, {number: found for number, found in tree.branches.items() if found}
    except (_Uncommon, AttributeError, KeyError, TypeError):
        file.open_whole()
        return [page.obj.objgen for page in file.pdf.pages], {}


class _PageTree:
    """The nodes of a page tree, with the pages below each."""

    def __init__(self, file: OpenedPdf, known: Branches) -> None:
        self._file, self._known = file, known
        self.branches: dict[ObjectNumber, Sequence[ObjectNumber]] = {}

    def below(self, kids: Sequence[ObjectNumber]) -> list[ObjectNumber]:
        pages: list[ObjectNumber] = []
        for number in kids:
            if number in self.branches or number == (0, 0):
                raise _Uncommon
            self.branches[number] = self._known.get(number, ())
            if number not in self._known:
                self.branches[number] = tuple(self.below(self._kids(number)))
            pages += self.branches[number] or [number]
        return pages

    def _kids(self, number: ObjectNumber) -> Sequence[ObjectNumber]:
        text = self._file.text(number)
        if text and b"/Kids" not in text and b"#" not in text:
            return ()
        self._file.turn_over()
        self._file.show([number], apart=True)
        node = self._file.find(number)
        return _kids_of(node) if Name.Kids in node else ()


def _kids_of(node: Object) -> Sequence[ObjectNumber]:
    return references_in(node.Kids) or [kid.objgen for kid in node.Kids]


class _Uncommon(Exception):
    """A page tree that is no tree, or whose nodes are no objects of their own."""


def parents_of(file: OpenedPdf, known: Leaves) -> tuple[Mapping[int, ObjectNumber], Leaves]:
    """Return what the parent tree leads back to from links, and its leaves; those `known` are not looked into."""
    leaves: dict[ObjectNumber, Mapping[int, ObjectNumber]] = {}
    tree = file.frame.Root.get(Name.StructTreeRoot, Dictionary()).get(Name.ParentTree)
    if tree is None:
        return {}, {}
    waiting = [tree.objgen] if tree.is_indirect else _looked_into(tree, known, leaves)
    del tree
    while waiting:
        file.turn_over(_MANY_LEAVES)
        number = waiting.pop()
        node = _PLAIN_NODE.fullmatch(file.text(number) or b"")
        if node and node[1] == b"Nums" and (plain := _parents_written(node[2])) is not None:
            leaves[number] = plain
            continue
        if node and node[1] == b"Kids" and (kids := _references_written(node[2])) is not None:
            leaves |= {kid: known[kid] for kid in kids if kid in known}
            waiting += (kid for kid in kids if kid not in known)
            continue
        file.show([number], apart=True)
        waiting += _looked_into(file.find(number), known, leaves)
    return {key: element for leaf in leaves.values() for key, element in leaf.items()}, leaves


def _looked_into(
    node: Object, known: Leaves, leaves: dict[ObjectNumber, Mapping[int, ObjectNumber]]
) -> list[ObjectNumber]:
    """Put the known leaves below a node, and the node if it is one, to `leaves`; return its other kids."""
    kids = node.get(Name.Kids, Array())
    numbers = references_in(kids) or [kid.objgen for kid in kids]
    leaves |= {number: known[number] for number in numbers if number in known}
    if Name.Nums in node:
        plain = parents_in(node.Nums)
        leaves[node.objgen] = _parents(node.Nums) if plain is None else plain
    return [number for number in numbers if number not in known]


def _parents(array: Object) -> dict[int, ObjectNumber]:
    flat = iter(array)
    return {int(key): value.objgen for key, value in zip(flat, flat, strict=False) if isinstance(value, Dictionary)}
