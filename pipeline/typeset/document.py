"""A piece's XHTML as the tree that the engine lays out."""

import re
from typing import Final
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]  # the engine's selectors; no type information

from pipeline.book.markup import ChapterMarkup
from pipeline.errors import LayoutError
from pipeline.typeset.engine import weasyprint

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_EPUB: Final = "{http://www.idpf.org/2007/ops}"
_WHITE_SPACE: Final = re.compile("[ \\t\\n\\r]+")  # no other space collapses
_NOTE_BLOCKS: Final = frozenset(
    {"note-paragraph", "note-list", "note-item", "note-term", "note-description", "note-quotation", "note-verse",
     "note-stanza", "note-caption", "note-division"}
)  # fmt: skip
_KEEPS_SPACE: Final = "code-line"


class Document(weasyprint.HTML):  # type: ignore[misc]  # the engine has no type information
    """A document for the engine, from a tree instead of text: the engine would read XHTML by the rules of HTML.

    By those, `<span id="x"/>` begins a span that nothing ends.
    """

    def __init__(self, root: ElementTree.Element, base_url: str, url_fetcher: object) -> None:
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def parse_xhtml(markup: ChapterMarkup) -> ElementTree.Element:
    """Read the piece's XHTML; elements and attributes get the bare names that HTML has for them.

    Raises LayoutError where it is not well-formed XML, which is a fault of the stage before.
    """
    try:
        root = ElementTree.fromstring(markup.xhtml)
    except ElementTree.ParseError as error:
        raise LayoutError(f"the markup of “{markup.piece}” is not well-formed: {error}") from error
    for element in root.iter():
        element.tag = element.tag.removeprefix(_XHTML)
        for name in [name for name in element.attrib if name.startswith(_EPUB)]:
            element.attrib[f"epub:{name.removeprefix(_EPUB)}"] = element.attrib.pop(name)
        if element.get("role") == "doc-footnote":
            _collapse_space(element, after_space=True)
    return root


def _collapse_space(element: ElementTree.Element, after_space: bool) -> bool:
    """Write every run of white space within an element as one space, as CSS Text 3 §4.1.1 has it.

    The engine does so everywhere but in what floats to the foot of the page. Returns whether the text so far ends
    with a space, `after_space` tells whether it did before; what begins a block begins after one.
    """
    if _KEEPS_SPACE in element.get("class", "").split():
        return True
    after_space |= not _NOTE_BLOCKS.isdisjoint(element.get("class", "").split())
    element.text, after_space = _collapsed(element.text, after_space)
    for child in element:
        after_space = _collapse_space(child, after_space)
        child.tail, after_space = _collapsed(child.tail, after_space)
    return after_space


def _collapsed(text: str | None, after_space: bool) -> tuple[str, bool]:
    single = _WHITE_SPACE.sub(" ", text or "")
    if after_space:
        single = single.removeprefix(" ")
    return single, single.endswith(" ") if single else after_space
