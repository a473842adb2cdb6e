"""The models as JSON Schemas, so that editors complete and check YAML as it is typed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from pipeline.read.models.book import BookModel
from pipeline.read.models.chapter import ChapterModel
from pipeline.read.models.chart import ChartModel
from pipeline.read.models.chronology import ChronologyModel
from pipeline.read.models.completeness import CompletenessModel
from pipeline.read.models.facts import FactsModel
from pipeline.read.models.index import IndexModel
from pipeline.read.models.infobox import InfoboxModel
from pipeline.read.models.missions import MissionsModel
from pipeline.read.models.people import PeopleModel
from pipeline.read.models.sources import SourcesModel
from pipeline.read.models.spans import SpansModel
from pipeline.read.models.timeline import TimelineModel

_MODELS: Final[Mapping[str, Any]] = {
    "book": BookModel,
    "chapter": ChapterModel,
    "chart": ChartModel | SpansModel | TimelineModel,
    "chronology": ChronologyModel,
    "completeness": CompletenessModel,
    "facts": FactsModel,
    "index": IndexModel,
    "infobox": InfoboxModel,
    "missions": MissionsModel,
    "people": PeopleModel,
    "sources": SourcesModel,
}

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return each model's JSON Schema (draft 2020-12) by file name; these are the files of pipeline/schemas."""
    return {
        f"{name}.schema.json": {"$schema": _DIALECT} | _plain(TypeAdapter(model).json_schema(by_alias=True))
        for name, model in _MODELS.items()
    }


def _plain(schema: Any) -> Any:
    """Return a schema without what helps nobody who edits YAML: pydantic's titles, null, and defaults of null."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _plain(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and not value)
    }
    kinds = [kind for kind in kept.pop("anyOf", []) if kind != {"type": "null"}]
    return kept | (kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {})


def schema_text(schema: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into `folder`, as after a change of a model."""
    for name, schema in schemas().items():
        (folder / name).write_text(schema_text(schema), encoding="utf-8")
