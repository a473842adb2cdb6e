"""Notes: numbered from 1 in each chapter in the order in which the text calls them."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import PieceId
from pipeline.book.nearest import nearest
from pipeline.link.survey import Survey
from pipeline.rules import NOTE_CALLED_TWICE, NOTE_IN_HEADING, NOTE_UNDEFINED, NOTE_UNUSED


def number_notes(surveys: Sequence[Survey]) -> Mapping[tuple[PieceId, str], int]:
    """Return the number of every called note by chapter and label."""
    return {
        (survey.chapter.piece, label): number
        for survey in surveys
        for number, label in enumerate(dict.fromkeys(call.label for call in survey.calls), start=1)
    }


def check_notes(survey: Survey) -> Iterator[Diagnostic]:
    """Yield what is wrong between a chapter's calls and its notes."""
    notes = {note.label: note for note in survey.chapter.notes}
    called: set[str] = set()
    for call in survey.heading_calls:
        yield NOTE_IN_HEADING.at(call.location)
    for call in survey.calls:
        if call.label not in notes:
            yield NOTE_UNDEFINED.at(
                call.location,
                nearest(call.label, notes) or f"write its text in this file: [^{call.label}]: …",
                label=call.label,
            )
        elif call.label in called:
            yield NOTE_CALLED_TWICE.at(call.location, label=call.label)
        called.add(call.label)
    for label, note in notes.items():
        if label not in called:
            yield NOTE_UNUSED.at(note.location, label=label)
