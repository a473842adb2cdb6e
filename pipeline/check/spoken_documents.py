"""What would be read aloud of the assembled documents, which the tags of a PDF are held against."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.markup import ChapterMarkup
from pipeline.check.documents import XHTML, anchor_of, classes, parse
from pipeline.check.spoken import Spoken
from pipeline.check.wording import fold

SVG: Final = "{http://www.w3.org/2000/svg}"

_INLINE: Final = frozenset(
    {"a", "em", "strong", "i", "b", "cite", "code", "sub", "sup", "ins", "del", "mark", "time", "q", "abbr", "span"}
)
_STAND_APART: Final = frozenset(
    {"note-number", "note-paragraph", "note-list", "note-item", "note-quotation", "bibliography-number", "code-line"}
    | {"note-term", "note-description", "note-verse", "note-stanza", "note-listing", "note-caption", "note-division"}
)
"""Classes of what is no part of a line though it is a span: paragraphs of notes, and numbers that come first."""
_NOT_SPOKEN: Final = frozenset({"index-continued"})
_MAY_BE_EMPTY: Final = frozenset({"TD", "TH Row", "TH Column", "Figure"})
_PICTURES: Final = frozenset({"img", "svg"})
_PARTS: Final[Mapping[str, str]] = {
    **{name: name.upper() for name in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "tr", "td")},
    "table": "Table",
    "caption": "Caption",
    "blockquote": "BlockQuote",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "pre": "P",
    "hr": "P",
}
_PARTS_BY_CLASS: Final[Mapping[str, str]] = {
    "note": "Note",
    "note-paragraph": "P",
    "note-list": "L",
    "note-item": "LI",
    "note-quotation": "BlockQuote",
    "note-stanza": "P",
    "note-caption": "P",
    "epigraph": "BlockQuote",
    "index-body": "Index",
    "bibliography": "L",
    "bibliography-entry": "LI",
    "contents-list": "TOC",
}


_Notes = list[tuple[etree._Element, str, SourceLocation | None]]


def spoken_of(markup: ChapterMarkup, file: PurePosixPath | None) -> Spoken:
    """Read a document for print; places are those of its `data-line`, in `file` where it names no other."""
    root = parse(markup.xhtml)
    reader = _Reader(file)
    for body in root.iterfind(f"{XHTML}body"):
        reader.read(body, markup.language, None, [])
    return reader.spoken


class _Reader:
    def __init__(self, file: PurePosixPath | None) -> None:
        self.spoken = Spoken()
        self.speech = self.spoken.speech
        self._file = file

    def read(self, element: etree._Element, language: str, place: SourceLocation | None, called: _Notes) -> None:
        """Read an element; notes called in it are put among those `called` by the block around it, to follow it."""
        name, kinds = etree.QName(element).localname, classes(element)
        place = self._place(element, place)
        if kinds & _NOT_SPOKEN:
            return
        self._count(element, name, kinds)
        language = self._language(element, language)
        if name in _PICTURES:
            self.spoken.alternatives.append(_alternative(element))
            return
        in_line = name in _INLINE and not kinds & _STAND_APART
        notes = called if in_line else []
        if not in_line:
            self.speech.add(" ", place)
        self.speech.add(element.text or "", place)
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif child.get("role") == "doc-footnote":
                notes.append((child, language, place))
            else:
                self.read(child, language, place, notes)
            self.speech.add(child.tail or "", place)
        if not in_line:
            self.speech.add(" ", place)
            for note, note_language, note_place in notes:
                self.read(note, note_language, note_place, [])

    def _place(self, element: etree._Element, around: SourceLocation | None) -> SourceLocation | None:
        line, source = element.get("data-line"), element.get("data-source")
        file = PurePosixPath(source) if source else around.path if around else self._file
        return SourceLocation(file, int(line)) if file and line else around

    def _language(self, element: etree._Element, around: str) -> str:
        language = str(element.get("lang", around))
        if language != around and (letters := fold("".join(element.itertext()))):
            self.spoken.foreign[language, "".join(sorted(letters))] += 1
        return language

    def _count(self, element: etree._Element, name: str, kinds: frozenset[str]) -> None:
        if "note" in kinds and name == "span":
            number = next(element.iterfind(f"{XHTML}a[@class='note-number']"), None)
            self.spoken.notes[element.get("id", "")] = "" if number is None else anchor_of(number.get("href", ""))
        part = _part(element, name, kinds)
        if part and (part in _MAY_BE_EMPTY or name == "hr" or "".join(element.itertext()).strip()):
            self.spoken.parts[part] += 1


def _part(element: etree._Element, name: str, kinds: frozenset[str]) -> str | None:
    """Return the structure type by which an element is counted."""
    parent, before = element.getparent(), element.getprevious()
    match name:
        case "li" if parent is not None and "contents-list" in classes(parent):
            return "TOCI"
        case "dt":  # terms that follow one another share what describes them
            return None if before is not None and etree.QName(before).localname == "dt" else "LI"
        case "th":
            return "TH Row" if element.get("scope") == "row" else "TH Column"
        case "figure":
            return "Figure" if _has_picture(element) else None
        case "figcaption":
            return "Caption" if parent is not None and _has_picture(parent) else "P"
        case "img" | "svg":
            return None if parent is not None and etree.QName(parent).localname == "figure" else "Figure"
    if "note-term" in kinds:
        return None if before is not None and "note-term" in classes(before) else "LI"
    found = (_PARTS_BY_CLASS[kind] for kind in kinds if kind in _PARTS_BY_CLASS)
    if name == "div" and "admonition" in kinds:
        return None
    return next(found, _PARTS.get(name))


def _has_picture(figure: etree._Element) -> bool:
    return any(isinstance(child.tag, str) and etree.QName(child).localname in _PICTURES for child in figure)


def _alternative(picture: etree._Element) -> str:
    if "alt" in picture.attrib:
        return str(picture.get("alt")).strip()
    return "".join(title.text or "" for title in picture.iterfind(f"{SVG}title")).strip()
