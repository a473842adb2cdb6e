"""The table of data blocks: class of the division, model of its file, and what it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline import rules
from pipeline.book.blocks import Block
from pipeline.book.data import BibliographyBlock, ColophonBlock, IndexBlock
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import AnchorId
from pipeline.read.data.chart import chart
from pipeline.read.data.chronology import chronology
from pipeline.read.data.files import DATA_FOLDER, read_node
from pipeline.read.data.infobox import infobox
from pipeline.read.data.missions import missions
from pipeline.read.data.people import people
from pipeline.read.data.spans import spans
from pipeline.read.data.timeline import timeline
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import Model, validate
from pipeline.read.models.chart import CHART_KINDS, ChartModel, KindModel
from pipeline.read.models.chronology import ChronologyModel
from pipeline.read.models.infobox import InfoboxModel
from pipeline.read.models.missions import MissionsModel
from pipeline.read.models.people import PeopleModel
from pipeline.read.models.spans import SpansModel
from pipeline.read.models.timeline import TimelineModel
from pipeline.read.scope import Scope
from pipeline.read.yaml_text import Mapping as YamlMapping
from pipeline.read.yaml_text import Sequence as YamlSequence


@dataclass(frozen=True, slots=True)
class _Filled:
    """A block with a data file; `prefix` begins the anchor of one that the author gave none."""

    prefix: str
    model: type[Model]
    block: Callable[[Any, AnchorId, SourceLocation, Scope, ManuscriptFiles], Block]


_FILLED: Final[Mapping[str, _Filled]] = {
    "infobox": _Filled("infobox", InfoboxModel, infobox),
    "missions": _Filled("tbl", MissionsModel, missions),
    "chronology": _Filled("chronology", ChronologyModel, chronology),
    "people": _Filled("people", PeopleModel, people),
    "chart": _Filled("fig", ChartModel, chart),
}
_CHARTS: Final[Mapping[str, _Filled]] = {
    "series": _FILLED["chart"],
    "ranks": _FILLED["chart"],
    "spans": _Filled("fig", SpansModel, spans),
    "timeline": _Filled("fig", TimelineModel, timeline),
}
"""What the `kind` of a chart's data file makes of it."""

_BARE: Final[Mapping[str, Callable[[AnchorId, SourceLocation], Block]]] = {
    "bibliography": BibliographyBlock,
    "index": IndexBlock,
    "colophon": ColophonBlock,
}
DATA_CLASSES: Final = (*_FILLED, *_BARE)


def data_block(
    name: str, data: str | None, anchor: AnchorId | None, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> Block | None:
    """Return the block of class `name`, filled from the file `data`; None where `scope.findings` say why not."""
    if name in _BARE:
        return _BARE[name](anchor or scope.made_up(name), here)
    kind = _FILLED[name]
    if data is None:
        hint = f"::: {{.{name} data={name}.yaml}}"
        scope.findings.append(rules.MISSING_KEY.at(here, hint, key="data"))
        return None
    node = read_node(data, here, scope, files)
    if node is None:
        return None
    if name == "chart":
        chosen = _chart_kind(node, files)
        if chosen is None:
            return None
        kind = chosen
    model = validate(kind.model, node, files.findings)
    if model is None:
        return None
    where = scope.in_file(DATA_FOLDER / data)
    return kind.block(model, anchor or scope.made_up(kind.prefix), here, where, files)


def _chart_kind(node: YamlMapping | YamlSequence, files: ManuscriptFiles) -> _Filled | None:
    """Return what the file's `kind` makes of it; None where there is no such kind, which is then a finding."""
    given = node.entries.get("kind") if isinstance(node, YamlMapping) else None
    if given is None:
        return _CHARTS[CHART_KINDS[0]]
    named = validate(KindModel, YamlMapping({"kind": given}, {}, node.location), files.findings)
    return _CHARTS[named.kind.text] if named else None
