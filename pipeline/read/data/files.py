"""Reading a data file into its model."""

from pathlib import PurePosixPath

from pipeline import rules
from pipeline.book.data import DateSpan
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Inlines
from pipeline.book.names import SourceKey
from pipeline.book.nearest import nearest
from pipeline.read.inline_tree import read_inlines
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import AnyModel, parse_date_span, validate
from pipeline.read.scope import Scope
from pipeline.read.yaml_text import Mapping, Scalar, Sequence

DATA_FOLDER = PurePosixPath("data")


def read_data(
    model: type[AnyModel], name: str, here: SourceLocation, scope: Scope, files: ManuscriptFiles
) -> AnyModel | None:
    """Return the data file that a block at `here` names, or None where `scope.findings` say why not."""
    node = read_node(name, here, scope, files)
    return validate(model, node, files.findings) if node else None


def read_node(name: str, here: SourceLocation, scope: Scope, files: ManuscriptFiles) -> Mapping | Sequence | None:
    """Return the content of the data file that a block at `here` names, or None where findings say why not."""
    path = DATA_FOLDER / name
    if not files.holds(path):
        rule = rules.FILE_OUTSIDE if files.is_outside(path) else rules.DATA_FILE_MISSING
        known = (str(file.relative_to(DATA_FOLDER)) for file in files.below("data", ".yaml"))
        scope.findings.append(rule.at(here, nearest(name, known), file=name))
        return None
    return files.yaml(path)


def source_keys(keys: tuple[Scalar, ...]) -> tuple[SourceKey, ...]:
    """Return the sources that a value names, with or without the @ of a citation."""
    return tuple(SourceKey(key.text.removeprefix("@")) for key in keys)


def running_text(scalar: Scalar | None, scope: Scope) -> Inlines:
    """Return a value of YAML as running text; None as nothing."""
    return read_inlines(scalar.text.strip("\n"), scalar.at, scope) if scalar else ()


def date_of(date: Scalar | None, fact: Scalar | None, scope: Scope) -> DateSpan:
    """Return a date that is written out, or that of the fact; models ask for one of the two."""
    if date is not None:
        return parse_date_span(date.text)
    if fact is None:
        raise ValueError("neither a date nor a fact")
    return scope.registry.date(fact, scope.findings)


def plain_value(scalar: Scalar | None) -> str | None:
    """Return a value of YAML as plain characters on one line; an empty one is None."""
    return " ".join(scalar.text.split()) or None if scalar else None
