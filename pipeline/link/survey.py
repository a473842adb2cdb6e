"""What one chapter holds that others can refer to, or that refers to others: found in one walk."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.book.blocks import CodeListing, Division, Figure, Section, Table
from pipeline.book.data import (
    BibliographyBlock,
    Chart,
    Chronology,
    ColophonBlock,
    IndexBlock,
    Infobox,
    Missions,
    People,
    Person,
    Point,
    SpanRow,
    Spans,
    Timeline,
)
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Citation, CrossReference, FactMark, IndexMark, Inlines, NoteCall, Place
from pipeline.book.linked import Target, TargetKind
from pipeline.book.manuscript import Chapter
from pipeline.book.names import AnchorId, PieceId
from pipeline.book.walk import walk


@dataclass(frozen=True, slots=True)
class MadeAnchor:
    """An anchor that no reference can name, in words what carries it, and where in the manuscript that stands.

    `piece` is set where the anchor is made of the name of its piece.
    """

    anchor: AnchorId
    what: str
    location: SourceLocation | None
    piece: PieceId | None = None


@dataclass(slots=True)
class Survey:
    """All that linking needs of a chapter, each list in reading order; notes come after the text that calls them.

    `made` are the anchors that the pipeline gives to what it writes of the chapter.
    """

    chapter: Chapter
    targets: list[Target] = field(default_factory=list)
    calls: list[NoteCall] = field(default_factory=list)
    heading_calls: list[NoteCall] = field(default_factory=list)
    references: list[CrossReference] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    marks: list[IndexMark] = field(default_factory=list)
    facts: list[FactMark] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    bibliographies: list[BibliographyBlock] = field(default_factory=list)
    indexes: list[IndexBlock] = field(default_factory=list)
    infoboxes: list[Infobox] = field(default_factory=list)
    values: list[Point | SpanRow] = field(default_factory=list)
    made: tuple[MadeAnchor, ...] = ()


def survey_chapter(chapter: Chapter) -> Survey:
    """Walk through a chapter once and sort what it holds."""
    found = Survey(chapter)
    found.targets.append(
        Target(AnchorId(chapter.piece), chapter.piece, TargetKind.PIECE, chapter.title, None, chapter.location)
    )
    for node in walk((chapter.title, chapter.blocks, tuple(note.blocks for note in chapter.notes))):
        _sort(node, found)
    found.made = tuple(_made(found))
    return found


def _made(survey: Survey) -> Iterator[MadeAnchor]:
    chapter = survey.chapter
    yield MadeAnchor(AnchorId(f"notes-{chapter.piece}"), "the notes of a chapter", chapter.location, chapter.piece)
    labels = dict.fromkeys(call.label for call in survey.calls)
    for number, _ in enumerate(labels, 1):
        yield MadeAnchor(AnchorId(f"note-{chapter.piece}-{number}"), "a note", chapter.location, chapter.piece)
        yield MadeAnchor(
            AnchorId(f"call-{chapter.piece}-{number}"), "the call of a note", chapter.location, chapter.piece
        )
    for mark in survey.marks:
        yield MadeAnchor(mark.anchor, "an index mark", mark.location, chapter.piece)
    for box in survey.infoboxes:
        yield MadeAnchor(AnchorId(f"{box.anchor}-title"), "the title of an infobox", box.location, chapter.piece)
        for item in box.fields:
            yield MadeAnchor(AnchorId(f"infobox-{item.id}"), "a field of an infobox", item.location)


def _sort(node: object, found: Survey) -> None:
    match node:
        case NoteCall():
            found.calls.append(node)
        case CrossReference():
            found.references.append(node)
        case Citation():
            found.citations.append(node)
        case IndexMark():
            found.marks.append(node)
        case FactMark():
            found.facts.append(node)
        case Section():
            found.heading_calls.extend(inner for inner in walk(node.title) if isinstance(inner, NoteCall))
            _add(found, node.anchor, TargetKind.SECTION, node.title, node)
        case Figure() | Chart() | Spans() | Timeline():
            _add(found, node.anchor, TargetKind.FIGURE, node.caption, node)
        case Table() | Missions():
            _add(found, node.anchor, TargetKind.TABLE, node.caption, node)
        case CodeListing():
            _add(found, node.anchor, TargetKind.LISTING, node.caption, node)
        case Place():
            _add(found, node.anchor, TargetKind.PLACE, (), node)
        case Division() if node.anchor is not None:
            _add(found, node.anchor, TargetKind.BLOCK, (), node)
        case Person():
            found.people.append(node)
            _add(found, node.anchor, TargetKind.PERSON, node.name, node)
        case BibliographyBlock():
            found.bibliographies.append(node)
            _add(found, node.anchor, TargetKind.BLOCK, (), node)
        case IndexBlock():
            found.indexes.append(node)
            _add(found, node.anchor, TargetKind.BLOCK, (), node)
        case Point() | SpanRow():
            found.values.append(node)
        case Infobox():
            found.infoboxes.append(node)
            _add(found, node.anchor, TargetKind.BLOCK, (), node)
        case People() | Chronology() | ColophonBlock():
            _add(found, node.anchor, TargetKind.BLOCK, (), node)
        case _:
            pass


_Anchored = (
    Section | Figure | Chart | Spans | Timeline | Table | Missions | CodeListing | Place | Division | Person
    | BibliographyBlock | Infobox | People | Chronology | IndexBlock | ColophonBlock
)  # fmt: skip


def _add(found: Survey, anchor: AnchorId, kind: TargetKind, title: Inlines, node: _Anchored) -> None:
    found.targets.append(Target(anchor, found.chapter.piece, kind, title, None, node.location))
