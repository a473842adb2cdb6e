"""Chapters that an earlier build read from the same text: recalled instead of read again.

Only those that are made from nothing but their own file, the facts and the book's words, and had no error: what shows
an image or a data file, or has to be mended, is read each time. Warnings are recalled with their chapter.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias, TypeGuard

from pipeline.book.diagnostics import Diagnostic, has_errors
from pipeline.book.manuscript import Chapter
from pipeline.book.memory import LastBuild, Memory
from pipeline.book.names import LanguageTag, Matter
from pipeline.book.values import value_as_bytes, value_from
from pipeline.book.vocabulary import Vocabulary
from pipeline.read.chapters import read_chapter
from pipeline.read.facts import FACTS_FILE
from pipeline.read.manuscript_files import ManuscriptFiles

_CODE: Final = ("read", "book")
_PACKAGE: Final = Path(__file__).parents[1]
_RULES: Final = _PACKAGE / "rules.py"


Known: TypeAlias = tuple[Chapter, tuple[Diagnostic, ...]]
"""A chapter as it was read, and what there was to be said of it."""


class StandingChapters(LastBuild[str, Known]):
    """The chapters that a process had for its last build, by the keys under which `Memory` has them too."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Where chapters of earlier builds are found: in the process, or else in what all builds of a book remember."""

    memory: Memory
    standing: StandingChapters


@dataclass(slots=True)
class KnownChapters:
    """The chapters of one book as earlier builds had them; `words` are the book's, once they have been read."""

    recalled: Recalled
    files: ManuscriptFiles
    words: Vocabulary
    _common: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Digest what all chapters depend on."""
        digest = hashlib.sha256(repr(self.words).encode())
        digest.update(self.files.texts.get(FACTS_FILE, "").encode())
        digest.update(_code_digest())
        self._common = digest.digest()
        self.recalled.standing.begin()

    def chapter(self, path: PurePosixPath, matter: Matter, language: LanguageTag) -> Chapter | None:
        """Return the chapter of a file as `read_chapter` does."""
        text = self.files.text(path)
        if text is None:
            return None
        digest = hashlib.sha256(f"{path}\0{matter}\0{language}\0{text}".encode("utf-8", "surrogatepass"))
        digest.update(self._common)
        key = f"chapter {digest.hexdigest()}"
        known = self.recalled.standing.find(key) or value_from(self.recalled.memory.recall(key) or b"")
        if _is_known(known):
            chapter, said = self.recalled.standing.keep(key, known)
            self.files.findings.extend(said)
            return chapter
        asked, before = self.files.asked, len(self.files.findings)
        read = read_chapter(path, matter, language, self.files)
        said = tuple(self.files.findings[before:])
        if read and asked == self.files.asked and not has_errors(said):
            read = replace(read, digest=digest.hexdigest())
            self.recalled.memory.note(key, value_as_bytes((read, said)))
            self.recalled.standing.keep(key, (read, said))
        return read


def _is_known(value: object) -> TypeGuard[Known]:
    return (
        isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], Chapter) and isinstance(value[1], tuple)
    )


@cache
def _code_digest() -> bytes:
    """Digest the modules that make a chapter of a text, and say what is wrong with it."""
    digest = hashlib.sha256()
    for path in sorted((_RULES, *(path for folder in _CODE for path in (_PACKAGE / folder).rglob("*.py")))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()
