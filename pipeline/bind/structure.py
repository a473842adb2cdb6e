"""The structure tree: the chapters' elements under one Document, each of them once, in reading order."""

from collections.abc import Container, Iterable, Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.bind.chapters import BoundChapter
from pipeline.bind.links import annotations
from pipeline.bind.trees import name_tree, number_tree, number_tree_entries
from pipeline.book.names import LanguageTag
from pipeline.errors import LayoutError


def join_structure(book: Pdf, chapters: Sequence[BoundChapter], language: LanguageTag) -> None:
    """Join the chapters' structure trees (ISO 32000-1, 14.7.2) and mark the book as tagged.

    The children of every chapter's Document become children of the book's one Document. Keys of the parent tree and
    the pages and annotations that hold them are counted on from chapter to chapter; names of elements (/ID), role maps
    and class maps are merged.
    Call it once the pages are in the book: elements refer to them.
    """
    root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    children: list[Object] = []
    leaves: list[list[tuple[int, Object]]] = []
    names: dict[str, Object] = {}
    next_key = 0
    for chapter in chapters:
        tree = book.copy_foreign(chapter.pdf.Root.StructTreeRoot)
        names.update(_names(tree, chapter, names))
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


def _names(tree: Object, chapter: BoundChapter, known: Container[str]) -> Iterator[tuple[str, Object]]:
    """Yield the names of a chapter's elements (/ID); raises LayoutError for one that another chapter has too."""
    flat = iter(tree.IDTree.Names if Name.IDTree in tree else ())
    for name, element in zip(flat, flat, strict=True):
        if str(name) in known:
            raise LayoutError(f"“{chapter.layout.piece}” names an element “{name}” as another piece does")
        yield str(name), element


def _merge(root: Object, part: Name, tree: Object, chapter: BoundChapter) -> None:
    if part not in tree:
        return
    if part not in root:
        root[part] = Dictionary()
    for name, meaning in sorted(tree[part].items()):
        if root[part].get(name, meaning) != meaning:
            raise LayoutError(f"“{chapter.layout.piece}” means something else by the structure type {name}")
        root[part][name] = meaning
