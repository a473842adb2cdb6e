"""A structure tree as objects of the PDF (ISO 32000-1, 14.7)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pydyf  # type: ignore[import-untyped]  # the engine's PDF objects; no type information

from pipeline.typeset.structure_roles import attributes_of
from pipeline.typeset.structure_tree import Annotation, MarkedContent, Node


def write_tree(pdf: Any, document: Node, content_counts: Sequence[int], piece: str) -> None:
    """Write a tree to `pdf` (pydyf's), with the parent tree and the names of its elements, and mark it as tagged.

    `content_counts` tells for each page how many stretches of content are numbered on it. Names begin with `piece`.
    """
    root = _Tree(pdf, content_counts, piece)
    structure = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(structure)
    top = root.write(document, structure.reference)
    structure["K"] = pydyf.Array([top.reference])
    structure["ParentTree"] = root.parent_tree()
    if root.names:
        names = (part for name in sorted(root.names) for part in (pydyf.String(name), root.names[name]))
        structure["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = structure.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def drop_annotations(pdf: Any, page: int, annotations: Iterable[Any]) -> None:
    """Take annotations off a page."""
    dropped = {annotation.reference for annotation in annotations}
    if dropped:
        number = int(pdf.page_references[page].split()[0])
        dictionary = pdf.objects[number]
        dictionary["Annots"] = pydyf.Array([found for found in dictionary["Annots"] if found not in dropped])


class _Tree:
    def __init__(self, pdf: Any, content_counts: Sequence[int], piece: str) -> None:
        self.names: dict[str, bytes] = {}
        self._pdf = pdf
        self._pages: Sequence[bytes] = pdf.page_references
        self._piece = piece
        self._contents: list[list[bytes | str]] = [["null"] * count for count in content_counts]
        self._annotations: list[bytes] = []

    def write(self, node: Node, parent: bytes) -> Any:
        """Write a node and all below it; return its dictionary."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self._pdf.add_object(element)
        page = _page_of(node)
        if page is not None:
            element["Pg"] = self._pages[page]
        self._describe(node, element)
        kids = pydyf.Array([self._kid(kid, element, page) for kid in node.in_order()])
        if kids:
            element["K"] = kids[0] if len(kids) == 1 else kids
        return element

    def parent_tree(self) -> bytes:
        """Write the number tree that leads from content and annotations to their elements."""
        numbers = pydyf.Array()
        for key, value in enumerate((*map(pydyf.Array, self._contents), *self._annotations)):
            numbers.extend((key, value))
        tree = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(tree)
        return bytes(tree.reference)

    def _describe(self, node: Node, element: Any) -> None:
        attributes = dict(attributes_of(node.role, node.element)) if node.element is not None else {}
        if node.box is not None:
            attributes = {"O": "/Layout", "BBox": pydyf.Array([round(side, 2) for side in node.box])}
        if attributes:
            element["A"] = pydyf.Dictionary(attributes)
        if node.language:
            element["Lang"] = pydyf.String(node.language)
        if node.alternative:
            element["Alt"] = pydyf.String(node.alternative)
        if node.role == "Note" and node.element is not None:
            name = f"{self._piece}/{node.element.get('id', len(self.names))}"
            element["ID"] = pydyf.String(name)
            self.names[name] = element.reference

    def _kid(self, kid: Node | MarkedContent | Annotation, element: Any, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self.write(kid, element.reference).reference
        place = self._pages[kid.page]
        if isinstance(kid, Annotation):
            kid.dictionary["StructParent"] = len(self._contents) + len(self._annotations)
            self._annotations.append(element.reference)
            return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": place})
        self._contents[kid.page][kid.number] = element.reference
        if kid.page == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": place, "MCID": kid.number})


def _page_of(node: Node) -> int | None:
    """Return the page on which the node's own content begins."""
    return next((kid.page for kid in _content(node)), None)


def _content(node: Node) -> Iterator[MarkedContent | Annotation]:
    return (kid for kid in node.kids if not isinstance(kid, Node))
