"""The structure tree: the chapters' elements under one Document, each of them once, in reading order."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from pikepdf import Array, Dictionary, Name, Object, String

from pipeline.bind.links import annotations
from pipeline.bind.objects import TOGETHER
from pipeline.bind.references import References, numbers_in
from pipeline.bind.trees import number_tree_entries
from pipeline.book.names import PieceId
from pipeline.errors import LayoutError

_MEANINGS = (Name.RoleMap, Name.ClassMap)


def elements_below_document(tree: Object) -> Iterator[Object]:
    """Yield what stands in the chapter's Document element, or at the root where there is none."""
    for element in _kids(tree):
        yield from _kids(element) if element.get(Name.S) == Name.Document else (element,)


def element_names(tree: Object) -> Iterator[tuple[str, int]]:
    """Yield the names of a chapter's elements (/ID) and their numbers."""
    flat = tree.IDTree.Names if Name.IDTree in tree else Array()
    names = (str(flat[index]) for index in range(0, len(flat), 2))
    yield from zip(names, numbers_in(flat.unparse()), strict=True)  # elements stay unread


def type_meanings(tree: Object) -> Iterator[tuple[str, str, bytes]]:
    """Yield what a chapter says of types and classes: “/RoleMap”, the type, and what it means, as it is written."""
    for part in _MEANINGS:
        for name, meaning in sorted(tree.get(part, Dictionary()).items()):
            yield str(part), name, meaning.unparse()


def merged_names(names: Iterable[tuple[PieceId, str, bytes]]) -> Mapping[str, bytes]:
    """Return references to the elements of all pieces by name; raises LayoutError for one that two pieces have."""
    merged: dict[str, bytes] = {}
    for piece, name, element in names:
        if name in merged:
            raise LayoutError(f"“{piece}” names an element “{name}” as another piece does")
        merged[name] = element
    return merged


def merged_meanings(meanings: Iterable[tuple[PieceId, str, str, bytes]]) -> Mapping[str, Mapping[str, bytes]]:
    """Return role map and class map of all pieces; raises LayoutError where two disagree."""
    merged: dict[str, dict[str, bytes]] = {}
    for piece, part, name, meaning in meanings:
        if merged.setdefault(part, {}).setdefault(name, meaning) != meaning:
            raise LayoutError(f"“{piece}” means something else by the structure type {name}")
    return merged


def move_elements(tree: Object, document: Object, language: str) -> None:
    """Make a chapter's elements children of the book's `document`, in their `language` unless that is empty."""
    for element in elements_below_document(tree):
        element.P = document
        if language and Name.Lang not in element:
            element.Lang = String(language)


def shift_keys(page: Object, by: int) -> None:
    """Count the keys of a page and its annotations on to those of the book's parent tree."""
    if Name.StructParents in page:
        page.StructParents = int(page.StructParents) + by
    for annotation in annotations(page):
        key = annotation.get("/StructParent")
        if key is not None:
            annotation["/StructParent"] = int(key) + by


def parent_tree_leaf(tree: Object, by: int, references: References) -> bytes:
    """Return a chapter's parent tree as a leaf of the book's, its keys counted on (ISO 32000-1, 14.7.4.4)."""
    entries = number_tree_entries(tree.get(Name.ParentTree, Dictionary()))
    keys: list[int] = []
    parts: list[bytes] = []
    while some := tuple(islice(entries, TOGETHER)):
        keys += (some[0][0] + by, some[-1][0] + by)
        flat = Array([part for key, value in some for part in (key + by, value)]).unparse()
        parts.append(references.rewritten(flat).removeprefix(b"[ ").removesuffix(b"]"))
    return b"<< /Limits %s /Nums [ %s] >>" % (Array(keys[:1] + keys[-1:]).unparse(), b"".join(parts))


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get(Name.K)
    if isinstance(kids, Array):
        yield from kids
    elif kids is not None:
        yield kids
