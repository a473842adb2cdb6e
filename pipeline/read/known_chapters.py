"""Chapters that an earlier build read from the same text: recalled instead of read again.

Only those that are made from nothing but their own file, the facts and the book's words, and had no fault: what shows
an image or a data file, or is to be reported, is read each time.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

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


class StandingChapters(LastBuild[str, Chapter]):
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
        if isinstance(known, Chapter):
            return self.recalled.standing.keep(key, known)
        before = self.files.asked, len(self.files.findings)
        chapter = read_chapter(path, matter, language, self.files)
        if chapter and before == (self.files.asked, len(self.files.findings)):
            chapter = replace(chapter, digest=digest.hexdigest())
            self.recalled.memory.note(key, value_as_bytes(chapter))
            self.recalled.standing.keep(key, chapter)
        return chapter


@cache
def _code_digest() -> bytes:
    """Digest the modules that make a chapter of a text."""
    digest = hashlib.sha256()
    for path in sorted(path for folder in _CODE for path in (_PACKAGE / folder).rglob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()
