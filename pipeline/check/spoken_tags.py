"""What is read aloud of a tagged PDF: the words of its content in the order of its tags."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.check.pdf_content import PageContent
from pipeline.check.pdf_tags import INLINE, Content, LinkArea, Tag
from pipeline.check.spoken import Spoken
from pipeline.check.wording import fold

_COUNTED: Final = frozenset(
    {"H1", "H2", "H3", "H4", "H5", "H6", "P", "BlockQuote", "Note", "L", "LI", "TOC", "TOCI", "Index"}
    | {"Table", "TR", "TD", "Caption", "Figure"}
)
_MARKED_LISTS: Final = frozenset({"Disc", "Circle", "Square", "Decimal"})
"""Lists whose marks and numbers stand in no document: the engine makes them."""
_PAUSE: Final = re.compile("\\**\N{EM SPACE}[*\N{EM SPACE}]*|")
"""Asterisks set apart by em spaces, of which a pause between scenes is made; they are no words."""


def spoken_in(tag: Tag, contents: Sequence[PageContent]) -> Spoken:
    """Read an element of the tree with all that stands in it; `contents` are those of the pages of its piece."""
    reader = _Reader(contents)
    reader.read(tag, tag.language)
    return reader.spoken


def text_of_tag(tag: Tag, contents: Sequence[PageContent]) -> str:
    """Return the text of an element's content."""
    parts = (kid for found in tag.walk() for kid in found.kids if isinstance(kid, Content))
    return "".join(_text(part, contents) for part in parts)


class _Reader:
    def __init__(self, contents: Sequence[PageContent]) -> None:
        self.spoken = Spoken()
        self.speech = self.spoken.speech
        self._contents = contents

    def read(self, tag: Tag, language: str, marked_list: bool = False) -> None:
        """Read an element; `marked_list` tells whether it is an item of a list whose marks the engine made."""
        self._count(tag, language)
        if tag.role == "Figure":
            self.spoken.alternatives.append(tag.alternative)
        in_line = tag.role in INLINE
        if not in_line:
            self.speech.add(" ")
        for kid in tag.kids:
            if isinstance(kid, Tag):
                if not (kid.role == "Lbl" and marked_list):
                    marks = tag.attributes.get("ListNumbering") in _MARKED_LISTS if tag.role == "L" else marked_list
                    self.read(kid, tag.language or language, marks and (tag.role == "L"))
            elif isinstance(kid, Content) and tag.role != "Figure":
                text = _text(kid, self._contents)
                self.speech.add("" if _PAUSE.fullmatch(text.strip(" \n")) else text)
        if not in_line:
            self.speech.add(" ")

    def _count(self, tag: Tag, language: str) -> None:
        if tag.role in _COUNTED:
            self.spoken.parts[tag.role] += 1
        elif tag.role == "TH":
            self.spoken.parts[f"TH {tag.attributes.get('Scope', '')}"] += 1
        if tag.language and tag.language != language:
            self.spoken.foreign[tag.language, "".join(sorted(fold(text_of_tag(tag, self._contents))))] += 1
        if tag.role == "Note":
            self.spoken.notes[tag.name.rpartition("/")[2]] = _link_back(tag)


def _link_back(note: Tag) -> str:
    """Return where the link in a note's number leads."""
    areas: Iterator[LinkArea] = (area for label in note.tags() if label.role == "Lbl" for area in label.areas())
    return next((area.target for area in areas), "")


def _text(content: Content, contents: Sequence[PageContent]) -> str:
    texts: Mapping[int, str] = contents[content.page].texts if 0 <= content.page < len(contents) else {}
    return texts.get(content.number, "")
