"""`::: {.missions data=…}`."""

from pipeline.book.data import Mission, Missions
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.files import date_of, running_text
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.missions import MissionModel, MissionsModel
from pipeline.read.scope import Scope


def missions(
    model: MissionsModel, anchor: AnchorId, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Missions:
    """Return the table of missions in the file's order."""
    caption = running_text(model.caption, scope)
    return Missions(anchor, caption, tuple(_mission(mission, scope) for mission in model.missions), here)


def _mission(model: MissionModel, scope: Scope) -> Mission:
    return Mission(
        id=model.id.text,
        sending=running_text(model.sending, scope),
        city=running_text(model.city, scope),
        kind=running_text(model.kind, scope),
        opened=date_of(model.opened, model.fact, scope),
        address=running_text(model.address, scope),
        head=running_text(model.head, scope),
        location=model.id.location,
    )
