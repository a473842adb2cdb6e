import json
from pathlib import Path

from pipeline.read.models.schemas import schema_text, schemas

FOLDER = Path(__file__).parents[2] / "pipeline/schemas"
RENEW = "write_schemas(Path('pipeline/schemas')) of pipeline.read.models.schemas"


def test_committed_schemas_are_those_of_the_models() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == set(schemas())
    for name, schema in schemas().items():
        assert (FOLDER / name).read_text(encoding="utf-8") == schema_text(schema), f"renew them with: {RENEW}"


def test_schemas_refuse_unknown_keys_and_use_the_keys_of_the_files() -> None:
    completeness = json.loads((FOLDER / "completeness.schema.json").read_text(encoding="utf-8"))
    assert completeness["additionalProperties"] is False
    assert "min-index-entries" in completeness["properties"]
    assert "from" in json.loads((FOLDER / "index.schema.json").read_text())["$defs"]["SeeModel"]["properties"]


def test_value_that_yaml_would_read_as_a_number_is_allowed_as_text() -> None:
    people = json.loads((FOLDER / "people.schema.json").read_text(encoding="utf-8"))
    assert "number" in people["$defs"]["PersonModel"]["properties"]["name"]["type"]
