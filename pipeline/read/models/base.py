"""Types that every model uses, and the way from a node of YAML to a model or to findings."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pipeline import rules
from pipeline.book.data import DateSpan, PartialDate
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.nearest import nearest
from pipeline.read.yaml_text import Mapping, Node, Scalar, Sequence

_SCALAR_SCHEMA = {"type": ["string", "number", "boolean"]}
_SPAN_PATTERN = r"\d{1,4}(-\d{2}(-\d{2})?)?(/\d{1,4}(-\d{2}(-\d{2})?)?)?"


def _kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Model(BaseModel):
    """A mapping with known keys; a key of YAML is a field's name with hyphens."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        alias_generator=_kebab,
        defer_build=True,  # of most models no build needs an instance
    )


AnyModel = TypeVar("AnyModel", bound=Model)


def _scalar(value: object) -> Scalar:
    if not isinstance(value, Scalar):
        raise ValueError("text is expected here, not " + ("a list" if isinstance(value, tuple) else "keys"))
    return value


def filled(value: object) -> Scalar:
    """Return a value that is text and not empty; raises ValueError."""
    scalar = _scalar(value)
    if not scalar.text.strip():
        raise ValueError("the value is empty")
    return scalar


def _parser(parse: Callable[[str], Any]) -> Callable[[object], Any]:
    return lambda value: parse(_scalar(value).text)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f"“{text}” is not a whole number")
    return int(text)


def parse_number(text: str) -> float:
    """Read a decimal number such as `1234.5`; raises ValueError."""
    if not re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        raise ValueError(f"“{text}” is not a number; write 1234.5")
    return float(text)


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"“{text}” is neither true nor false")
    return text == "true"


def _name(value: object) -> Scalar:
    scalar = filled(value)
    if not re.fullmatch(r"[^\W\d_][\w.-]*", scalar.text):
        raise ValueError(f"“{scalar.text}” is no name: a letter, then letters, digits and hyphens")
    return scalar


def _key(value: object) -> Scalar:
    scalar = filled(value)
    if not re.fullmatch(r"\w+(?:[.:/+-]\w+)*", scalar.text):
        raise ValueError(f"“{scalar.text}” is no key: letters and digits, parted by one of - . : / + where need be")
    return scalar


def _year(value: object) -> Scalar:
    scalar = filled(value)
    if not re.fullmatch(r"[0-9]{1,4}", scalar.text) or int(scalar.text) == 0:
        raise ValueError(f"“{scalar.text}” is not a year; write 2018")
    return scalar


def _at_least_one(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if not items:
        raise ValueError("the list is empty")
    return items


def parse_partial_date(text: str) -> PartialDate:
    """Read `1472`, `2007-03` or `2007-03-31`; raises ValueError for anything else, and for days no calendar has."""
    match = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if not match:
        raise ValueError(f"“{text}” is not a date; write 1472, 2007-03 or 2007-03-31")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day of the calendar") from error
    return PartialDate(year or 0, month, day)


def parse_date_span(text: str) -> DateSpan:
    """Read a date or two with a slash between; raises ValueError."""
    start, slash, end = text.partition("/")
    return DateSpan(parse_partial_date(start), parse_partial_date(end) if slash else None)


def comparable(date: PartialDate) -> tuple[int, ...]:
    """Return year, month and day as far as they are known."""
    return tuple(part for part in (date.year, date.month, date.day) if part is not None)


Text = Annotated[InstanceOf[Scalar], BeforeValidator(_scalar), WithJsonSchema(_SCALAR_SCHEMA)]
"""A value that keeps its place; running text or plain."""

Filled = Annotated[InstanceOf[Scalar], BeforeValidator(filled), WithJsonSchema(_SCALAR_SCHEMA)]
"""A value that may not be empty."""

Name = Annotated[InstanceOf[Scalar], BeforeValidator(_name), WithJsonSchema(_SCALAR_SCHEMA)]
"""A value that becomes an anchor or a part of one."""

Key = Annotated[InstanceOf[Scalar], BeforeValidator(_key), WithJsonSchema(_SCALAR_SCHEMA)]
"""A value that citations name, and that becomes a part of an anchor."""

Count = Annotated[int, PlainValidator(_parser(_count)), WithJsonSchema({"type": "integer", "minimum": 0})]
"""A whole number from 0."""

Number = Annotated[float, PlainValidator(_parser(parse_number)), WithJsonSchema({"type": "number"})]
"""A decimal number."""

Flag = Annotated[bool, PlainValidator(_parser(_flag)), WithJsonSchema({"type": "boolean"})]
"""true or false."""


def one_of(*words: str, what: str) -> tuple[BeforeValidator, WithJsonSchema]:
    """Return what makes `Text` accept only some words."""

    def check(value: object) -> Scalar:
        scalar = _scalar(value)
        if scalar.text not in words:
            hint = nearest(scalar.text, words)
            raise ValueError(f"“{scalar.text}” is no {what}" + (f"; {hint}" if hint else f": {', '.join(words)}"))
        return scalar

    return BeforeValidator(check), WithJsonSchema({"enum": list(words)})


def dated(parse: Callable[[str], object]) -> BeforeValidator:
    """Return what makes `Text` accept only what `parse` can read."""

    def check(value: object) -> Scalar:
        scalar = _scalar(value)
        parse(scalar.text)
        return scalar

    return BeforeValidator(check)


def one_of_two(first: str, second: str) -> Any:
    """Return a validator for a model of which one field or the other must be given."""

    def check(model: AnyModel) -> AnyModel:
        given = [name for name in (first, second) if getattr(model, name) is not None]
        if not given:
            raise PydanticCustomError("neither", "{keys}", {"keys": f"{_kebab(first)}” or “{_kebab(second)}"})
        if len(given) > 1:
            raise ValueError(f"give either “{_kebab(first)}” or “{_kebab(second)}”, not both")
        return model

    return model_validator(mode="after")(check)


def either(first: str, second: str) -> ConfigDict:
    """Return what says in a model's JSON Schema that one key or the other must be given."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [first]}, {"required": [second]}]})


SpanText = Annotated[
    InstanceOf[Scalar],
    dated(parse_date_span),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_SPAN_PATTERN}$"}),
]
"""A date or a stretch between two, that keeps its place."""


DateText = Annotated[
    InstanceOf[Scalar],
    dated(parse_partial_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{1,4}(-\d{2}(-\d{2})?)?$"}),
]
"""A date that keeps its place."""

YearText = Annotated[
    InstanceOf[Scalar],
    BeforeValidator(_year),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{1,4}$"}),
]
"""A year that keeps its place."""

AT_LEAST_ONE = (AfterValidator(_at_least_one), Field(json_schema_extra={"minItems": 1}))
"""What makes a list refuse to be empty; checked once its items are, so that a bad item is not taken for none."""


def validate(model: type[AnyModel], node: Mapping | Sequence, findings: list[Diagnostic]) -> AnyModel | None:
    """Return the node as a `model`, or None where it is none: then `findings` say at which line and why."""
    try:
        return model.model_validate(plain(node))
    except ValidationError as error:
        findings.extend(_finding(model, node, problem["loc"], dict(problem)) for problem in error.errors())
        return None


def plain(node: Node) -> object:
    """Return a node as dictionaries and tuples of scalars."""
    match node:
        case Mapping(entries):
            return {key: plain(value) for key, value in entries.items()}
        case Sequence(items):
            return tuple(map(plain, items))
        case _:
            return node


def _finding(model: type[Model], node: Node, path: tuple[int | str, ...], problem: dict[str, Any]) -> Diagnostic:
    parents = list(_walk(node, path))
    parent, key = parents[-2] if len(parents) > 1 else parents[-1], str(path[-1]) if path else ""
    here = parents[-1].location
    match problem["type"]:
        case "missing":
            return rules.MISSING_KEY.at(_start(parents[-1]), key=key)
        case "neither":
            return rules.MISSING_KEY.at(here, key=problem["ctx"]["keys"])
        case "extra_forbidden":
            at = parent.keys.get(key, parent.location) if isinstance(parent, Mapping) else here
            return rules.UNKNOWN_KEY.at(at, nearest(key, _keys(model, path[:-1])), key=key)
        case "tuple_type":
            return rules.WRONG_VALUE.at(here, key=_named(path), problem="a list is expected here")
        case "model_type" | "dict_type":
            return rules.WRONG_VALUE.at(here, key=_named(path), problem="keys with values are expected here")
        case _:
            reason = problem.get("ctx", {}).get("error", problem["msg"])
            return rules.WRONG_VALUE.at(here, key=_named(path), problem=str(reason))


def _walk(node: Node, path: tuple[int | str, ...]) -> Iterator[Node]:
    yield node
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return
        yield node


def _start(node: Node) -> SourceLocation:
    return node.location


def _named(path: tuple[int | str, ...]) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "file")


def _keys(model: type[Model], path: tuple[int | str, ...]) -> list[str]:
    found: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, str) and found is not None:
            fields = {field.alias: field for field in found.model_fields.values()}
            found = _model_within(fields[step].annotation) if step in fields else None
    return [field.alias or name for name, field in (found or model).model_fields.items()]


def _model_within(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_within, get_args(annotation))), None)
