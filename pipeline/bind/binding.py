"""The binding itself: stretch after stretch is written into the file, taken from the bench where it lies there."""

from functools import partial
from hashlib import sha256

from pipeline.bind.bench import Bench, Stretch
from pipeline.bind.chapters import ChapterFile
from pipeline.bind.collation import CollatedPiece, CollatedStamps, Collation
from pipeline.bind.file_writer import FileWriter
from pipeline.bind.furniture import write_forms
from pipeline.bind.objects import Block, Draft
from pipeline.bind.pieces import write_piece
from pipeline.bind.plan import PiecePlan, reading_of, written_from
from pipeline.bind.ranges import CATALOG, INFORMATION
from pipeline.bind.references import References
from pipeline.book.bound import BoundBook, BoundPart
from pipeline.book.names import PageIndex


class Binding:
    """A file in the making; it holds what is written, and one part more."""

    def __init__(self, bench: Bench) -> None:
        """Begin with a header."""
        self._bench = bench
        self._file = FileWriter()
        self._stretches: dict[str, tuple[Stretch, int, int]] = {}
        self._parts: list[BoundPart] = []
        self._pages = 0
        self._identity = sha256()

    def add_furniture(self, part: CollatedStamps) -> None:
        """Write running heads or folios that were laid out together."""
        made_of = (part.digest, part.wanted, part.base, sorted(part.elsewhere.items()))
        self._write(sha256(repr(made_of).encode()).hexdigest(), partial(_forms, part))

    def add_piece(self, piece: CollatedPiece, plan: PiecePlan, chapter: ChapterFile) -> None:
        """Write a piece, whose pages follow those of the piece before; its file is opened only if it must be."""
        layout, count = piece.layout, len(piece.places)
        key = written_from(layout, piece.digest, plan)
        stretch, begin, end = self._write(key, partial(write_piece, chapter, piece.survey, plan))
        reading = reading_of(stretch.digest, plan)
        self._parts.append(BoundPart(layout.piece, begin, end, reading, PageIndex(self._pages), count))
        self._pages += count

    def finish(self, frame: Draft, collation: Collation) -> BoundBook:
        """Write the book's frame and the end of the file; its identifier is a digest of what is in it."""
        block = frame.finish()
        self._file.place(block)
        self._identity.update(block.data)
        pdf = self._file.finish(frame.number(), CATALOG, INFORMATION, self._identity.digest()[:16])
        digests = {piece.digest for piece in collation.pieces} | {part.digest for part in collation.furniture}
        self._bench.keep(pdf, self._stretches, digests)
        return BoundBook(pdf, tuple(self._parts))

    def _write(self, key: str, write: "partial[Block]") -> tuple[Stretch, int, int]:
        stretch = self._bench.stretch(key, write)
        self._identity.update(stretch.digest.encode())
        begin, end = self._file.place(stretch.block)
        self._stretches[key] = (stretch.without_data(), begin, end)
        return self._stretches[key]


def _forms(part: CollatedStamps) -> Block:
    next_number = part.base + part.survey.sheets.highest + 1
    return write_forms(part.stamps, part.wanted, References(part.base, part.elsewhere), next_number)
