"""The files beside the chapters: data/sources.yaml, data/index.yaml, completeness.yaml."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from pipeline import rules
from pipeline.book.data import BlockName
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.manuscript import (
    Completeness,
    IndexInstructions,
    RequiredBlock,
    RequiredPiece,
    RequiredSection,
    SeeInstruction,
    SortInstruction,
    Source,
)  # fmt: skip
from pipeline.book.names import SourceKey
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import Model, validate
from pipeline.read.models.completeness import CompletenessModel, PieceModel
from pipeline.read.models.index import IndexModel
from pipeline.read.models.sources import DATES, NAMES, SourceModel, parse_issued
from pipeline.read.yaml_text import Mapping, Scalar, Sequence

COMPLETENESS_FILE: Final = PurePosixPath("completeness.yaml")
SOURCES_FILE: Final = PurePosixPath("data/sources.yaml")
INDEX_FILE: Final = PurePosixPath("data/index.yaml")


def _node(path: PurePosixPath, files: ManuscriptFiles) -> Mapping | Sequence | None:
    return None if files.lacks(path) else files.yaml(path)


def read_completeness(files: ManuscriptFiles) -> Completeness:
    """Return what completeness.yaml asks for; nothing where there is no such file."""
    node = _node(COMPLETENESS_FILE, files)
    model = validate(CompletenessModel, node, files.findings) if node else None
    if model is None:
        return Completeness()
    return Completeness(
        pieces=tuple(map(_required, model.pieces)),
        infobox_fields=tuple(field.text for field in model.infobox_fields),
        min_index_entries=model.min_index_entries,
        min_notes=model.min_notes,
        min_sources=model.min_sources,
        see_also_items=model.see_also_items,
        location=SourceLocation(COMPLETENESS_FILE, 1),
    )


def _required(model: PieceModel) -> RequiredPiece:
    sections = tuple(
        RequiredSection(section.anchor.text, section.min_words, section.anchor.location) for section in model.sections
    )
    blocks = tuple(RequiredBlock(BlockName(block.text), block.location) for block in model.blocks)
    return RequiredPiece(model.piece.text, model.min_words, sections, model.piece.location, blocks)


def read_index(files: ManuscriptFiles) -> IndexInstructions:
    """Return data/index.yaml; nothing where there is no such file."""
    node = _node(INDEX_FILE, files)
    model = validate(IndexModel, node, files.findings) if node else None
    if model is None:
        return IndexInstructions()
    see = [SeeInstruction(item.from_.text, (item.to.text,), False, item.from_.location) for item in model.see]
    also = [
        SeeInstruction(item.from_.text, tuple(to.text for to in item.to), True, item.from_.location)
        for item in model.see_also
    ]
    sort = (SortInstruction(item.entry.text, item.as_.text, item.entry.location) for item in model.sort)
    return IndexInstructions((*see, *also), tuple(sort))


def read_sources(files: ManuscriptFiles) -> tuple[Source, ...]:
    """Return data/sources.yaml as CSL-JSON items; a key given twice is a finding and left out."""
    node = _node(SOURCES_FILE, files)
    if isinstance(node, Mapping) and node.entries:
        problem = "a list of sources is expected, each beginning with “- id: …”"
        files.findings.append(rules.WRONG_VALUE.at(node.location, key="sources", problem=problem))
    return tuple(_sources(node, files)) if isinstance(node, Sequence) else ()


def _sources(node: Sequence, files: ManuscriptFiles) -> Iterator[Source]:
    first: dict[str, int | None] = {}
    for item in node.items:
        if isinstance(item, Scalar):
            problem = "keys with values are expected here"
            files.findings.append(rules.WRONG_VALUE.at(item.location, key="sources", problem=problem))
            continue
        model = validate(SourceModel, item, files.findings)
        if model is None:
            continue
        key: Scalar = getattr(model, "id")  # noqa: B009 - the model's fields are made from a table
        if key.text in first:
            files.findings.append(rules.DUPLICATE_SOURCE.at(key.location, key=key.text, first=first[key.text]))
            continue
        first[key.text] = key.location.line
        yield Source(SourceKey(key.text), _csl(model), key.location)


def _csl(model: Model) -> dict[str, object]:
    item: dict[str, object] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        variable = field.alias or name
        if value is None:
            continue
        if variable in NAMES:
            item[variable] = [_name(person) for person in value]
        elif variable in DATES:
            item[variable] = parse_issued(value.text)
        else:
            item[variable] = " ".join(value.text.split())
    return item


def _name(person: Model) -> dict[str, str]:
    parts = ((field.alias or name, getattr(person, name)) for name, field in type(person).model_fields.items())
    return {key: " ".join(value.text.split()) for key, value in parts if value is not None}
