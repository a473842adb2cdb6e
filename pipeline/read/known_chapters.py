"""Chapters that an earlier build read from the same text: recalled instead of read again.

Only those that are made from nothing but their own file, the facts and the book's words, and had no fault: what shows
an image or a data file, or is to be reported, is read each time.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.book.manuscript import Chapter
from pipeline.book.memory import Memory
from pipeline.book.names import LanguageTag, Matter
from pipeline.book.values import value_as_bytes, value_from
from pipeline.book.vocabulary import Vocabulary
from pipeline.read.chapters import read_chapter
from pipeline.read.facts import FACTS_FILE
from pipeline.read.manuscript_files import ManuscriptFiles

_CODE: Final = ("read", "book")
_PACKAGE: Final = Path(__file__).parents[1]


@dataclass(slots=True)
class KnownChapters:
    """The chapters of one book as `memory` has them; `words` are the book's, once they have been read."""

    memory: Memory
    files: ManuscriptFiles
    words: Vocabulary
    _common: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Digest what all chapters depend on."""
        digest = hashlib.sha256(repr(self.words).encode())
        digest.update(self.files.texts.get(FACTS_FILE, "").encode())
        for path in sorted(path for folder in _CODE for path in (_PACKAGE / folder).rglob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
        self._common = digest.digest()

    def chapter(self, path: PurePosixPath, matter: Matter, language: LanguageTag) -> Chapter | None:
        """Return the chapter of a file as `read_chapter` does."""
        text = self.files.text(path)
        if text is None:
            return None
        digest = hashlib.sha256(f"{path}\0{matter}\0{language}\0{text}".encode("utf-8", "surrogatepass"))
        digest.update(self._common)
        key = f"chapter {digest.hexdigest()}"
        known = value_from(self.memory.recall(key) or b"")
        if isinstance(known, Chapter):
            return known
        before = self.files.asked, len(self.files.findings)
        chapter = read_chapter(path, matter, language, self.files)
        if chapter and before == (self.files.asked, len(self.files.findings)):
            self.memory.note(key, value_as_bytes(chapter))
        return chapter
