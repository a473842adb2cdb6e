"""`::: {.chart data=…}` of the kind `spans`: stretches of years, one under another."""

from itertools import pairwise

from pipeline import rules
from pipeline.book.data import MOST_GROUPS, SpanRow, Spans
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import plain_value, running_text, source_keys
from pipeline.read.data.years import check_span
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import parse_date_span
from pipeline.read.models.spans import SpanRowModel, SpansModel
from pipeline.read.scope import Scope


def spans(model: SpansModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles) -> Spans:
    """Return the rows; one that begins before the row above it, or ends before it begins, is a finding."""
    for earlier, later in pairwise(model.rows):
        years = [parse_date_span(row.date.text).start.year for row in (earlier, later)]
        if years[1] < years[0]:
            what, previous = later.date.text, earlier.date.text
            scope.findings.append(rules.OUT_OF_ORDER.at(later.date.location, what=what, previous=previous))
    for row in model.rows:
        check_span("date", row.date, scope)
    groups = {plain_value(row.group): row.group for row in reversed(model.rows)}
    for group in list(reversed(groups.values()))[MOST_GROUPS:]:
        problem = f"“{group.text}” is one group too many; {MOST_GROUPS} can be told apart without colour"
        scope.findings.append(rules.WRONG_VALUE.at(group.location, key="group", problem=problem))
    return Spans(
        anchor=anchor,
        title=plain_value(model.title) or "",
        caption=running_text(model.caption, scope),
        alt=plain_value(model.alt) or "",
        name_label=plain_value(model.name_label) or "",
        group_label=plain_value(model.group_label) or "",
        date_label=plain_value(model.date_label) or "",
        rows=tuple(_row(row, scope) for row in model.rows),
        location=here,
    )


def _row(model: SpanRowModel, scope: Scope) -> SpanRow:
    return SpanRow(
        name=running_text(model.name, scope),
        group=plain_value(model.group) or "",
        date=parse_date_span(model.date.text),
        note=running_text(model.note, scope),
        sources=source_keys(model.sources),
        location=model.name.location,
    )
