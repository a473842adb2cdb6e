"""EDItEUR's own schema of ONIX 3.0 with its code lists; the Python package `onixcheck` carries it."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from lxml import etree

from pipeline.book.diagnostics import Diagnostic
from pipeline.errors import ToolMissingError
from pipeline.rules import ONIX_SCHEMA

_SCHEMA: Final = "schema/xsd3.0/ONIX_BookProduct_3.0_reference.xsd"


def check_with_editeur(record: bytes) -> Iterator[Diagnostic]:
    """Yield where a trade record is not valid by the schema.

    Raises ToolMissingError at once, before anything is yielded, where the package that carries it is missing.
    """
    package = find_spec("onixcheck")
    if package is None or package.origin is None:
        raise ToolMissingError("the schema is not installed (Python package onixcheck).")
    return _findings(record, _schema(Path(package.origin).parent / _SCHEMA))


@cache
def _schema(path: Path) -> etree.XMLSchema:
    try:
        return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))
    except (OSError, etree.LxmlError) as problem:
        raise ToolMissingError(f"the schema cannot be read: {problem}") from problem


def _findings(record: bytes, schema: etree.XMLSchema) -> Iterator[Diagnostic]:
    try:
        document = etree.fromstring(record, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        yield ONIX_SCHEMA.at(None, problem=problem)
        return
    if not schema.validate(document):
        for entry in schema.error_log:
            yield ONIX_SCHEMA.at(None, problem=f"line {entry.line}: {entry.message}")
