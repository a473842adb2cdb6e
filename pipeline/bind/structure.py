"""The structure tree: the chapters' elements under one Document, each of them once, in reading order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.bind.chapters import BoundChapter
from pipeline.bind.links import annotations
from pipeline.bind.trees import name_tree, number_tree, number_tree_entries
from pipeline.book.names import LanguageTag
from pipeline.errors import LayoutError

_CELLS: Final = frozenset({Name.TH, Name.TD})
"""The elements that have names, and those that refer to them."""

_WITHOUT_TABLES: Final = frozenset(
    map(Name, ("/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Span", "/Link", "/Lbl"))
)
"""The elements of running text: most of a book, and not walked through."""


def join_structure(book: Pdf, chapters: Sequence[BoundChapter], language: LanguageTag) -> None:
    """Join the chapters' structure trees (ISO 32000-1, 14.7.2) and mark the book as tagged.

    The children of every chapter's Document become children of the book's one Document. Keys of the parent tree and
    the pages and annotations that hold them are counted on from chapter to chapter; names of elements (/ID), which
    are unique in a chapter only, are made so in the book. Role maps and class maps are merged.
    Call it once the pages are in the book: elements refer to them.
    """
    root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    children: list[Object] = []
    leaves: list[list[tuple[int, Object]]] = []
    names: dict[str, Object] = {}
    next_key = 0
    for number, chapter in enumerate(chapters, start=1):
        tree = book.copy_foreign(chapter.pdf.Root.StructTreeRoot)
        for name, element in _rename_elements(_kids(tree), f"{number}-"):
            names.setdefault(name, element)
        for element in _below_document(tree):
            element.P = document
            if _language(chapter) != language and Name.Lang not in element:
                element.Lang = String(_language(chapter))
            children.append(element)
        leaf = [(next_key + key, value) for key, value in number_tree_entries(tree.ParentTree)]
        leaves.append(leaf)
        _shift_keys(chapter.pages, next_key)
        if leaf:
            next_key = leaf[-1][0] + 1
        for part in (Name.RoleMap, Name.ClassMap):
            _merge(root, part, tree, chapter)
        if Name.Namespaces in tree:
            root.Namespaces = Array([*root.get(Name.Namespaces, ()), *tree.Namespaces])
    document.K = Array(children)
    root.K = document
    root.ParentTree = number_tree(book, leaves)
    root.ParentTreeNextKey = next_key
    if names:
        root.IDTree = name_tree(book, names)
    book.Root.StructTreeRoot = root
    book.Root.MarkInfo = Dictionary(Marked=True)


def _language(chapter: BoundChapter) -> str:
    return str(chapter.pdf.Root.get(Name.Lang, ""))


def _below_document(tree: Object) -> Iterator[Object]:
    """Yield what stands in the chapter's Document element, or at the root where there is none."""
    for element in _kids(tree):
        yield from _kids(element) if element.get(Name.S) == Name.Document else (element,)


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get(Name.K)
    if isinstance(kids, Array):
        yield from kids
    elif kids is not None:
        yield kids


def _shift_keys(pages: Iterable[Object], by: int) -> None:
    for page in pages:
        if Name.StructParents in page:
            page.StructParents = int(page.StructParents) + by
        for annotation in annotations(page):
            if Name.StructParent in annotation:
                annotation.StructParent = int(annotation.StructParent) + by


def _rename_elements(elements: Iterable[Object], prefix: str) -> Iterator[tuple[str, Object]]:
    """Put `prefix` before the names of table cells and where cells refer to them; yield the new names in order."""
    for element in elements:
        if not isinstance(element, Dictionary):
            continue
        kind = element.get(Name.S)
        if kind in _CELLS:
            yield from _rename_cell(element, prefix)
        if kind not in _WITHOUT_TABLES:
            yield from _rename_elements(_kids(element), prefix)


def _rename_cell(cell: Object, prefix: str) -> Iterator[tuple[str, Object]]:
    attributes = cell.get(Name.A)
    if isinstance(attributes, Dictionary) and Name.Headers in attributes:
        attributes.Headers = Array([String(prefix + str(header)) for header in attributes.Headers])
    if Name.ID in cell:
        name = prefix + str(cell.ID)
        cell.ID = String(name)
        yield name, cell


def _merge(root: Object, part: Name, tree: Object, chapter: BoundChapter) -> None:
    if part not in tree:
        return
    if part not in root:
        root[part] = Dictionary()
    for name, meaning in sorted(tree[part].items()):
        if root[part].get(name, meaning) != meaning:
            raise LayoutError(f"“{chapter.layout.piece}” means something else by the structure type {name}")
        root[part][name] = meaning
