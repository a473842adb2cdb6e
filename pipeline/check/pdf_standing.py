"""What a process keeps of the PDF that it checked last: facts that need neither be read again nor made of bytes."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from pipeline.book.memory import LastBuild, MadeFrom
from pipeline.book.names import PageIndex, PieceId
from pipeline.check.pdf_file import Spot, destinations_in
from pipeline.check.pdf_opened import ObjectNumber
from pipeline.check.pdf_reading import KeptReading
from pipeline.check.pdf_verdicts import Verdict, Verdicts
from pipeline.check.remembered import as_bytes
from pipeline.check.wording import fold


class StandingPdf:
    """Readings and verdicts as they were noted, and what was read or digested of what is mostly as it was before.

    Everything is asked for by what it was made from: bytes as they are written, texts, names and digests.
    """

    def __init__(self, lasts: bool = True) -> None:
        """Keep nothing yet; what does not last keeps no texts, of which the book has its own."""
        self._lasts = lasts
        self.verdicts: Verdicts | None = None
        self.readings: LastBuild[PieceId, KeptReading] = LastBuild()
        self._written: MadeFrom[Verdict, bytes] = MadeFrom()
        self._folded: LastBuild[str, str] = LastBuild()
        self._labels: LastBuild[tuple[int, bytes], tuple[str, ...]] = LastBuild()
        self._pages: Mapping[ObjectNumber, PageIndex] = {}
        self._leaves: LastBuild[bytes, Mapping[str, Spot] | None] = LastBuild()
        self._digests: LastBuild[str, tuple[str, bytes]] = LastBuild()

    def begin(self) -> None:
        """Begin a check."""
        for kept in (self.readings, self._written, self._folded, self._labels, self._leaves, self._digests):
            kept.begin()

    def written(self, verdict: Verdict) -> bytes:
        """Return a verdict as bytes."""
        if not self._lasts:
            return as_bytes(verdict)
        return self._written.of(verdict, as_bytes)

    def folded(self, text: str) -> str:
        """Return the letters and digits of a text."""
        known = self._folded.find(text)
        return self._folded.keep(text, fold(text)) if known is None else known

    def labels(self, pages: int, written: bytes | None, read: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return the labels of so many pages by the tree of labels as it is written; None is any tree."""
        if written is None:
            return read()
        return self._labels.find((pages, written)) or self._labels.keep((pages, written), read())

    def destinations(self, written: bytes, pages: Mapping[ObjectNumber, PageIndex]) -> Mapping[str, Spot] | None:
        """Return the destinations of a leaf of their tree, as `destinations_in` does."""
        if pages is not self._pages:
            if pages != self._pages:
                self._leaves = LastBuild()
            self._pages = pages
        return self._leaves.find(written) or self._leaves.keep(written, destinations_in(written, pages))

    def digest(self, name: str, text: str) -> bytes:
        """Return the digest of the text that is one of a name in the book, and mostly the one before."""
        if not self._lasts:
            return digest_of(text)
        known = self._digests.find(name)
        if known is None or known[0] != text:
            known = self._digests.keep(name, (text, digest_of(text)))
        return known[1]


def digest_of(text: str) -> bytes:
    """Return the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
