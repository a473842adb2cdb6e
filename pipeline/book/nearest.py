"""The nearest name that exists, for the hint of a finding."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return “did you mean …?” with the known name most like `name`, or None where none comes close."""
    matches = get_close_matches(name, list(known), n=1)
    return f"did you mean “{matches[0]}”?" if matches else None
