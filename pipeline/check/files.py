"""What finished files hold, for the report: pages, words, the fonts of an EPUB."""

import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import Memory
from pipeline.book.report import FontUse, MadeFile
from pipeline.check.documents import XHTML, parse
from pipeline.check.epub_contents import words_of
from pipeline.check.remembered import as_bytes, note, recall
from pipeline.check.wording import count_words

_COUNTS: Final = "words of documents"


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many words documents have, by their digests."""

    words: Mapping[str, int] = field(default_factory=dict)


def survey_file(name: str, data: bytes, pages: int | None = None, words: int | None = None) -> MadeFile:
    """Return what the report says of a file."""
    return MadeFile(name, len(data), hashlib.sha256(data).hexdigest(), pages, words)


def count_words_of(markups: Sequence[ChapterMarkup], memory: Memory | None = None) -> int:
    """Count the words of assembled documents, notes included; those that `memory` has of an earlier build are known."""
    known = (recall(memory, _COUNTS, _Counts) or _Counts()).words
    digests = [hashlib.sha256(markup.xhtml.encode()).hexdigest() for markup in markups]
    named = dict(zip(digests, markups, strict=True))
    words = {name: known[name] if name in known else _count(markup) for name, markup in named.items()}
    if words.keys() != known.keys():
        note(memory, _COUNTS, as_bytes(_Counts(words)))
    return sum(words[digest] for digest in digests)


def _count(markup: ChapterMarkup) -> int:
    return sum(count_words(words_of(body)) for body in parse(markup.xhtml).iter(f"{XHTML}body"))


def fonts_of_epub(name: str, epub: bytes) -> Iterator[FontUse]:
    """Yield the font files of an EPUB."""
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        for file in sorted(archive.namelist()):
            if file.endswith((".ttf", ".otf", ".woff", ".woff2")):
                yield FontUse(name, file.rpartition("/")[2].rpartition(".")[0], True)
