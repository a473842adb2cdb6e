"""Text as the checks compare and count it."""

import unicodedata
from dataclasses import fields, is_dataclass

from pipeline.book.blocks import CodeListing
from pipeline.book.inlines import Inline, plain_text


def fold(text: str) -> str:
    """Return letters and digits alone, without case: what stays the same however a text is set.

    Spaces, hyphens at line ends, ligatures and small capitals do not count.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    for letter in set(text):
        if not letter.isalnum():
            text = text.replace(letter, "")
    return text


def count_words(text: str) -> int:
    """Return how many words a text has: stretches between spaces with a letter or digit in them."""
    words = text.split()
    return len(words) - sum(not any(map(str.isalnum, word)) for word in words if not word[0].isalnum())


def text_of(node: object) -> str:
    """Return the words of blocks or running text, blocks parted by spaces; no notes, no citations."""
    if isinstance(node, tuple):
        if all(isinstance(item, Inline) for item in node):
            return plain_text(node)
        return " ".join(filter(None, map(text_of, node)))
    if isinstance(node, CodeListing):
        return f"{plain_text(node.caption)} {node.text}"
    if is_dataclass(node):
        parts = (getattr(node, field.name) for field in fields(node))
        return " ".join(filter(None, (text_of(part) for part in parts if isinstance(part, tuple))))
    return ""


def excerpt(text: str, letters: int = 60) -> str:
    """Return the beginning of some words for a message, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= letters else f"{words[:letters].rsplit(' ', 1)[0]} …"
