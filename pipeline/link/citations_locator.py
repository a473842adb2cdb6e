"""Locators as authors write them: “p. 3”, “chs 2–4”, “§ 12”."""

import re
from typing import Final

_LABELS: Final = {
    "page": ("p", "pp", "page", "pages", "s", "str", "strona", "strony"),
    "chapter": ("ch", "chs", "chap", "chaps", "chapter", "chapters", "rozdz", "rozdział"),
    "volume": ("vol", "vols", "volume", "volumes", "t", "tom"),
    "issue": ("no", "nos", "issue", "nr"),
    "section": ("sec", "secs", "sect", "section", "sections", "§", "§§"),
    "paragraph": ("para", "paras", "paragraph", "paragraphs", "¶", "¶¶", "par"),
    "note": ("n", "nn", "note", "notes", "przyp"),
    "figure": ("fig", "figs", "figure", "figures", "rys"),
    "folio": ("f", "fol", "fols", "folio", "folios"),
    "column": ("col", "cols", "column", "columns"),
    "line": ("l", "ll", "line", "lines"),
    "verse": ("v", "vv", "verse", "verses"),
    "part": ("pt", "pts", "part", "parts", "cz"),
    "book": ("bk", "bks", "book", "books"),
}
"""Locator labels of CSL 1.0.2 (appendix III) with the words that stand for them; a full stop after them is optional."""

_LABEL_OF: Final = {word: label for label, words in _LABELS.items() for word in words}
_LOCATOR: Final = re.compile(r"(?P<word>[^\W\d_]+|§{1,2}|¶{1,2})\.?\s*(?P<rest>\S.*)", re.DOTALL)


def split_locator(written: str) -> tuple[str | None, str]:
    """Return CSL's label and what it counts; a bare number is a page, and (None, words) is no locator of CSL's."""
    words = " ".join(written.split())
    if words[:1].isdigit():
        return "page", words
    match = _LOCATOR.fullmatch(words)
    label = _LABEL_OF.get(match["word"].lower()) if match else None
    return (label, match["rest"]) if match and label else (None, words)
