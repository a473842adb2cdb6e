"""The infobox of a finished PDF: every label and value stands on its page."""

from collections.abc import Iterator

from pipeline.book.data import Infobox
from pipeline.book.names import AnchorId
from pipeline.book.walk import walk_blocks
from pipeline.check.printed_book import PrintedBook, is_right_to_left
from pipeline.check.wording import fold, text_of


def shown_fields(book: PrintedBook) -> Iterator[str]:
    """Yield the ids of the fields whose label and value can be read where the field is said to be."""
    for node in walk_blocks(tuple(chapter.blocks for chapter in book.linked.book.chapters)):
        if isinstance(node, Infobox):
            for field in node.fields:
                value = text_of(field.value)
                if value.strip() and _is_shown(book, AnchorId(f"infobox-{field.id}"), f"{field.label} {value}"):
                    yield field.id


def _is_shown(book: PrintedBook, anchor: AnchorId, words: str) -> bool:
    """Tell whether all words stand on the page of an anchor or the next; columns may part what belongs together."""
    page = book.page_of(anchor)
    if page is None:
        return False
    text = book.texts.folded(page) + book.texts.folded(type(page)(page + 1))
    return is_right_to_left(words) or all(fold(word) in text for word in words.split())
