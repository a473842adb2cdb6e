"""Parts of a finished PDF that were found sound, remembered from build to build."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.book.memory import Memory
from pipeline.book.names import PieceId
from pipeline.check.pdf_facts import PartFacts
from pipeline.check.pdf_parts import PdfPart
from pipeline.check.pdf_trees import Branches, Leaves
from pipeline.check.printed_book import PrintedBook
from pipeline.check.remembered import as_bytes, note, recall, value_in

_NAME: Final = "parts found sound"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A part that was found sound: its name, the digest of it and of all that it was held against, and its facts.

    `branches` and `leaves` are its own of the page tree and the parent tree.
    """

    part: str
    key: str
    facts: PartFacts
    branches: Branches
    leaves: Leaves


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The sound parts of a book."""

    known: Mapping[PieceId, Verdict] = field(default_factory=dict)

    @property
    def branches(self) -> Branches:
        """Return what is known of the page tree."""
        return {node: pages for verdict in self.known.values() for node, pages in verdict.branches.items()}

    @property
    def leaves(self) -> Leaves:
        """Return what is known of the parent tree."""
        return {node: leaf for verdict in self.known.values() for node, leaf in verdict.leaves.items()}


@dataclass(frozen=True, slots=True)
class _Noted:
    """Verdicts as bytes, each by itself: of most nothing has changed when they are noted again."""

    verdicts: Mapping[PieceId, bytes]


def recalled(memory: Memory | None, parts: Sequence[PdfPart], standing: Verdicts | None = None) -> Verdicts:
    """Return what is remembered, or still `standing`, of parts that are as they were."""
    known = _noted(memory) if standing is None else standing.known
    names = {part.piece: part.name for part in parts}
    return Verdicts({piece: one for piece, one in known.items() if one.part == names.get(piece)})


def _noted(memory: Memory | None) -> Mapping[PieceId, Verdict]:
    noted = recall(memory, _NAME, _Noted) or _Noted({})
    read = {piece: value_in(data, Verdict) for piece, data in noted.verdicts.items()}
    return {piece: verdict for piece, verdict in read.items() if verdict is not None}


def remember(memory: Memory | None, verdicts: Verdicts, written: Callable[[Verdict], bytes]) -> None:
    """Keep verdicts, instead of those kept before; `written` gives one as bytes."""
    if memory:
        noted = _Noted({piece: written(verdict) for piece, verdict in verdicts.known.items()})
        note(memory, _NAME, as_bytes(noted))


def verdict_on(part: PdfPart, key: str, facts: PartFacts, book: PrintedBook) -> Verdict:
    """Return the verdict on a sound part that has a name."""
    keys = facts.parents.keys()
    return Verdict(
        part=part.name or "",
        key=key,
        facts=facts,
        branches={
            node: pages
            for node, pages in book.file.branches.items()
            if all(book.file.pages[page] in part for page in pages)
        },
        leaves={node: leaf for node, leaf in book.tree.leaves.items() if leaf and leaf.keys() <= keys},
    )
