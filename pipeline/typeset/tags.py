"""The tags of a piece's PDF, made from its markup (ISO 32000-1, 14.7): they take the place of the engine's own.

The boxes only tell which content belongs to which element of the markup; the tree is that of the elements. A page's
boxes are read when it has been drawn, so that they need not be kept until the last page is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from pipeline.typeset.engine import AbsolutePlaceholder, boxes
from pipeline.typeset.marked_content import MarkedText, make_artifacts, mend_texts
from pipeline.typeset.page_boxes import descendants
from pipeline.typeset.structure import PIECE, READER, SPACE_AFTER, SPACE_BEFORE
from pipeline.typeset.structure_objects import drop_annotations, write_tree
from pipeline.typeset.structure_roles import alternative_of
from pipeline.typeset.structure_tree import Annotation, MarkedContent, Node, StructureTree

_PT_PER_PX: Final = 0.75
_REPEATED: Final = frozenset({"thead", "tfoot"})
_CONTINUATION: Final = "index-continued"


def tag_as_drawn(pages: Sequence[Any], lets_go: bool) -> None:
    """Have pages of the engine read when they are drawn; where each then `lets_go` of its boxes, it is empty."""
    reader = TagReader(pages[0]._page_box.children[0].element, lets_go)
    for page in pages:
        setattr(page, READER, reader)


@dataclass(slots=True)
class _Page:
    """One page while it is read: what the engine numbered on it, and what must be changed in its content."""

    index: int
    height: float
    count: int
    numbers: dict[Any, int]
    texts: list[MarkedText] = field(default_factory=list)
    artifacts: list[int] = field(default_factory=list)
    redundant: list[Any] = field(default_factory=list)


class TagReader:
    """Reads the pages of one document as they are drawn, and writes its structure tree."""

    def __init__(self, root: Element, lets_go: bool) -> None:
        """Begin a document whose html element is `root`; a page that is read `lets_go` of its boxes."""
        self._name = root.get(PIECE, "")
        self._lets_go = lets_go
        self._tree = StructureTree(root)
        self._pages: list[_Page] = []
        self._first_pages: dict[Element, int] = {}
        self._line_ends: dict[Element, MarkedText] = {}
        self._last_node: Node | None = None

    def read(self, drawn: Any, stream: Any) -> None:
        """Read a page of the engine, whose content is `stream`."""
        box = drawn._page_box
        numbers = {marked: int(tag["mcid"]) for marked, tag in stream._tags.items()}
        height = box.height + box.margin_top + box.margin_bottom
        page = _Page(len(self._pages), height, len(numbers), numbers)
        self._pages.append(page)
        for child in box.children:
            self._read(child, page, isinstance(child, boxes.MarginBox), None)
        page.artifacts += numbers.values()
        page.numbers = {}
        if self._lets_go:
            stream._tags.clear()
            for gone in tuple(descendants(box)):
                vars(gone).clear()

    def write(self, pdf: Any, streams: Sequence[Any]) -> None:
        """Write the tags of all pages, which were read, to `pdf`; `streams` are their contents."""
        for page, stream in zip(self._pages, streams, strict=True):
            make_artifacts(stream, page.artifacts)
            mend_texts(stream, page.texts)
            drop_annotations(pdf, page.index, page.redundant)
        write_tree(pdf, self._tree.document, [page.count for page in self._pages], self._name)

    def _read(self, box: Any, page: _Page, artifact: bool, link: Element | None) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        artifact = artifact or self._is_repeated(box, page)
        if box.element is not None and not artifact:
            node = self._tree.node_of(box.element)
            if isinstance(box, boxes.BlockLevelBox) and page.texts and self._last_node is node:
                page.texts[-1].space_follows = True  # a block within running text
            link = self._read_link(box, page, link)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox) and box in page.numbers:
            self._read_content(box, page, artifact)
        if getattr(box, SPACE_BEFORE, False) and (before := self._line_ends.get(box.element)):
            before.space_follows = True
        for child in getattr(box, "children", ()):
            self._read(child, page, artifact, link)
        if isinstance(box, boxes.LineBox):
            self._read_end(box, page)
        elif box.element_tag == "br" and page.texts:
            page.texts[-1].space_follows = True

    def _read_end(self, line: Any, page: _Page) -> None:
        """Remember with which text a line ends."""
        if page.texts:
            self._line_ends[line.element] = page.texts[-1]
            page.texts[-1].space_follows |= getattr(line, SPACE_AFTER, False)

    def _is_repeated(self, box: Any, page: _Page) -> bool:
        """Tell whether a box shows once more what stands elsewhere: a table's head, an index entry that goes on."""
        if box.element is None:
            return False  # the page itself, or the area of its notes
        if box.element_tag in _REPEATED:
            return self._first_pages.setdefault(box.element, page.index) != page.index
        return _CONTINUATION in box.element.get("class", "").split()

    def _read_link(self, box: Any, page: _Page, link: Element | None) -> Element | None:
        """Give an area of a link to the link's element. The engine makes one more for each box within a link's."""
        if box.link_annotation is None:
            return link
        node = self._tree.link_of(box.element)
        if node.element is link:
            page.redundant.append(box.link_annotation)
        else:
            node.kids.append(Annotation(page.index, box.link_annotation))
        return node.element

    def _read_content(self, box: Any, page: _Page, artifact: bool) -> None:
        content = MarkedContent(page.index, page.numbers.pop(box))
        if isinstance(box, boxes.ReplacedBox):
            self._read_picture(box, page, content, artifact)
            return
        if not box.text.strip():  # the engine does not draw it
            if page.texts and box.text:
                page.texts[-1].space_follows = True
            artifact = True
        if artifact:
            page.artifacts.append(content.number)
            return
        node = self._tree.node_of(box.element)
        if box.element_tag == "li::marker":
            node = self._tree.label_of(box.element)
        node.kids.append(content)
        self._last_node = node
        page.texts.append(MarkedText(content.number, box.text, box.style["hyphenate_character"]))

    def _read_picture(self, box: Any, page: _Page, content: MarkedContent, artifact: bool) -> None:
        if artifact or not alternative_of(box.element):
            page.artifacts.append(content.number)
            return
        node = self._tree.node_of(box.element)
        x, y = box.content_box_x(), box.content_box_y()
        corners = (x, page.height - y - box.height, x + box.width, page.height - y)
        node.box = tuple(corner * _PT_PER_PX for corner in corners)
        node.alternative = alternative_of(box.element)
        node.kids.append(content)
