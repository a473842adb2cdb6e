"""The bench: what is left of books bound before, in this process and in others, to be bound again untouched."""

import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import pikepdf

from pipeline.bind.objects import Block
from pipeline.bind.survey import ChapterSurvey, SheetSurvey, StampsSurvey
from pipeline.book.layout import ChapterLayout
from pipeline.book.memory import MadeFrom, Memory
from pipeline.book.values import value_as_bytes, value_from

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block, and the digest of its bytes and of what it was made from."""

    block: Block
    digest: str

    def without_data(self) -> "Stretch":
        """Return it without its bytes, which stand elsewhere."""
        return replace(self, block=replace(self.block, data=b""))


class Bench:
    """Keeps, of the book bound last, the file itself and where its stretches are; the rest it asks of a memory."""

    def __init__(self, memory: Memory | None = None) -> None:
        """Begin with what `memory` has, if there is one."""
        self._memory = memory
        self._digests: MadeFrom[ChapterLayout, str] = MadeFrom()
        self._stretches: Mapping[str, Stretch] = {}
        self._chapters: dict[str, ChapterSurvey] = {}
        self._stamps: dict[str, StampsSurvey] = {}

    def ask(self, memory: Memory) -> None:
        """Ask this memory from now on."""
        self._memory = memory

    def begin(self) -> None:
        """Begin a book."""
        self._digests.begin()

    def digest_of(self, layout: ChapterLayout, read: Callable[[ChapterLayout], str]) -> str:
        """Return the digest of a layout's PDF, which is read only where this very layout was not bound last."""
        return self._digests.of(layout, read)

    def chapter(self, digest: str, survey: Callable[[], ChapterSurvey]) -> ChapterSurvey:
        """Return the survey of the piece whose PDF has a digest, made before or now."""
        if digest not in self._chapters:
            key = f"chapter {digest}"
            self._chapters[digest] = self._recall(key, _chapter) or self._noted(key, survey(), _survey_values)
        return self._chapters[digest]

    def stamps(self, digest: str, survey: Callable[[], StampsSurvey]) -> StampsSurvey:
        """Return the survey of the running heads whose PDF has a digest, made before or now."""
        if digest not in self._stamps:
            key = f"stamps {digest}"
            self._stamps[digest] = self._recall(key, _stamps) or self._noted(key, survey(), _survey_values)
        return self._stamps[digest]

    def stretch(self, key: str, write: Callable[[], Block]) -> Stretch:
        """Return the stretch made from what `key` names, written before or now."""
        known = self._stretches.get(key) or self._recall(f"stretch {key}", _stretch)
        if known is None:
            block = write()
            digest = sha256(key.encode())
            digest.update(block.data)
            known = self._noted(f"stretch {key}", Stretch(block, digest.hexdigest()), _stretch_values)
        return known

    def keep(self, pdf: bytes, stretches: Mapping[str, tuple[Stretch, int, int]], digests: Collection[str]) -> None:
        """Keep a bound book: of its stretches, by their keys, begin and end; surveys of the PDFs with `digests`."""
        whole = memoryview(pdf)
        self._stretches = {
            key: replace(found, block=replace(found.block, data=whole[begin:end]))
            for key, (found, begin, end) in stretches.items()
        }
        self._chapters = {digest: found for digest, found in self._chapters.items() if digest in digests}
        self._stamps = {digest: found for digest, found in self._stamps.items() if digest in digests}

    def _recall(self, key: str, make: Callable[..., Kept]) -> Kept | None:
        """Return what was noted under a key; None where nothing is, or nothing that can be made of values."""
        data = self._memory.recall(_key(key)) if self._memory else None
        values = value_from(data) if data else None
        try:
            return make(*values) if isinstance(values, tuple) else None
        except TypeError:
            return None

    def _noted(self, key: str, made: Kept, values: Callable[[Kept], tuple[object, ...]]) -> Kept:
        if self._memory:
            self._memory.note(_key(key), value_as_bytes(values(made)))
        return made


def _survey_values(survey: ChapterSurvey | StampsSurvey) -> tuple[object, ...]:
    sheets, *others = (getattr(survey, field.name) for field in fields(survey))
    return (sheets.highest, sheets.pages, sheets.resources), *others


def _chapter(sheets: tuple[Any, ...], *others: Any) -> ChapterSurvey:
    return ChapterSurvey(SheetSurvey(*sheets), *others)


def _stamps(sheets: tuple[Any, ...], *others: Any) -> StampsSurvey:
    return StampsSurvey(SheetSurvey(*sheets), *others)


def _stretch_values(stretch: Stretch) -> tuple[object, ...]:
    block = stretch.block
    return stretch.digest, bytes(block.data), block.stretches, block.rows, block.placed


def _stretch(digest: str, *block: Any) -> Stretch:
    return Stretch(Block(*block), digest)


def _key(key: str) -> str:
    return f"bound by {_binder()}: {key}"


@cache
def _binder() -> str:
    """Digest what binds, so that nothing outlives a change of it."""
    digest = sha256(f"{pikepdf.__version__} {pikepdf.__libqpdf_version__} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    here = Path(__file__).parent
    for path in sorted([*here.glob("*.py"), *(here.parent / "book").glob("*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
