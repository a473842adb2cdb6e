"""The name an author may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Return “did you mean “…”?” for the known name that is nearest, or None where none is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"did you mean “{near[0]}”?" if near else None
