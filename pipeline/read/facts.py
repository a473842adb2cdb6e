"""data/facts.yaml: the values that the book states more than once or that age."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from pipeline import rules
from pipeline.book.facts import Fact, FactKind, FactSource
from pipeline.book.names import FactId, SourceKey
from pipeline.book.vocabulary import Vocabulary
from pipeline.read.data.files import plain_value
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import parse_date_span, validate
from pipeline.read.models.facts import WITH_UNIT, FactModel, parse_review, parse_value
from pipeline.read.registry import Registry
from pipeline.read.yaml_text import Mapping, Node, Scalar, Sequence

FACTS_FILE: Final = PurePosixPath("data/facts.yaml")


def read_facts(files: ManuscriptFiles, words: Vocabulary) -> Registry:
    """Return the registry of facts, in the file's order; an empty one where there is no such file.

    A fact that lacks a unit or a source is a finding and stays; of one that cannot be read the id is kept, so that
    the places which state it are not findings too. The second of an id is left out.
    """
    node = files.yaml(FACTS_FILE) if files.holds(FACTS_FILE) else None
    if isinstance(node, Mapping) and node.entries:
        problem = "a list of facts is expected, each beginning with “- id: …”"
        files.findings.append(rules.WRONG_VALUE.at(node.location, key="facts", problem=problem))
    facts: dict[FactId, Fact] = {}
    unreadable: set[FactId] = set()
    for item in node.items if isinstance(node, Sequence) else ():
        fact = _read(item, files)
        if fact is None:
            unreadable.update(_named(item))
        elif fact.id in facts:
            first = facts[fact.id].location.line
            files.findings.append(rules.DUPLICATE_FACT.at(fact.location, id=fact.id, first=first))
        else:
            facts[fact.id] = fact
    return Registry(facts, frozenset(unreadable), words)


def _named(item: Node) -> Iterator[FactId]:
    name = item.entries.get("id") if isinstance(item, Mapping) else None
    if isinstance(name, Scalar):
        yield FactId(name.text)


def _read(item: Node, files: ManuscriptFiles) -> Fact | None:
    if isinstance(item, Scalar):
        problem = "keys with values are expected here"
        files.findings.append(rules.WRONG_VALUE.at(item.location, key="facts", problem=problem))
        return None
    model = validate(FactModel, item, files.findings)
    return _fact(model, files) if model else None


def _fact(model: FactModel, files: ManuscriptFiles) -> Fact | None:
    kind, here = FactKind(model.kind.text), model.id.location
    try:
        value = parse_value(kind, model.value.text)
    except ValueError as error:
        files.findings.append(rules.WRONG_VALUE.at(model.value.location, key="value", problem=str(error)))
        return None
    if model.unit is not None and kind not in WITH_UNIT:
        files.findings.append(rules.WRONG_VALUE.at(model.unit.location, key="unit", problem=f"a {kind} has none"))
    if model.written and kind is not FactKind.NAME:
        problem = f"only a name lists how else it is written, and this is a {kind}"
        files.findings.append(rules.WRONG_VALUE.at(model.written[0].location, key="written", problem=problem))
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
