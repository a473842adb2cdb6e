"""`::: {.chronology data=…}`."""

from itertools import pairwise

from pipeline import rules
from pipeline.book.data import Chronology, Event
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import comparable, parse_date_span
from pipeline.read.models.chronology import ChronologyModel, EventModel
from pipeline.read.scope import Scope


def chronology(
    model: ChronologyModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Chronology:
    """Return the events; one that comes before its forerunner in time is a finding."""
    for earlier, later in pairwise(model.events):
        _in_order(earlier, later, scope)
    events = tuple(
        Event(parse_date_span(event.date.text), running_text(event.text, scope), event.date.location)
        for event in model.events
    )
    return Chronology(anchor, events, here)


def _in_order(earlier: EventModel, later: EventModel, scope: Scope) -> None:
    first, second = (comparable(parse_date_span(event.date.text).start) for event in (earlier, later))
    known = min(len(first), len(second))
    if second[:known] < first[:known]:
        here = later.date.location
        scope.findings.append(rules.OUT_OF_ORDER.at(here, what=later.date.text, previous=earlier.date.text))
