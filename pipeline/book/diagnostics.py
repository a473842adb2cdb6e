"""What an author did: a finding with a rule, a place and a way to mend it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Severity(StrEnum):
    """How much a finding matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class SourceLocation:
    """A place in the manuscript: `path` is relative to the book's folder, `line` and `column` count from 1."""

    path: PurePosixPath
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write the place as `path:line:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


class _Gaps(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: stable code, severity, one wording, and what `pipeline explain` says of it."""

    code: str
    severity: Severity
    message: str
    explanation: str

    @property
    def wording(self) -> str:
        """The rule's wording as it is listed, with “…” for the words that a finding fills in."""
        return self.message.format_map(_Gaps())

    def at(self, location: SourceLocation | None, hint: str | None = None, **words: object) -> "Diagnostic":
        """Return the finding at `location`, with `words` filled into the rule's wording."""
        return Diagnostic(self.code, self.severity, self.message.format(**words), location, hint)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding; `location` is None only for what has no place in the manuscript."""

    rule: str
    severity: Severity
    message: str
    location: SourceLocation | None = None
    hint: str | None = None

    def __str__(self) -> str:
        """Write the finding as one line: `path:line:column: severity CODE: message (hint)`."""
        place = f"{self.location}: " if self.location else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.severity} {self.rule}: {self.message}{hint}"


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Tell whether any of the findings stops the build."""
    return any(found.severity is Severity.ERROR for found in diagnostics)
