"""Rules that hold for the tags of any book (ISO 14289-1, 7; ISO 32000-1, 14.8.4)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.check.pdf_opened import ObjectNumber
from pipeline.check.pdf_tags import ELSEWHERE, Content, LinkArea, Tag
from pipeline.check.printed_book import PrintedPart
from pipeline.check.spoken_tags import text_of_tag
from pipeline.rules import PDF_TAGS

_PARENTS: Final[Mapping[str, frozenset[str]]] = {
    "Caption": frozenset({"Figure", "Table"}),
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "Lbl": frozenset({"LI", "Note"}),
    "TOCI": frozenset({"TOC"}),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
}
"""Where elements of a type may stand."""

_KIDS: Final[Mapping[str, frozenset[str]]] = {
    "L": frozenset({"LI", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOCI", "TOC", "Caption"}),
    "TOCI": frozenset({"Lbl", "Reference", "P", "TOC"}),
    "Table": frozenset({"Caption", "THead", "TBody", "TFoot", "TR"}),
    "TR": frozenset({"TH", "TD"}),
}
"""What alone may stand in elements of a type."""

_TYPES: Final = frozenset(
    {"Document", "Sect", "Div", "P", "H1", "H2", "H3", "H4", "H5", "H6", "BlockQuote", "Note", "Reference", "Link"}
    | {"L", "LI", "Lbl", "LBody", "TOC", "TOCI", "Index", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD"}
    | {"Caption", "Figure", "Span", "Quote", "Code"}
)
_MAY_BE_EMPTY: Final = frozenset({"TH", "TD"})

Told = Callable[[Tag], str]


def check_tag_rules(part: PrintedPart) -> Iterator[Diagnostic]:
    """Yield every rule that the tags of a piece break."""
    whole = Tag(part.book.tree.role or "", part.reading.tags, "", "", "", None, {})
    told = partial(told_of, part)
    for problem in (
        *(_places(whole, told) if whole.kids else ()),
        *_headings(whole, told),
        *_descriptions(whole, told),
        *_notes(whole, part.book.tree.names, told),
        *_links(whole, part, told),
        *_content(whole, part),
    ):
        yield PDF_TAGS.at(None, problem=problem)


def told_of(part: PrintedPart, tag: Tag) -> str:
    """Return how an element is spoken of in a finding."""
    page = tag.first_page()
    text = " ".join(text_of_tag(tag, part.contents).split())[:40]
    return f"{tag.role} “{text}” on page {_folio(part, page)}"


def headings_in(tags: Iterable[Tag]) -> Iterator[tuple[int, Tag]]:
    """Yield the headings among some elements, with their levels."""
    for tag in (below for top in tags for below in top.walk()):
        if tag.role[:1] == "H" and tag.role[1:].isdecimal():
            yield int(tag.role[1:]), tag


def skipped_level(told: str, level: int) -> str:
    """Return what is wrong with a heading that follows one of a level too far above it."""
    return f"{told} follows a heading of level {level}"


def _folio(part: PrintedPart, page: int | None) -> str:
    if page is None or not 0 <= page < part.part.pages:
        return "–"
    return part.book.pagination.pages[part.part.first + page].folio


def _places(document: Tag, told: Told) -> Iterator[str]:
    for tag in document.walk():
        if tag.role not in _TYPES:
            yield f"{told(tag)} is of no known type"
        for kid in tag.tags():
            if tag.role not in _PARENTS.get(kid.role, {tag.role}):
                yield f"{told(kid)} stands in {tag.role}"
            if tag.role in _KIDS and kid.role not in _KIDS[tag.role]:
                yield f"{told(tag)} has {kid.role} in it"
        if not tag.kids and tag.role not in _MAY_BE_EMPTY:
            yield f"{told(tag)} is empty"
        if tag.role == "Span" and not (tag.language or tag.alternative):
            yield f"{told(tag)} says nothing"


def _headings(document: Tag, told: Told) -> Iterator[str]:
    """Yield headings that skip a level, but for the first, which follows those of other pieces."""
    levels = list(headings_in([document]))
    for (level, _), (found, tag) in pairwise(levels):
        if found > level + 1:
            yield skipped_level(told(tag), level)


def _descriptions(document: Tag, told: Told) -> Iterator[str]:
    for tag in document.walk():
        if tag.role == "Figure":
            if not tag.alternative:
                yield f"{told(tag)} has no text alternative"
            if tag.box is None or not (tag.box[0] < tag.box[2] and tag.box[1] < tag.box[3]):
                yield f"{told(tag)} has no place on its page"
        elif tag.role == "TH" and tag.attributes.get("Scope") not in ("Row", "Column", "Both"):
            yield f"{told(tag)} does not say what it is the head of"
        elif tag.role == "Table" and len({_width(row) for row in tag.walk() if row.role == "TR"}) > 1:
            yield f"{told(tag)} has rows of different lengths"


def _width(row: Tag) -> int:
    return sum(int(cell.attributes.get("ColSpan", "1")) for cell in row.tags())


def _notes(document: Tag, known: frozenset[str], told: Told) -> Iterator[str]:
    tags = list(document.walk())
    called = {area.target for tag in tags if tag.role == "Reference" for area in tag.areas()}
    names = Counter(tag.name for tag in tags if tag.name)
    for tag in tags:
        if tag.role == "Note":
            if names[tag.name] != 1 or tag.name not in known:
                yield f"{told(tag)} has no name of its own"
            if tag.name.rpartition("/")[2] not in called:
                yield f"no reference leads to {told(tag)}"
            first = next(tag.tags(), None)
            if first is None or first.role != "Lbl" or not any(first.areas()):
                yield f"{told(tag)} has no number that leads back"


def _links(document: Tag, part: PrintedPart, told: Told) -> Iterator[str]:
    seen: Counter[tuple[int, ObjectNumber]] = Counter()
    for tag in document.walk():
        areas = [kid for kid in tag.kids if isinstance(kid, LinkArea)]
        seen.update((area.page, area.annotation) for area in areas)
        if tag.role != "Link":
            if areas:
                yield f"{told(tag)} holds a link and is none"
            continue
        if not areas:
            yield f"{told(tag)} leads nowhere"
        if not all(part.book.tree.parents.get(area.parent) == area.element for area in areas):
            yield f"{told(tag)} is not found from its place on the page"
        if not all(area.description for area in areas):
            yield f"{told(tag)} has no description"
    strays = len(part.reading.annotations - seen.keys()) + sum(count - 1 for count in seen.values())
    if strays:
        yield f"{strays} links on the pages belong to no element, or to several"


def _content(document: Tag, part: PrintedPart) -> Iterator[str]:
    """Yield content that is read twice or never."""
    read = Counter((kid.page, kid.number) for tag in document.walk() for kid in tag.kids if isinstance(kid, Content))
    for (page, number), count in read.items():
        if count > 1 or page == ELSEWHERE or number not in part.contents[page].texts:
            yield f"content {number} of page {_folio(part, page)} is read {count} times"
    for page, content in enumerate(part.contents):
        left = [text for number, text in content.texts.items() if (page, number) not in read]
        for text in (*left, content.unmarked):
            if text.strip():
                yield f"“{text.strip()[:40]}” on page {_folio(part, page)} belongs to no element"
