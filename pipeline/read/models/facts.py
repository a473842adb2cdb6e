"""data/facts.yaml: values that the book states more than once or that age."""

from typing import Annotated, Any, Final

from pydantic import ConfigDict, InstanceOf, RootModel, WithJsonSchema

from pipeline.book.data import PartialDate
from pipeline.book.facts import FactKind, FactValue
from pipeline.read.models.base import (
    Filled,
    Model,
    Name,
    SpanText,
    Text,
    dated,
    one_of,
    parse_date_span,
    parse_number,
    parse_partial_date,
)
from pipeline.read.yaml_text import Scalar

NEVER: Final = "never"
"""What `review-by` says of a value that cannot change any more."""

WITH_UNIT: Final = (FactKind.QUANTITY, FactKind.COUNT)

KindText = Annotated[InstanceOf[Scalar], *one_of(*(kind.value for kind in FactKind), what="kind of fact")]


def parse_review(text: str) -> PartialDate | None:
    """Return the day, month or year at whose end a value is due for review, None for `never`; raises ValueError."""
    return None if text == NEVER else parse_partial_date(text)


def parse_value(kind: FactKind, text: str) -> FactValue:
    """Return what a value of that kind means; raises ValueError."""
    if kind is FactKind.DATE:
        return parse_date_span(text)
    if kind is FactKind.NAME:
        return " ".join(text.split())
    number = parse_number(text)
    if kind is not FactKind.QUANTITY and not (number.is_integer() and number >= 0):
        raise ValueError(f"“{text}” is not a whole number, as a {kind} is")
    return number


def _schema(schema: dict[str, Any]) -> None:
    """Say in the schema too what the registry's own rules ask for."""
    schema["required"] = [*schema["required"], "sources"]
    schema["properties"]["sources"]["minItems"] = 1
    schema["if"] = {"properties": {"kind": {"enum": [kind.value for kind in WITH_UNIT]}}}
    schema["then"] = {"required": ["unit"]}


ReviewText = Annotated[
    InstanceOf[Scalar],
    dated(parse_review),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(never|\d{1,4}(-\d{2}(-\d{2})?)?)$"}),
]


class FactModel(Model):
    """One value; `unit` is needed for quantities and counts, `written` gives a name's other forms."""

    model_config = ConfigDict(json_schema_extra=_schema)

    id: Name
    kind: KindText
    value: Filled
    unit: Text | None = None
    as_of: SpanText
    sources: tuple[Filled, ...] = ()
    review_by: ReviewText
    written: tuple[Filled, ...] = ()
    note: Text | None = None


class FactsModel(RootModel[tuple[FactModel, ...]]):
    """data/facts.yaml: a list of facts."""
