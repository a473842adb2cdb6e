"""The parts of a finished PDF, each held against its document; what was found sound and is as it was is not opened."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.book.aside import Aside
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.memory import Memory
from pipeline.book.names import PieceId
from pipeline.check.pdf_facts import PartFacts, check_part, grounds_of, is_complete, still_hold
from pipeline.check.pdf_keys import PartKeys
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_reading import KeptReading, PageReading, PartReader, PartReading
from pipeline.check.pdf_standing import StandingPdf
from pipeline.check.pdf_trees import ObjectNumber
from pipeline.check.pdf_verdicts import Verdicts, remember, verdict_on
from pipeline.check.pdf_wanted import Questions, Strip
from pipeline.check.printed_book import PrintedBook, PrintedPart
from pipeline.check.remembered import as_bytes, note, recall

_MANY = 20
"""So many pages are soon read; of twice as many the readings are kept."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings in all parts, in the order of the pages, and the facts of each."""

    findings: tuple[Diagnostic, ...]
    facts: Mapping[PieceId, PartFacts]


@dataclass(frozen=True, slots=True)
class _Examined:
    """A part that was looked at; `news` is its reading, as it is to be kept, where it was not known."""

    findings: tuple[Diagnostic, ...]
    facts: PartFacts
    news: bytes | None

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong, and nothing is known that may change unseen."""
        return not self.findings and is_complete(self.facts)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the parts of a book; `reader` reads those that must be read, `verdicts` are those on parts as they are."""

    book: PrintedBook
    reader: PartReader
    parts: Sequence[PdfPart]
    questions: Questions
    verdicts: Verdicts
    memory: Memory | None
    aside: Aside
    standing: StandingPdf

    def judge(self) -> Judgement:
        """Return what is wrong with the parts, and their facts; where many pages are to be read, half are `aside`."""
        digests = PartKeys(self.book, self.questions, self.standing.digest)
        keys = {part.piece: digests.key(part) for part in self.parts if part.name}
        known = {piece: one.facts for piece, one in self.verdicts.known.items() if one.key == keys[piece]}
        sound, tops = self._still_sound(known)
        waiting = [part for part in self.parts if part.piece not in sound]
        begun, rest = _halves(waiting)
        answer = self.aside(lambda: self._examine_all(begun, tops)) if begun else list
        looked_at = self._examine_all(rest, tops)
        examined = dict(zip(waiting, [*answer(), *looked_at], strict=True))
        for part, one in examined.items():
            if one.news is not None:
                note(self.memory, _reading_of(part), one.news)
        if examined:
            found_sound = {
                part.piece: verdict_on(part, keys[part.piece], one.facts, self.book)
                for part, one in examined.items()
                if part.name and one.is_sound
            }
            verdicts = Verdicts({piece: self.verdicts.known[piece] for piece in sound} | found_sound)
            remember(self.memory, verdicts, self.standing.written)
            self.standing.verdicts = verdicts
        facts = {**sound} | {part.piece: one.facts for part, one in examined.items()}
        findings = tuple(found for one in examined.values() for found in one.findings)
        return Judgement(findings, {part.piece: facts[part.piece] for part in self.parts})

    def _still_sound(
        self, known: Mapping[PieceId, PartFacts]
    ) -> tuple[Mapping[PieceId, PartFacts], Mapping[PieceId, list[ObjectNumber]]]:
        """Return the facts that still hold, and the elements that the tags of all other parts begin with."""
        book, numbers = self.book, self.book.tree.tops
        parts = {part.piece: part for part in self.parts}
        grounds = grounds_of(book, parts)
        if len(grounds.tops) < len(numbers):
            known = {}  # some are there twice
        sound = {piece: facts for piece, facts in known.items() if still_hold(facts, parts[piece], book, grounds)}
        while True:
            claimed = {top for facts in sound.values() for top in facts.tops}
            tops: dict[PieceId, list[ObjectNumber]] = defaultdict(list)
            for top in (top for top in numbers if top not in claimed):
                page = self.reader.page_of(top)
                if page is not None:
                    tops[book.piece_of(page)].append(top)
            if sound.keys().isdisjoint(tops):
                return sound, tops
            sound = {piece: facts for piece, facts in sound.items() if piece not in tops}

    def _examine_all(self, parts: Sequence[PdfPart], tops: Mapping[PieceId, Sequence[ObjectNumber]]) -> list[_Examined]:
        keep = sum(part.pages for part in parts) < _MANY * 2
        return [self._examine(part, tops.get(part.piece, ()), keep) for part in parts]

    def _examine(self, part: PdfPart, tops: Sequence[ObjectNumber], keep: bool) -> _Examined:
        strips = self.questions.strips.get(part.piece, ())
        wanted = self.questions.wanted.get(part.piece, ())
        kept = self.standing.readings.find(part.piece) or recall(self.memory, _reading_of(part), KeptReading)
        if kept is not None and _still_reads(kept, part, tops, strips):
            reading, news = kept.reading, None
        else:
            reading = self.reader.read(part, tops, strips, kept.reading if kept else None)
            kept = KeptReading(part.name, reading)
            news = as_bytes(kept) if self.memory else None
        if keep:
            self.standing.readings.keep(part.piece, kept)
        findings, facts = check_part(PrintedPart(self.book, part, reading), wanted, strips)
        return _Examined(findings, facts, news)


def _halves(parts: Sequence[PdfPart]) -> tuple[Sequence[PdfPart], Sequence[PdfPart]]:
    """Part what is to be looked at in two of about as many pages; the first is empty where there is little."""
    half, done = sum(part.pages for part in parts) // 2, 0
    if half < _MANY:
        return (), parts
    for number, part in enumerate(parts):
        done += part.pages
        if done >= half:
            return parts[: number + 1], parts[number + 1 :]
    return parts, ()


def _still_reads(kept: KeptReading, part: PdfPart, tops: Sequence[ObjectNumber], strips: Sequence[Strip]) -> bool:
    """Tell whether a reading is that of a part whose tags begin with `tops`, and has the text of all strips."""
    reading = kept.reading
    return (
        part.name is not None
        and kept.name == part.name
        and reading.tops == tuple(tops)
        and not any(link.spot for link in reading.links)  # which leads to a page by its place in the book
        and all(strip.is_whole or strip.rectangle(page.size) in page.within for strip, page in _held(reading, strips))
    )


def _held(reading: PartReading, strips: Sequence[Strip]) -> Iterator[tuple[Strip, PageReading]]:
    yield from ((strip, reading.pages[strip.page]) for strip in strips)


def _reading_of(part: PdfPart) -> str:
    return f"reading of {part.piece}"
