"""How a copy of the book was made, as far as the colophon tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Production:
    """Names and versions of the programs."""

    programs: tuple[tuple[str, str], ...] = ()
