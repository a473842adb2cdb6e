"""data/facts.yaml: the values that the book states more than once or that age."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from pipeline import rules
from pipeline.book.facts import Fact, FactKind, FactSource
from pipeline.book.names import FactId, SourceKey
from pipeline.read.data.files import plain_value
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import parse_date_span, validate
from pipeline.read.models.facts import WITH_UNIT, FactModel, parse_review, parse_value
from pipeline.read.yaml_text import Mapping as Keys
from pipeline.read.yaml_text import Scalar, Sequence

FACTS_FILE: Final = PurePosixPath("data/facts.yaml")


def read_facts(files: ManuscriptFiles) -> Mapping[FactId, Fact]:
    """Return the facts by id, in the file's order; none where there is no such file.

    A fact that lacks a unit or a source is a finding and stays, so that the places which state it are not findings
    too; one that cannot be read, and the second of an id, are left out.
    """
    node = files.yaml(FACTS_FILE) if files.holds(FACTS_FILE) else None
    if isinstance(node, Keys) and node.entries:
        problem = "a list of facts is expected, each beginning with “- id: …”"
        files.findings.append(rules.WRONG_VALUE.at(node.location, key="facts", problem=problem))
    facts: dict[FactId, Fact] = {}
    for model in _models(node, files) if isinstance(node, Sequence) else ():
        fact = _fact(model, files)
        if fact is None:
            continue
        if fact.id in facts:
            first = facts[fact.id].location.line
            files.findings.append(rules.DUPLICATE_FACT.at(fact.location, id=fact.id, first=first))
            continue
        facts[fact.id] = fact
    return facts


def _models(node: Sequence, files: ManuscriptFiles) -> Iterator[FactModel]:
    for item in node.items:
        if isinstance(item, Scalar):
            problem = "keys with values are expected here"
            files.findings.append(rules.WRONG_VALUE.at(item.location, key="facts", problem=problem))
            continue
        model = validate(FactModel, item, files.findings)
        if model is not None:
            yield model


def _fact(model: FactModel, files: ManuscriptFiles) -> Fact | None:
    kind, here = FactKind(model.kind.text), model.id.location
    try:
        value = parse_value(kind, model.value.text)
    except ValueError as error:
        files.findings.append(rules.WRONG_VALUE.at(model.value.location, key="value", problem=str(error)))
        return None
    unit = plain_value(model.unit)
    if unit is None and kind in WITH_UNIT:
        files.findings.append(rules.FACT_WITHOUT_UNIT.at(here, id=model.id.text, kind=kind))
    if not model.sources:
        files.findings.append(rules.FACT_WITHOUT_SOURCE.at(here, id=model.id.text))
    return Fact(
        id=FactId(model.id.text),
        kind=kind,
        value=value,
        unit=unit,
        as_of=parse_date_span(model.as_of.text),
        sources=tuple(FactSource(SourceKey(key.text.removeprefix("@")), key.location) for key in model.sources),
        review_by=parse_review(model.review_by.text),
        written=tuple(form.text for form in model.written),
        note=plain_value(model.note),
        location=here,
    )
