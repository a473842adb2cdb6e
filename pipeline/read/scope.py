"""What the parts of one piece share while it is read: its name, its language, its counters, its findings."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.names import AnchorId, LanguageTag, PieceId
from pipeline.read.registry import Registry


@dataclass(frozen=True, slots=True)
class Scope:
    """The piece being read. `file` is where its text stands: the chapter, or a data file that a chapter shows.

    `numbers` and `findings` grow while the piece is read; `references` are the link definitions of the chapter,
    `registry` the facts that it may take values from.
    """

    piece: PieceId
    file: PurePosixPath
    chapter: PurePosixPath
    language: LanguageTag
    findings: list[Diagnostic]
    numbers: Counter[str] = field(default_factory=Counter)
    references: dict[str, Any] = field(default_factory=dict)
    registry: Registry = field(default_factory=Registry)

    def made_up(self, prefix: str) -> AnchorId:
        """Return the next anchor `prefix-PIECE-N` for something the author gave no name."""
        self.numbers[prefix] += 1
        return AnchorId(f"{prefix}-{self.piece}-{self.numbers[prefix]}")

    def in_file(self, file: PurePosixPath) -> "Scope":
        """Return the same piece, continued in another file."""
        return replace(self, file=file)

    def in_language(self, language: LanguageTag | None) -> "Scope":
        """Return the same piece, continued in another language; None leaves it as it is."""
        return replace(self, language=language) if language else self
