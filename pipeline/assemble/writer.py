"""Writes the blocks of one piece for one medium, by the macros of the templates."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.assemble import contents
from pipeline.assemble.charts import canvas_for, draw
from pipeline.assemble.compiled import CompiledTemplates
from pipeline.assemble.credits import AUTHOR, contributor_lines
from pipeline.assemble.images import drawn_image, image_element
from pipeline.assemble.inlines import InlineWriter
from pipeline.assemble.locators import write_locators
from pipeline.assemble.openings import split_opening
from pipeline.assemble.page_breaks import APART_ATTRIBUTE
from pipeline.assemble.piece_types import piece_type
from pipeline.assemble.place import Place, call_anchor, note_anchor
from pipeline.assemble.whole_book import WholeBook
from pipeline.book import dates
from pipeline.book.blocks import Block, Blocks, Note, Paragraph
from pipeline.book.data import (
    DateSpan,
    DrawnFigure,
    Infobox,
    Person,
    Timeline,
    TimelineEvent,
)
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import CitedSource, Inlines, Text, plain_text
from pipeline.book.linked import BibliographyEntry, IndexEntry, IndexGroup, IndexLink, Named
from pipeline.book.manuscript import BookMetadata, Chapter
from pipeline.book.markup import OutlineItem
from pipeline.book.names import AnchorId, Folio, Medium, PieceId, PieceType, ResourcePath, SourceKey
from pipeline.book.numbers import in_figures
from pipeline.book.vocabulary import Vocabulary

ENVIRONMENT = Environment(
    loader=PackageLoader("pipeline.assemble"),
    bytecode_cache=CompiledTemplates(),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=False,
    keep_trailing_newline=False,
)
_BLOCKS = ENVIRONMENT.get_template("blocks.xhtml.j2").module
_DATA = ENVIRONMENT.get_template("data.xhtml.j2").module
_NOTES = ENVIRONMENT.get_template("notes.xhtml.j2").module

_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


def macro_name(kind: type) -> str:
    """Return the name of the macro that writes a block: `BulletList` → `bullet_list`."""
    return _WORD_START.sub("_", kind.__name__).lower()


class PieceWriter:
    """What a template sees of the book while it writes one piece."""

    def __init__(self, place: Place, chapter: Chapter | None = None) -> None:
        """Write for `place`; `chapter` is None for pieces that no file gives."""
        self.place = place
        self.metadata: BookMetadata = place.metadata
        self.words: Vocabulary = place.words
        self.medium: Medium = place.medium
        self.in_print: bool = place.in_print
        self.piece: PieceId = place.piece
        self.language = self.metadata.language
        self.apart = APART_ATTRIBUTE
        self.contents_depth = contents.DEPTH
        self.style_sheet = f"{place.medium}.css"
        self._chapter = chapter
        self._notes: Mapping[str, Note] = {note.label: note for note in chapter.notes} if chapter else {}
        self._inlines = InlineWriter(place, self._foot_note)
        self._drawings = count(1)

    # --- running text and blocks -------------------------------------------------------------------------------

    def inlines(self, inlines: Inlines) -> Markup:
        """Return running text as markup."""
        return self._inlines.write(inlines)

    def flow(self, blocks: Blocks, opening: bool = False) -> Markup:
        """Return blocks one under another; the first paragraph is set flush, and opens the chapter if it begins one."""
        written: list[Markup] = []
        is_first = True
        for block in blocks:
            if isinstance(block, Paragraph) and is_first:
                written.append(self._first_paragraph(block, opening))
            else:
                written.append(self.block(block))
            is_first = is_first and isinstance(block, Infobox)
        return Markup("\n").join(written)

    def tight(self, blocks: Blocks) -> Markup:
        """Return the blocks of an item of a tight list: its paragraphs are bare text."""
        return Markup("\n").join(
            self.inlines(block.children) if isinstance(block, Paragraph) else self.block(block) for block in blocks
        )

    def block(self, block: Block) -> Markup:
        """Return one block, by the macro that bears its class's name."""
        name = self.kind(block)
        macro = getattr(_BLOCKS, name, None) or getattr(_DATA, name)
        return Markup(macro(block, self))

    def kind(self, block: Block) -> str:
        """Return the name of the macro that writes a block."""
        return macro_name(type(block))

    def unfit_for_a_note(self, block: Block) -> str:
        """Refuse a block that reading should have refused: raises TypeError rather than lose it from the foot."""
        raise TypeError(f"a {self.kind(block)} cannot be set in a note")

    def plain(self, inlines: Inlines) -> str:
        """Return running text as bare words."""
        return plain_text(inlines)

    def label(self, head: str) -> Markup:
        """Return what a phone shows before a cell when the table's columns stand one under another."""
        return Markup("") if self.in_print else Markup(' data-label="{}"').format(head)

    def line(self, node: object) -> Markup:
        """Return the attribute that leads from an element back to its line of the manuscript."""
        location: SourceLocation | None = getattr(node, "location", None)
        if location is None or location.line is None:
            return Markup("")
        own = self._chapter is not None and location.path == self._chapter.file
        source = "" if own else f' data-source="{escape(str(location.path))}"'
        return Markup(f' data-line="{location.line}"{source}')

    def _first_paragraph(self, paragraph: Paragraph, opening: bool) -> Markup:
        text = self.inlines(paragraph.children)
        if opening:
            head, tail = split_opening(paragraph.children)
            if head:
                text = Markup('<span class="opening">{}</span>{}').format(self.inlines(head), self.inlines(tail))
        return Markup('<p class="first"{}>{}</p>').format(self.line(paragraph), text)

    # --- notes -------------------------------------------------------------------------------------------------

    def note_anchor(self, number: int) -> AnchorId:
        """Return the anchor of this piece's note `number`."""
        return note_anchor(self.piece, number)

    def call_anchor(self, number: int) -> AnchorId:
        """Return the anchor of the spot that calls note `number`."""
        return call_anchor(self.piece, number)

    def end_notes(self) -> Markup:
        """Return the chapter's notes as a section of their own; empty in print and where there are none."""
        if self.in_print or not self._notes:
            return Markup("")
        numbered = sorted(
            ((note, self.place.ask(WholeBook.note_number, self.piece, label)) for label, note in self._notes.items()),
            key=lambda pair: pair[1],
        )
        return Markup(_NOTES.end_notes(numbered, self))  # type: ignore[attr-defined]  # a macro of the template

    def note_body(self, note: Note, number: int) -> Markup:
        """Return a note's blocks, the number that leads back to the text standing first."""
        label = f"{number}. {self.words.back_to_text}"
        back = Markup('<a class="note-number" role="doc-backlink" href="#{}" aria-label="{}">{}</a> ').format(
            self.call_anchor(number), label, number
        )
        first, *rest = note.blocks
        if isinstance(first, Paragraph):
            head = Markup("<p>{}{}</p>").format(back, self.inlines(first.children))
            return Markup("\n").join((head, self.flow(tuple(rest))))
        return Markup("<p>{}</p>\n{}").format(back, self.flow(note.blocks))

    def _foot_note(self, label: str, number: int) -> Markup:
        return Markup(_NOTES.foot_note(self._notes[label], number, self))  # type: ignore[attr-defined]  # a macro

    # --- links and numbers -------------------------------------------------------------------------------------

    def href(self, anchor: AnchorId) -> str:
        """Return the address of an anchor as seen from this piece."""
        return self.place.href(anchor)

    def folio(self, anchor: AnchorId) -> Folio:
        """Return the folio of the page that carries an anchor."""
        return self.place.folio(anchor)

    def target(self, anchor: AnchorId) -> Named:
        """Return what an anchor names."""
        return self.place.ask(WholeBook.target, anchor)

    def locators(self, entry: IndexEntry, named: bool = False) -> Markup:
        """Return an index entry's page numbers as links."""
        return write_locators(entry, self.place, named)

    def see_links(self, links: tuple[IndexLink, ...]) -> Markup:
        """Return the entries a see or see also leads to."""
        return Markup("; ").join(
            Markup('<a class="see-link" href="{}">{}</a>').format(self.href(link.anchor), self.inlines(link.heading))
            for link in links
        )

    def person_entry(self, person: Person) -> IndexEntry | None:
        """Return the index entry that says where the book speaks of a person."""
        return self.place.ask(WholeBook.person_entry, person.anchor)

    # --- values ------------------------------------------------------------------------------------------------

    def time(self, span: DateSpan) -> Markup:
        """Return a date in words, with its ISO form for machines."""
        return Markup('<time datetime="{}">{}</time>').format(dates.in_iso(span), dates.in_words(span, self.words))

    def number(self, value: float) -> str:
        """Return a number as it is printed in a table."""
        return in_figures(value)

    def sources(self, keys: tuple[SourceKey, ...]) -> Markup:
        """Return links to the sources of a value, by their numbers or else their keys."""
        numbers = {entry.key: entry.number or entry.key for entry in self.bibliography}
        known = [key for key in keys if key in numbers]
        links = self._inlines.write(tuple(CitedSource(key, (Text(numbers[key]),)) for key in known[:1]))
        for key in known[1:]:
            links += ", " + self._inlines.write((CitedSource(key, (Text(numbers[key]),)),))
        return Markup(' <span class="citation">[{}]</span>').format(links) if known else Markup("")

    def image(self, path: ResourcePath, alt: str) -> Markup:
        """Return a picture: an `img` in print, an SVG drawn into the document on screens."""
        resource = self.place.ask(WholeBook.resource, path)
        if self.in_print or resource.media_type != "image/svg+xml":
            return image_element(resource, alt)
        return drawn_image(resource, alt, f"_{next(self._drawings)}")  # no author's anchor begins so

    def drawing(self, figure: DrawnFigure) -> Markup:
        """Return a figure of the data files as a drawing."""
        canvas = canvas_for(self.medium)
        template = ENVIRONMENT.get_template("chart.svg.j2")
        drawing = draw(figure, canvas)
        return Markup(template.render(figure=figure, drawing=drawing, size=canvas.text, in_print=self.in_print))

    def period(self, timeline: Timeline, event: TimelineEvent) -> str:
        """Return the name of the period that an event of a timeline falls into."""
        year = event.date.start.year
        spans = ((period, period.years.start.year, (period.years.end or period.years.start).year)
                 for period in timeline.periods)  # fmt: skip
        return next((period.name for period, first, last in spans if first <= year <= last), "")

    @property
    def bibliography(self) -> tuple[BibliographyEntry, ...]:
        """The sources, in the order of the citation style."""
        return self.place.ask(WholeBook.bibliography)

    @property
    def index(self) -> tuple[IndexGroup, ...]:
        """The index."""
        return self.place.ask(WholeBook.index)

    @property
    def authors(self) -> str:
        """The authors' names in one line."""
        return ", ".join(creator.name for creator in self.metadata.creators if creator.role == AUTHOR)

    @property
    def contributors(self) -> tuple[str, ...]:
        """Those who made the book beside its authors, a line for each of their parts in it: “Edited by A, B”."""
        return contributor_lines(self.metadata.creators, self.words)

    @property
    def imprint(self) -> str | None:
        """The publisher, where it is another than the authors."""
        return self.metadata.publisher if self.metadata.publisher != self.authors else None

    @property
    def edition_date(self) -> str | None:
        """The edition's date in words, as far as it is an ISO date."""
        return dates.iso_in_words(self.metadata.date, self.words) if self.metadata.date else None

    def colophon(self) -> Iterator[tuple[str, str]]:
        """Yield what the colophon says of how this copy was made."""
        edition = ", ".join(filter(None, (self.metadata.edition, self.edition_date)))
        if edition:
            yield self.words.edition, edition
        if self.place.production.programs:
            programs = ", ".join(f"{name} {version}" for name, version in self.place.production.programs)
            yield self.words.typeset_with, programs
        digest = self.place.ask(WholeBook.manuscript_digest)
        yield self.words.manuscript_digest, " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))

    # --- whole pieces ------------------------------------------------------------------------------------------

    def contents_outline(self) -> tuple[OutlineItem, ...]:
        """Return what the contents list: everything after them."""
        return self.place.ask(WholeBook.listed_after, self.piece)

    def contents_kind(self, item: OutlineItem) -> str:
        """Return what an item of the contents is: front, chapter, back, part or section."""
        return self.place.ask(WholeBook.kind_of, item)

    def captioned(self) -> tuple[tuple[str, tuple[Named, ...]], ...]:
        """Return figures and tables, each under its word, as far as the book has any."""
        return self.place.ask(WholeBook.captioned)

    def short_caption(self, target: Named) -> str:
        """Return the first sentence of a caption, for the list of figures and tables."""
        return contents.first_sentence(self._inlines.words_of(target.title))

    def chapter_semantics(self) -> Markup:
        """Return role and type of a chapter: those its author names, or by what it holds and where it stands."""
        kind = piece_type(self._chapter) if self._chapter else PieceType.CHAPTER
        semantics = Markup(' role="doc-{}"').format(kind)
        return semantics if self.in_print else semantics + Markup(' epub:type="{}"').format(kind)
