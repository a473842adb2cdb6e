"""What a publication offers to readers who cannot see, hear or hold it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What checks of the documents earned, in the words of EPUB Accessibility 1.1 §2.2 (schema.org's).

    `sufficient` is a set of modes that suffice, joined by commas. `conforms` tells whether nothing was found that
    WCAG 2.2, level AA, forbids, as far as machines can tell. `codes` are those of the book trade (ONIX, list 196).
    """

    modes: tuple[str, ...]
    sufficient: str
    features: tuple[str, ...]
    hazard: str
    conforms: bool
    codes: tuple[str, ...] = ()
