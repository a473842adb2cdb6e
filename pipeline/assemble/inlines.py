"""Running text as markup."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from markupsafe import Markup, escape

from pipeline.assemble.page_breaks import APART_ATTRIBUTE
from pipeline.assemble.place import Place, call_anchor, note_anchor
from pipeline.assemble.whole_book import SOURCE_PREFIX, WholeBook
from pipeline.book.inlines import (
    Citation,
    CitedSource,
    Code,
    CrossReference,
    Emphasis,
    FactMark,
    IndexMark,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Revision,
    RevisionKind,
    SmallCaps,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
    plain_text,
)
from pipeline.book.inlines import (
    Place as Spot,
)
from pipeline.book.linked import Named, TargetKind
from pipeline.book.names import AnchorId

_SPACE_LEFT_BY_A_CITATION: Final = re.compile(" +(?=[.,;:)])")

NoteWriter = Callable[[str, int], Markup]
"""Writes the note with a label and number where it is called (in print, at the foot of that page)."""


class InlineWriter:
    """Writes running text for one place; `write_note` is asked for a note's markup in print."""

    def __init__(self, place: Place, write_note: NoteWriter) -> None:
        self._place = place
        self._write_note = write_note

    def write(self, inlines: Inlines) -> Markup:
        """Return running text as markup."""
        return Markup("").join(map(self._one, inlines))

    def _one(self, inline: Inline) -> Markup:
        match inline:
            case Text(text):
                return escape(text)
            case Emphasis(children):
                return Markup("<em>{}</em>").format(self.write(children))
            case Strong(children):
                return Markup("<strong>{}</strong>").format(self.write(children))
            case SmallCaps(children):
                return Markup('<span class="small-caps">{}</span>').format(self.write(children))
            case Subscript(children):
                return Markup("<sub>{}</sub>").format(self.write(children))
            case Superscript(children):
                return Markup("<sup>{}</sup>").format(self.write(children))
            case Code(text):
                return Markup("<code>{}</code>").format(text)
            case LineBreak():
                return Markup("<br/>")
            case Link(url, children):
                return Markup('<a class="external" href="{}">{}</a>').format(url, self.write(children))
            case CrossReference():
                return self._cross_reference(inline)
            case NoteCall():
                return self._note_call(inline)
            case Citation():
                text = self.write(self._place.ask(WholeBook.citation, inline.id))
                return Markup('<span class="citation">{}</span>').format(text)
            case CitedSource(key, children):
                address = self._place.href(AnchorId(f"{SOURCE_PREFIX}{key}"))
                return Markup('<a class="source" role="doc-biblioref" href="{}">{}</a>').format(
                    address, self.write(children)
                )
            case IndexMark():
                return Markup('<span class="index-mark" id="{}">{}</span>').format(
                    inline.anchor, self.write(inline.children)
                )
            case FactMark(children=children):
                return self.write(children)
            case Span():
                return self._span(inline)
            case Spot(anchor):
                return Markup('<span id="{}"></span>').format(anchor)
            case Revision():
                return self._revision(inline)

    def _cross_reference(self, reference: CrossReference) -> Markup:
        anchor = self._anchor_of(reference)
        target = self._place.ask(WholeBook.target, anchor)
        words = self.write(reference.children) if reference.children else self.name_of(target)
        link = Markup('<a class="cross-reference" href="{}">{}</a>').format(self._place.href(anchor), words)
        if not self._place.in_print:
            return link
        return Markup('{} <span class="page-reference"{}>({})</span>').format(
            link, APART_ATTRIBUTE, self.page_link(anchor)
        )

    def words_of(self, inlines: Inlines) -> str:
        """Return running text as bare words: references by the names they print, no notes and no citations."""
        return _SPACE_LEFT_BY_A_CITATION.sub("", plain_text(self._with_names(inlines)))

    def _with_names(self, inlines: Inlines) -> Inlines:
        named: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, CrossReference) and not inline.children:
                named.append(Text(self._plain_name(self._place.ask(WholeBook.target, self._anchor_of(inline)))))
            elif isinstance(inline, Emphasis | Strong | SmallCaps | Span | FactMark | IndexMark):
                named.append(replace(inline, children=self._with_names(inline.children)))
            else:
                named.append(inline)
        return tuple(named)

    def _anchor_of(self, reference: CrossReference) -> AnchorId:
        return reference.anchor or AnchorId(self._place.ask(WholeBook.piece_of_file, reference.file))

    def page_link(self, anchor: AnchorId) -> Markup:
        """Return “page 31” as a link to what stands there."""
        place = self._place
        folio = Markup("<span{}>{}</span>").format(place.folio_place(anchor), place.folio(anchor))
        return Markup('<a class="folio" href="{}">{}\N{NO-BREAK SPACE}{}</a>').format(
            place.href(anchor), place.words.page, folio
        )

    def name_of(self, target: Named) -> Markup:
        """Return the words a target goes by: “Figure 2”, or its title."""
        return escape(self._label(target)) or self.write(target.title)

    def _plain_name(self, target: Named) -> str:
        return self._label(target) or plain_text(target.title)

    def _label(self, target: Named) -> str:
        words = self._place.words
        labels = {
            TargetKind.FIGURE: words.figure,
            TargetKind.TABLE: words.table,
            TargetKind.LISTING: words.listing,
        }
        return f"{labels[target.kind]}\N{NO-BREAK SPACE}{target.number}" if target.kind in labels else ""

    def _note_call(self, call: NoteCall) -> Markup:
        place = self._place
        number = place.ask(WholeBook.note_number, place.piece, call.label)
        kind = Markup("") if place.in_print else Markup(' epub:type="noteref"')
        link = Markup('<a id="{}" class="note-call"{} role="doc-noteref" href="#{}">{}</a>').format(
            call_anchor(place.piece, number), kind, note_anchor(place.piece, number), number
        )
        return link + self._write_note(call.label, number) if place.in_print else link

    def _span(self, span: Span) -> Markup:
        language = Markup(' lang="{0}" xml:lang="{0}"').format(span.language) if span.language else ""
        direction = Markup(' dir="{}"').format(span.direction) if span.direction else ""
        return Markup("<span{}{}>{}</span>").format(language, direction, self.write(span.children))

    def _revision(self, revision: Revision) -> Markup:
        element = {
            RevisionKind.INSERTION: "ins",
            RevisionKind.DELETION: "del",
            RevisionKind.HIGHLIGHT: "mark",
            RevisionKind.COMMENT: "span",
        }[revision.kind]
        return Markup('<{0} class="revision {1}">{2}</{0}>').format(
            Markup(element), revision.kind, self.write(revision.children)
        )
