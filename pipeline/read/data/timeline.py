"""`::: {.chart data=…}` of the kind `timeline`: periods, and events of a chronology."""

from itertools import pairwise

from pipeline import rules
from pipeline.book.data import Period, Timeline, TimelineEvent
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import date_of, plain_value, read_data, running_text
from pipeline.read.data.years import check_span
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import parse_date_span
from pipeline.read.models.chronology import ChronologyModel
from pipeline.read.models.timeline import PeriodModel, TimelineModel
from pipeline.read.registry import UNKNOWN_DATE
from pipeline.read.scope import Scope


def timeline(
    model: TimelineModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Timeline:
    """Return the periods and the chronology's events that have a `short` text.

    Periods out of order or overlapping, events of no period and a chronology without such texts are findings.
    """
    for period in model.periods:
        check_span("years", period.years, scope)
    for earlier, later in pairwise(model.periods):
        if _years(later)[0] <= _years(earlier)[1]:
            what, previous = later.years.text, earlier.years.text
            scope.findings.append(rules.OUT_OF_ORDER.at(later.years.location, what=what, previous=previous))
    return Timeline(
        anchor=anchor,
        title=plain_value(model.title) or "",
        caption=running_text(model.caption, scope),
        alt=plain_value(model.alt) or "",
        periods=tuple(
            Period(plain_value(period.name) or "", parse_date_span(period.years.text), period.name.location)
            for period in model.periods
        ),
        events=_events(model, scope, files),
        location=here,
    )


def _events(model: TimelineModel, scope: Scope, files: ManuscriptFiles) -> tuple[TimelineEvent, ...]:
    chronology = read_data(ChronologyModel, model.events.text, model.events.location, scope, files)
    if chronology is None:
        return ()
    events = []
    for event in chronology.events:
        if event.short is None:
            continue
        date = date_of(event.date, event.fact, scope)
        if date is UNKNOWN_DATE:
            continue
        here = (event.date or event.fact or event.text).location
        if not any(first <= date.start.year <= last for first, last in map(_years, model.periods)):
            problem = f"{date.start.year} is in none of the timeline’s periods"
            scope.findings.append(rules.WRONG_VALUE.at(here, key="date", problem=problem))
        events.append(TimelineEvent(date, plain_value(event.short) or "", event.short.location))
    if not events:
        problem = f"no event of {model.events.text} has a “short” text"
        scope.findings.append(rules.WRONG_VALUE.at(model.events.location, key="events", problem=problem))
    return tuple(sorted(events, key=lambda event: event.date.start.year))


def _years(period: PeriodModel) -> tuple[int, int]:
    span = parse_date_span(period.years.text)
    return span.start.year, (span.end or span.start).year
