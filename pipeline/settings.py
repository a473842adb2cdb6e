"""What a build is asked for and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from pipeline.book.diagnostics import Diagnostic
from pipeline.standing import Standing

CACHE_FOLDER: Final = ".cache"
"""Within the output folder: what earlier builds made."""

TIME_LIMIT: Final = 600.0
"""Seconds that one chapter may take; the longest of ours takes three."""

Progress = Callable[[str], None]
"""Told, in a few words, what is being done."""


class Product(StrEnum):
    """What a build can make."""

    PDF = "pdf"
    EPUB = "epub"
    HTML = "html"
    PRINT = "print"
    """Block and cover for the printer, from the PDF."""


def silent(_: str) -> None:
    """Tell nobody what is being done."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a build reads and writes, what it makes, and in how many processes (None: as many as processors).

    A chapter that is not laid out within `time_limit` seconds ends the build. With the address of a `cluster` chapters
    are laid out there.
    A process that builds with the same settings again keeps in `standing` what spares it work.
    `checked` is False only where what a build takes is compared with programs that do not check what they make. A book
    `on_shelf` shares its output folder with others, so that its report goes by its own name.
    """

    book: Path
    output: Path
    styles: Path
    products: frozenset[Product] = frozenset({Product.PDF, Product.EPUB})
    progress: Progress = silent
    workers: int | None = None
    time_limit: float = TIME_LIMIT
    cluster: str | None = None
    checked: bool = True
    on_shelf: bool = False
    standing: Standing = field(default_factory=Standing, compare=False, repr=False)

    @property
    def cache(self) -> Path:
        """The folder of what earlier builds made."""
        return self.output / CACHE_FOLDER


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build found and wrote; `products_failed` tells that a finished file, not the manuscript, is at fault.

    `bad_breaks` are findings too, ranked: the worst first. `drafts` are the files of the chapters in what was written
    that are drafts.
    """

    diagnostics: tuple[Diagnostic, ...]
    bad_breaks: tuple[Diagnostic, ...] = ()
    written: tuple[Path, ...] = ()
    products_failed: bool = False
    drafts: tuple[str, ...] = ()
