"""Page breaks: where the pages of the printed book begin, marked on screens (EPUB 3.3 §7.4.3, the page-list nav)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from pipeline.book.folios import ATTRIBUTE as FOLIO
from pipeline.book.layout import PageBreak
from pipeline.book.reading_text import APART, OBJECT, PICTURES, is_sign, signs
from pipeline.errors import LayoutError

APART_ATTRIBUTE: Final = Markup(f' {APART}="apart"')
"""What templates write into the start tag of an element that stands in one medium only."""

_PARTS: Final = re.compile(
    r"""<!--.*?-->|<[!?][^>]*>"""
    r"""|<(?P<close>/)?(?P<name>[A-Za-z_][\w:.-]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'>])*?)(?P<empty>/)?>"""
    r"""|(?P<entity>&[^;]+;)|(?P<text>[^<&]+)""",
    re.DOTALL,
)

_FOLIO: Final = re.compile(rf' {FOLIO}="[^"]*"')

_HOLDS_BREAKS: Final = frozenset(
    {
        "aside", "blockquote", "body", "caption", "dd", "div", "dt", "figcaption", "figure", "li", "main", "p", "pre",
        "section", "td", "th",
    }
)  # fmt: skip
"""Elements that a break may stand at the beginning of; before others it stands outside."""

_HOLDS_FIRST_BREAK: Final = frozenset({"body", "section"})
_HOLDS_BREAKS_OF_CONTENTS: Final = frozenset({"body", "a"})
"""A navigation document's lists hold links and nothing else (EPUB 3.3 §7.4.1)."""


@dataclass(slots=True)
class _Open:
    """An element that is open: where its tag begins, and how many signs were before it."""

    name: str
    at: int
    position: int
    apart: bool
    is_object: bool


def mark_page_breaks(xhtml: str, breaks: Sequence[PageBreak], is_navigation: bool = False) -> str:
    """Return a document with an element for each page break at the very sign with which the page begins.

    Within headings and at the beginning of emphasis, links and the like the break stands before them; on a
    piece's first page it comes before everything. Raises LayoutError where the text after a break is not what the
    page begins with, which is a fault of the templates: they say otherwise on screens than in print.
    """
    wanted = sorted({found.start.position for found in breaks if found.start})
    places = _Places(xhtml, _HOLDS_BREAKS_OF_CONTENTS if is_navigation else _HOLDS_BREAKS)
    at = places.find(wanted)
    text = "".join(places.text)
    insertions: dict[int, list[PageBreak]] = {}
    for found in breaks:
        if found.start is None:
            insertions.setdefault(places.end, []).append(found)
            continue
        position, expected = found.start.position, found.start.signs
        if text[position : position + len(expected)] != expected or position not in at:
            raise LayoutError(f"page {found.folio} begins with “{expected}” in print, but not on screens")
        insertions.setdefault(at[position], []).append(found)
    parts: list[str] = []
    done = 0
    for place, found_here in sorted(insertions.items()):
        parts += [xhtml[done:place], *map(_element, found_here)]
        done = place
    return "".join((*parts, xhtml[done:]))


def without_apart(xhtml: str) -> str:
    """Return a document without the attributes that say what stands apart, and what is a folio."""
    return _FOLIO.sub("", xhtml.replace(APART_ATTRIBUTE, ""))


def _element(found: PageBreak) -> str:
    return Markup('<span id="{}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{}"></span>').format(
        found.anchor, found.folio
    )


class _Places:
    """Finds places of the reading text in a document; `text` are its signs, `end` is where a break closes it."""

    def __init__(self, xhtml: str, holders: frozenset[str]) -> None:
        self._xhtml = xhtml
        self._holders = holders
        self._open: list[_Open] = []
        self.text: list[str] = []
        self.end = len(xhtml)
        self._count = 0
        self._at: dict[int, int] = {}

    def find(self, wanted: Sequence[int]) -> dict[int, int]:
        """Return where in the document each of the wanted places is, counted in characters."""
        waiting = list(reversed(wanted))
        for part in _PARTS.finditer(self._xhtml):
            if part["name"]:
                self._tag(part, waiting)
            elif self._counts and (part["text"] or part["entity"]):
                self._characters(part, waiting)
        return self._at

    @property
    def _counts(self) -> bool:
        return bool(self._open) and self._in_body and not (self._open[-1].apart or self._open[-1].is_object)

    @property
    def _in_body(self) -> bool:
        return len(self._open) > 1 and self._open[1].name == "body"

    def _tag(self, part: re.Match[str], waiting: list[int]) -> None:
        name = part["name"].rpartition(":")[2]
        if part["close"]:
            if name == "main" or (name == "body" and self.end == len(self._xhtml)):
                self.end = part.start()
            self._open.pop()
            return
        inside = self._open[-1] if self._open else None
        apart = bool(inside and inside.apart) or APART_ATTRIBUTE in part["attributes"]
        is_object = name in PICTURES or f" {FOLIO}=" in part["attributes"]
        if is_object and self._counts and not apart:
            self._signs(OBJECT, part.start(), waiting)
        if not part["empty"]:
            self._open.append(
                _Open(name, part.start(), self._count, apart, is_object or bool(inside and inside.is_object))
            )

    def _characters(self, part: re.Match[str], waiting: list[int]) -> None:
        if part["entity"]:
            self._signs(signs(Markup(part["entity"]).unescape()), part.start(), waiting)
            return
        found = signs(part["text"])
        if waiting and waiting[-1] < self._count + len(found):
            for offset, character in enumerate(part["text"]):
                if is_sign(character):
                    self._signs(character, part.start() + offset, waiting)
        else:
            self._signs(found, part.start(), waiting)

    def _signs(self, found: str, at: int, waiting: list[int]) -> None:
        if found and waiting and waiting[-1] == self._count:
            self._at[waiting.pop()] = self._hoisted(at)
        self.text.append(found)
        self._count += len(found)

    def _hoisted(self, at: int) -> int:
        """Return the place before all elements that begin at a place and should not begin with a break."""
        holders = self._holders if self._count else _HOLDS_FIRST_BREAK
        for element in reversed(self._open):
            if element.position < self._count or element.name in holders:
                break
            at = element.at
        return at
