"""What one chapter holds that others can refer to, or that refers to others: found in one walk."""

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
    Spans,
    Timeline,
)
from pipeline.book.inlines import Citation, CrossReference, FactMark, IndexMark, Inlines, NoteCall, Place
from pipeline.book.linked import Target, TargetKind
from pipeline.book.manuscript import Chapter
from pipeline.book.names import AnchorId
from pipeline.book.walk import walk


@dataclass(slots=True)
class Survey:
    """All that linking needs of a chapter, each list in reading order; notes come after the text that calls them."""

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


def survey_chapter(chapter: Chapter) -> Survey:
    """Walk through a chapter once and sort what it holds."""
    found = Survey(chapter)
    found.targets.append(
        Target(AnchorId(chapter.piece), chapter.piece, TargetKind.PIECE, chapter.title, None, chapter.location)
    )
    for node in walk((chapter.title, chapter.blocks, tuple(note.blocks for note in chapter.notes))):
        _sort(node, found)
    return found


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
        case Infobox() | People() | Chronology() | ColophonBlock():
            _add(found, node.anchor, TargetKind.BLOCK, (), node)
        case _:
            pass


_Anchored = (
    Section | Figure | Chart | Spans | Timeline | Table | Missions | CodeListing | Place | Division | Person
    | BibliographyBlock | Infobox | People | Chronology | IndexBlock | ColophonBlock
)  # fmt: skip


def _add(found: Survey, anchor: AnchorId, kind: TargetKind, title: Inlines, node: _Anchored) -> None:
    found.targets.append(Target(anchor, found.chapter.piece, kind, title, None, node.location))
