"""What the attributes of a span mean: index mark, fact, language, small capitals, place."""

import re
from collections.abc import Callable
from typing import Final

from pipeline import rules
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import (
    Code,
    Emphasis,
    FactMark,
    IndexMark,
    Inlines,
    Place,
    RangeEnd,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from pipeline.book.names import AnchorId, FactId, LanguageTag
from pipeline.book.nearest import nearest
from pipeline.read.scope import Scope
from pipeline.read.syntax.attributes import Attributes

CLASSES: Final = ("index", "fact", "smallcaps", "main")
KEYS: Final = ("entry", "sub", "main", "range", "lang", "dir")
DIRECTIONS: Final = ("ltr", "rtl")

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|x(-[A-Za-z0-9]{1,8})+")
_ANCHOR: Final = re.compile(r"[^\W\d_][\w.-]*")


def span_inlines(
    attributes: Attributes, here: SourceLocation, scope: Scope, children: Callable[[], Inlines]
) -> Inlines:
    """Return the nodes of `[text]{attributes}`; `children` reads its text and is called once, in reading order."""
    stated = "fact" in attributes.classes
    unknown_attributes(attributes, CLASSES, (*KEYS, "id") if stated else KEYS, ("main",), here, scope)
    marked = "index" in attributes.classes
    anchor = scope.made_up("ix") if marked else None
    nodes = children()
    if stated:
        nodes = _fact_mark(attributes.value("id"), nodes, here, scope)
    if "smallcaps" in attributes.classes:
        nodes = (SmallCaps(nodes),)
    language, direction = language_of(attributes, here, scope), direction_of(attributes, here, scope)
    if language or direction:
        nodes = (Span(language, direction, nodes, here),)
    if anchor:
        nodes = (_index_mark(anchor, attributes, nodes, here, scope),)
    elif any(attributes.value(key) for key in ("entry", "sub", "range", "main")):
        hint = 'an index mark is written [text]{.index entry="…"}'
        scope.findings.append(rules.UNKNOWN_CONSTRUCT.at(here, hint, what="span without .index but with", name="entry"))
    name = anchor_of(attributes, here, scope)
    return (Place(name, here), *nodes) if name else nodes


def _fact_mark(name: str | None, children: Inlines, here: SourceLocation, scope: Scope) -> Inlines:
    if not name:
        scope.findings.append(rules.FACT_UNNAMED.at(here, "a fact is marked [words]{.fact id=…}"))
        return children
    fact = FactId(name)
    return (FactMark(fact, children or scope.registry.inlines(fact), here),)


def _index_mark(
    anchor: AnchorId, attributes: Attributes, children: Inlines, here: SourceLocation, scope: Scope
) -> IndexMark:
    entry = attributes.value("entry")
    reach = attributes.value("range")
    if reach not in (None, *RangeEnd):
        hint = nearest(reach or "", tuple(RangeEnd)) or "range=start or range=end"
        scope.findings.append(rules.UNKNOWN_CONSTRUCT.at(here, hint, what="range", name=reach))
        reach = None
    main = attributes.value("main")
    principal = main not in (None, "0", "false") or "main" in (*attributes.classes, *attributes.words)
    heading = " ".join((_as_heading(children) if entry is None else entry).split())
    return IndexMark(
        anchor, heading, attributes.value("sub"), principal, RangeEnd(reach) if reach else None, children, here
    )


def _as_heading(children: Inlines) -> str:
    """Return marked words as an entry is written: italics between asterisks, and no other markup."""
    parts = []
    for node in children:
        match node:
            case Emphasis(inner):
                parts.append(f"*{_as_heading(inner)}*")
            case Text(text) | Code(text):
                parts.append(text.replace("\\", "\\\\").replace("*", r"\*"))
            case (
                Span(children=inner)
                | FactMark(children=inner)
                | SmallCaps(inner)
                | Strong(inner)
                | Subscript(inner)
                | Superscript(inner)
            ):
                parts.append(_as_heading(inner))
            case _:
                parts.append(plain_text((node,)))
    return "".join(parts)


def unknown_attributes(
    attributes: Attributes,
    classes: tuple[str, ...],
    keys: tuple[str, ...],
    words: tuple[str, ...],
    here: SourceLocation,
    scope: Scope,
) -> None:
    """Report the classes, keys and bare words that are not among the known ones."""
    groups = (
        ("class", attributes.classes, classes),
        ("attribute", tuple(key for key, _ in attributes.pairs), keys),
        ("attribute", attributes.words, words),
    )
    for what, given, known in groups:
        for name in given:
            if name not in known:
                hint = nearest(name, (*known, *keys))
                scope.findings.append(rules.UNKNOWN_CONSTRUCT.at(here, hint, what=what, name=name))


def language_of(attributes: Attributes, here: SourceLocation, scope: Scope) -> LanguageTag | None:
    """Return the BCP 47 tag given with `lang`; a malformed one is a finding and None."""
    tag = attributes.value("lang")
    if tag is None:
        return None
    if not is_language(tag):
        scope.findings.append(rules.BLANK_LANGUAGE.at(here, language=tag))
        return None
    return LanguageTag(tag)


def is_language(tag: str) -> bool:
    """Tell whether a tag is of the form of BCP 47 (RFC 5646 §2.1)."""
    return bool(_LANGUAGE.fullmatch(tag))


def direction_of(attributes: Attributes, here: SourceLocation, scope: Scope) -> str | None:
    """Return `ltr` or `rtl` as given with `dir`; anything else is a finding and None."""
    direction = attributes.value("dir")
    if direction not in (None, *DIRECTIONS):
        scope.findings.append(rules.UNKNOWN_CONSTRUCT.at(here, "dir=ltr or dir=rtl", what="direction", name=direction))
        return None
    return direction


def anchor_of(attributes: Attributes, here: SourceLocation, scope: Scope) -> AnchorId | None:
    """Return the author's anchor; one that is no name of XML is a finding and None."""
    if attributes.id is None:
        return None
    if not _ANCHOR.fullmatch(attributes.id):
        hint = "an anchor is a letter, then letters, digits and hyphens"
        scope.findings.append(rules.BAD_ATTRIBUTES.at(here, hint, attributes=f"#{attributes.id}"))
        return None
    return AnchorId(attributes.id)
