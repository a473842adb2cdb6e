"""What a note may hold: what can be set in small type at the foot of a page."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.book.blocks import Blocks, Division, DivisionKind, Figure, SceneBreak, Section, Table
from pipeline.book.data import (
    BibliographyBlock,
    Chart,
    Chronology,
    ColophonBlock,
    IndexBlock,
    Infobox,
    Missions,
    People,
    Spans,
    Timeline,
)
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import NoteCall
from pipeline.book.walk import walk
from pipeline.rules import UNFIT_FOR_NOTE

_UNFIT: Final[Mapping[type, str]] = {
    Section: "a heading",
    Figure: "a figure",
    Table: "a table",
    SceneBreak: "a scene break",
    NoteCall: "the call of another note",
    Chart: "a chart",
    Spans: "a chart",
    Timeline: "a chart",
    Infobox: "an infobox",
    Missions: "a table of missions",
    Chronology: "a chronology",
    People: "a register of people",
    BibliographyBlock: "a bibliography",
    IndexBlock: "an index",
    ColophonBlock: "a colophon",
}


def check_note(blocks: Blocks) -> Iterator[Diagnostic]:
    """Yield what stands in a note and cannot be set at the foot of a page, each at its own line."""
    for node in walk(blocks):
        if isinstance(node, Division):
            if node.kind is not DivisionKind.PLAIN:
                yield UNFIT_FOR_NOTE.at(node.location, what=f"a division of class “{node.kind}”")
        elif type(node) in _UNFIT:
            yield UNFIT_FOR_NOTE.at(getattr(node, "location", None), what=_UNFIT[type(node)])
