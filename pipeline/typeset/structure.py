"""How the engine is made to tag by elements, and to remember the spaces that it drops; `pipeline.typeset.tags` does it.

The engine tags box by box: what crosses a page becomes two elements, each line a Span of its own.
"""

from collections.abc import Sequence
from typing import Any, Final

from pipeline.typeset.marked_content import keep_space

PIECE: Final = "data-piece"
"""Names the piece on its root element: names of structure elements, which are unique in a book, begin with it."""
READER: Final = "tag_reader"
"""What a page of the engine calls its reader, which reads it when it has been drawn, and writes tags after the last."""
SPACE_AFTER: Final = "is_followed_by_space"
SPACE_BEFORE: Final = "follows_a_space"


def tag_by_elements(engine_pdf: Any, page_class: Any, inline_layout: Any, boxes: Any) -> None:
    """Let `weasyprint.pdf` tag by elements the documents whose pages have a reader (see `pipeline.typeset.tags`)."""
    paint = page_class.paint

    def paint_page(page: Any, stream: Any, scale: float = 1) -> None:
        paint(page, stream, scale)
        if reader := getattr(page, READER, None):
            reader.read(page, stream)

    def add_tags(pdf: Any, document: Any, pdf_version: str, page_streams: Sequence[Any]) -> None:
        del pdf_version
        getattr(document.pages[0], READER).write(pdf, page_streams)

    page_class.paint, engine_pdf.add_tags = paint_page, add_tags
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
            setattr(line, SPACE_BEFORE, True)
        if line and resume_at and text_before(linebox, resume_at).endswith((" ", "\n")):
            setattr(line, SPACE_AFTER, True)
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
