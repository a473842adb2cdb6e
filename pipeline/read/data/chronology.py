"""`::: {.chronology data=…}`."""

from itertools import pairwise

from pipeline import rules
from pipeline.book.data import Chronology, Event
from pipeline.book.dates import in_iso
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import date_of, running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import comparable
from pipeline.read.models.chronology import ChronologyModel, EventModel
from pipeline.read.registry import UNKNOWN_DATE
from pipeline.read.scope import Scope


def chronology(
    model: ChronologyModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Chronology:
    """Return the events; one that comes before its forerunner in time is a finding."""
    events = tuple(_event(event, scope) for event in model.events)
    for earlier, later in pairwise(event for event in events if event.date is not UNKNOWN_DATE):
        _in_order(earlier, later, scope)
    return Chronology(anchor, events, here)


def _event(model: EventModel, scope: Scope) -> Event:
    text = running_text(model.text, scope)
    place = model.date or model.fact or model.text
    return Event(date_of(model.date, model.fact, scope), text, place.location)


def _in_order(earlier: Event, later: Event, scope: Scope) -> None:
    first, second = comparable(earlier.date.start), comparable(later.date.start)
    known = min(len(first), len(second))
    if second[:known] < first[:known]:
        scope.findings.append(
            rules.OUT_OF_ORDER.at(later.location, what=in_iso(later.date), previous=in_iso(earlier.date))
        )
