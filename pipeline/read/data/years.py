"""What every figure along an axis of years asks of its dates."""

from pipeline import rules
from pipeline.read.models.base import parse_date_span
from pipeline.read.scope import Scope
from pipeline.read.yaml_text import Scalar


def check_span(key: str, value: Scalar, scope: Scope) -> None:
    """Report a stretch that ends in a year before the one it begins in."""
    span = parse_date_span(value.text)
    if span.end is not None and span.end.year < span.start.year:
        problem = f"it ends in {span.end.year}, before it begins in {span.start.year}"
        scope.findings.append(rules.WRONG_VALUE.at(value.location, key=key, problem=problem))
