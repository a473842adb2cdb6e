"""The tags of a piece's PDF, made from its markup: takes the place of the engine's own.

The engine tags box by box: what crosses a page becomes two elements, each line a Span of its own. Here the boxes only
tell which content belongs to which element of the markup; the tree is that of the elements.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from pipeline.typeset.marked_content import MarkedText, keep_space, make_artifacts, mend_texts
from pipeline.typeset.structure_objects import drop_annotations, write_tree
from pipeline.typeset.structure_roles import alternative_of
from pipeline.typeset.structure_tree import Annotation, MarkedContent, Node, StructureTree

PIECE: Final = "data-piece"
"""Names the piece on its root element: names of structure elements, which are unique in a book, begin with it."""

_PT_PER_PX: Final = 0.75
_REPEATED: Final = frozenset({"thead", "tfoot"})
_CONTINUATION: Final = "index-continued"
_SPACE_AFTER: Final = "is_followed_by_space"
_SPACE_BEFORE: Final = "follows_a_space"


def tag_by_elements(engine_pdf: Any, inline_layout: Any, boxes: Any, placeholder: type) -> None:
    """Let `weasyprint.pdf` tag by elements; `placeholder` stands in the tree for boxes that are positioned apart."""

    def add_tags(pdf: Any, document: Any, pdf_version: str, page_streams: Sequence[Any]) -> None:
        del pdf_version
        _Writer(boxes, placeholder, pdf, document).write(page_streams)

    engine_pdf.add_tags = add_tags
    _remember_spaces(inline_layout, boxes)
    _keep_spaces(engine_pdf)


def _keep_spaces(engine_pdf: Any) -> None:
    """Let every font keep its space, even one that is set nowhere but at the ends of lines."""
    build = engine_pdf.build_fonts_dictionary

    def build_fonts_dictionary(pdf: Any, fonts: Any, *rest: Any) -> Any:
        for font in fonts.values():
            keep_space(font)
        return build(pdf, fonts, *rest)

    engine_pdf.build_fonts_dictionary = build_fonts_dictionary


def _remember_spaces(inline_layout: Any, boxes: Any) -> None:
    """Let lines know of the space at their end, which the engine takes away: it parts words (ISO 32000-1, 14.8.2.5).

    Either the text before a line's end has a space at its own end, or that after it at its beginning.
    """
    next_line = inline_layout.get_next_linebox

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any, *rest: Any
    ) -> Any:
        line, resume_at = next_line(context, linebox, position_y, bottom_space, skip_stack, *rest)
        if line and skip_stack and inline_layout.skip_first_whitespace(linebox, skip_stack) != skip_stack:
            setattr(line, _SPACE_BEFORE, True)
        if line and resume_at and text_before(linebox, resume_at).endswith((" ", "\n")):
            setattr(line, _SPACE_AFTER, True)
        return line, resume_at

    def text_before(box: Any, place: Any) -> str:
        ((index, within),) = place.items()
        if isinstance(box, boxes.TextBox):
            return str(box.text.encode()[:index].decode())
        if within is not None and (text := text_before(box.children[index], within)):
            return text
        return next(filter(None, map(last_text, reversed(box.children[:index]))), "")

    def last_text(box: Any) -> str:
        if isinstance(box, boxes.TextBox):
            return str(box.text)
        if not isinstance(box, boxes.InlineBox):
            return ""
        return next(filter(None, map(last_text, reversed(box.children))), "")

    inline_layout.get_next_linebox = get_next_linebox


@dataclass(slots=True)
class _Page:
    """One page while it is read: what the engine numbered on it, and what must be changed in its content."""

    index: int
    height: float
    numbers: dict[Any, int]
    texts: list[MarkedText] = field(default_factory=list)
    artifacts: list[int] = field(default_factory=list)
    redundant: list[Any] = field(default_factory=list)


class _Writer:
    """Reads the pages of one document and writes its structure tree."""

    def __init__(self, boxes: Any, placeholder: type, pdf: Any, document: Any) -> None:
        self._boxes = boxes
        self._placeholder = placeholder
        self._pdf = pdf
        self._pages = [page._page_box for page in document.pages]
        root = self._pages[0].children[0].element
        self._name = root.get(PIECE, "")
        self._tree = StructureTree(root)
        self._first_pages: dict[Element, int] = {}
        self._line_ends: dict[Element, MarkedText] = {}
        self._last_node: Node | None = None

    def write(self, streams: Sequence[Any]) -> None:
        """Tag all pages; `streams` are their contents."""
        pages: list[_Page] = []
        for index, (page_box, stream) in enumerate(zip(self._pages, streams, strict=True)):
            numbers = {box: int(tag["mcid"]) for box, tag in stream._tags.items()}
            page = _Page(index, page_box.height + page_box.margin_top + page_box.margin_bottom, numbers)
            for child in page_box.children:
                self._read(child, page, isinstance(child, self._boxes.MarginBox), None)
            pages.append(page)
        for page, stream in zip(pages, streams, strict=True):
            make_artifacts(stream, [*page.artifacts, *page.numbers.values()])
            mend_texts(stream, page.texts)
            drop_annotations(self._pdf, page.index, page.redundant)
        write_tree(self._pdf, self._tree.document, [len(stream._tags) for stream in streams], self._name)

    def _read(self, box: Any, page: _Page, artifact: bool, link: Element | None) -> None:
        if isinstance(box, self._placeholder):
            box = box._box  # type: ignore[attr-defined]  # the engine's own
        artifact = artifact or self._is_repeated(box, page)
        if box.element is not None and not artifact:
            node = self._tree.node_of(box.element)
            if isinstance(box, self._boxes.BlockLevelBox) and page.texts and self._last_node is node:
                page.texts[-1].space_follows = True  # a block within running text
            link = self._read_link(box, page, link)
        if isinstance(box, self._boxes.TextBox | self._boxes.ReplacedBox) and box in page.numbers:
            self._read_content(box, page, artifact)
        if getattr(box, _SPACE_BEFORE, False) and (before := self._line_ends.get(box.element)):
            before.space_follows = True
        for child in getattr(box, "children", ()):
            self._read(child, page, artifact, link)
        if isinstance(box, self._boxes.LineBox):
            self._read_end(box, page)
        elif box.element_tag == "br" and page.texts:
            page.texts[-1].space_follows = True

    def _read_end(self, line: Any, page: _Page) -> None:
        """Remember with which text a line ends."""
        if page.texts:
            self._line_ends[line.element] = page.texts[-1]
            page.texts[-1].space_follows |= getattr(line, _SPACE_AFTER, False)

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
        if isinstance(box, self._boxes.ReplacedBox):
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
