"""From what a citation style writes to running text: markup, links, and punctuation that meets at a seam.

The processor is given a formatter that writes Unicode noncharacters (U+FDD0 …, which Unicode reserves for a
program's own use, so no source can hold them) where it would write HTML; `to_inlines` reads them back into a tree.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from urllib.parse import unquote

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import (
    CitedSource,
    Emphasis,
    Inline,
    Inlines,
    Link,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from pipeline.book.names import LanguageTag, SourceKey

ITALIC, BOLD, SMALL_CAPS, SUPERSCRIPT, SUBSCRIPT = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
URL, DOI, FOREIGN, CITED, NUMBER, END = "\ufdd5", "\ufdd6", "\ufdd7", "\ufdd8", "\ufdd9", "\ufdda"
_MARKS: Final = "\ufdd0-\ufdda"

_MARKUP_OF_SOURCES: Final = {
    "<i>": ITALIC, "<b>": BOLD, "<sup>": SUPERSCRIPT, "<sub>": SUBSCRIPT,
    "</i>": END, "</b>": END, "</sup>": END, "</sub>": END,
}  # fmt: skip
_WRAPPERS: Final[Mapping[str, Callable[[Inlines], Inline]]] = {
    ITALIC: Emphasis, BOLD: Strong, SMALL_CAPS: SmallCaps, SUPERSCRIPT: Superscript, SUBSCRIPT: Subscript,
}  # fmt: skip

_SEAMS: Final = (
    # The style's stop after a title that ends with one of its own, behind quotation marks or markup.
    (re.compile(rf"(?<=[.?!…])([’”»“{END}]+)\.(?=[\s{_MARKS}]|$)"), r"\1"),
    (re.compile(rf"(?<=[,;:])([{_MARKS}]+)[,;:](?=[\s{_MARKS}])"), r"\1"),
    # A title in square brackets describes a source that has none: it is not quoted.
    (re.compile(rf"[‘“„«]([{_MARKS}]*)(\[[^\[\]]*\])([{_MARKS}]*)[’”»]"), r"\1\2\3"),
    (re.compile(r"\(\s*\)|\[\s*\]"), ""),
    (re.compile(r" +(?=[.,;](?:\s|$))"), ""),
    (re.compile(r" {2,}"), " "),
)
_RESOLVER: Final = "https://doi.org/"
_RESOLVED_DOI: Final = re.compile(rf"https?://(?:dx\.)?doi\.org/{DOI}")
_NUMBER_LABEL: Final = re.compile(rf"^[\s{_MARKS}(\[]*{NUMBER}(\d+){END}[{END})\].:,\s]*")


class Formatter:
    """What citeproc-py asks of a formatter."""

    @staticmethod
    def preformat(text: object) -> str:
        """Take text as it is: nothing needs escaping."""
        return str(text)

    Light = Underline = preformat
    Italic = Oblique = staticmethod(lambda text: f"{ITALIC}{text}{END}")
    Bold = staticmethod(lambda text: f"{BOLD}{text}{END}")
    SmallCaps = staticmethod(lambda text: f"{SMALL_CAPS}{text}{END}")
    Superscript = staticmethod(lambda text: f"{SUPERSCRIPT}{text}{END}")
    Subscript = staticmethod(lambda text: f"{SUBSCRIPT}{text}{END}")


def clean(text: str) -> str:
    """Take noncharacters out of a source's value and put its rich text (CSL-JSON: i, b, sup, sub) into marks."""
    text = re.sub("[\ufdd0-\ufdef]", "", text)
    for tag, mark in _MARKUP_OF_SOURCES.items():
        text = text.replace(tag, mark)
    return text


def mend(marked: str) -> str:
    """Mend the places where two pieces of a style met: doubled stops, empty brackets, quotes around descriptions."""
    for pattern, replacement in _SEAMS:
        marked = pattern.sub(replacement, marked)
    return _RESOLVED_DOI.sub(f"{URL}{_RESOLVER}", marked).strip()


def split_number(marked: str) -> tuple[str | None, str]:
    """Take the number off a bibliography entry: “[12] Author …” gives “12” and the rest."""
    match = _NUMBER_LABEL.match(marked)
    return (match[1], marked[match.end() :]) if match else (None, marked)


def unmarked(marked: str) -> str:
    """Return the words alone."""
    return re.sub(f"[{_MARKS}]", "", marked)


@dataclass(frozen=True, slots=True)
class Cited:
    """A source within a citation: what stands before and after the words that lead to it."""

    key: SourceKey
    before: str = ""
    after: str = ""


Affixed: TypeAlias = Mapping[str, Cited]
"""The sources of a citation by the character that names each after the mark CITED."""


@dataclass(slots=True)
class _Open:
    """A wrapper whose end is still to come."""

    mark: str
    name: str = ""
    children: list[Inline] = field(default_factory=list)


def to_inlines(
    marked: str,
    location: SourceLocation,
    cited: Affixed | None = None,
    language: LanguageTag | None = None,
) -> Inlines:
    """Return marked text as running text.

    `cited` gives the sources of a citation, where addresses are no links, because each source is one; `language` is
    that of a source's title; `location` is where links and language runs are said to stand.
    """
    stack = [_Open("")]
    pieces = iter(re.split(f"([{_MARKS}])", marked))
    for piece in pieces:
        if piece == END:
            if len(stack) > 1:
                _close(stack, location, cited or {}, language)
        elif piece == CITED:
            words = next(pieces, "")
            stack.append(_Open(CITED, words[:1], _text(words[1:])))
        elif len(piece) == 1 and ITALIC <= piece < END:
            stack.append(_Open(piece))
        else:
            stack[-1].children.extend(_text(piece))
    while len(stack) > 1:
        _close(stack, location, cited or {}, language)
    return tuple(stack[0].children)


def _text(words: str) -> list[Inline]:
    return [Text(words)] if words else []


def _close(stack: list[_Open], location: SourceLocation, cited: Affixed, language: LanguageTag | None) -> None:
    opened = stack.pop()
    children = tuple(opened.children)
    outer = stack[-1].children
    if opened.mark in _WRAPPERS:
        outer.append(_WRAPPERS[opened.mark](children))
    elif opened.mark == CITED and opened.name in cited:
        source = cited[opened.name]
        outer.extend((*_text(source.before), CitedSource(source.key, children), *_text(source.after)))
    elif opened.mark in (URL, DOI):
        address = "".join(child.text for child in children if isinstance(child, Text))
        url = f"{_RESOLVER}{address}" if opened.mark == DOI else address
        words = _text(_shown(address))
        outer.extend(words if cited else [Link(url, tuple(words), location)])
    elif opened.mark == FOREIGN and language is not None:
        outer.append(Span(language, _direction(children), children, location))
    else:
        outer.extend(children)


def _shown(address: str) -> str:
    """Return an address as readers type it: no scheme, and letters for percent signs where both mean the same."""
    bare = re.sub(r"^https?://", "", address)
    return re.sub(r"(?:%[89A-Fa-f][0-9A-Fa-f])+", _decoded, bare).removesuffix("/")


def _decoded(match: re.Match[str]) -> str:
    text = unquote(match[0], errors="replace")
    return text if all(letter.isalnum() or letter in "–—’" for letter in text) else match[0]


def _direction(children: Inlines) -> str | None:
    words = "".join(child.text for child in children if isinstance(child, Text))
    return "rtl" if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words) else None
