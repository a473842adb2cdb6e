"""What a build made, what was checked by whom, and what was found: the values of its report."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import Folio


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A product: its size in bytes and its SHA-256; pages and words where it has some."""

    name: str
    size: int
    digest: str
    pages: int | None = None
    words: int | None = None


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font in a product; `embedded` tells that readers need not have it."""

    product: str
    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class ImageUse:
    """A picture of raster points on a page of the PDF, and how many of its points stand on an inch there."""

    folio: Folio
    width: int
    height: int
    ppi: int


class Result(StrEnum):
    """How a check ended."""

    PASSED = "nothing found"
    FOUND = "findings"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A check: what it looked at, who did it, how it ended; `note` says why it was not run and how it is."""

    name: str
    by: str
    of: str
    result: Result
    errors: int = 0
    warnings: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that is reported. Nothing in it depends on the clock or on the folder in which a book is built.

    `drafts` are the files of the chapters that are drafts.
    """

    title: str
    identifier: str
    manuscript_digest: str
    programs: tuple[tuple[str, str], ...]
    files: tuple[MadeFile, ...]
    fonts: tuple[FontUse, ...]
    images: tuple[ImageUse, ...]
    checks: tuple[CheckRun, ...]
    findings: tuple[Diagnostic, ...]
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShelvedBook:
    """A book among several: the way to its folder, what was written, what was found; `failure` is the machine's."""

    folder: str
    files: tuple[str, ...]
    errors: int
    warnings: int
    failure: str = ""

    @property
    def report(self) -> str | None:
        """The name of its own report, if this build wrote one."""
        return next((name for name in self.files if name.endswith("-report.html")), None)
