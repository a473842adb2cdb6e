"""Cross references: each leads to an anchor of the file it names."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import CrossReference
from pipeline.book.linked import Target
from pipeline.book.manuscript import Book, Chapter
from pipeline.book.names import AnchorId
from pipeline.book.nearest import nearest
from pipeline.link.survey import Survey
from pipeline.rules import ANCHOR_ELSEWHERE, BROKEN_REFERENCE, EMPTY_REFERENCE, REFERENCE_FILE_MISSING


def check_references(book: Book, survey: Survey, targets: Mapping[AnchorId, Target]) -> Iterator[Diagnostic]:
    """Yield one diagnostic per reference of a chapter that leads nowhere or elsewhere than it says."""
    chapters = {chapter.file: chapter for chapter in book.chapters}
    files = {chapter.piece: chapter.file for chapter in book.chapters}
    for reference in survey.references:
        chapter = chapters.get(reference.file)
        if chapter is None:
            names = [str(file) for file in chapters]
            hint = nearest(str(reference.file), names)
            yield REFERENCE_FILE_MISSING.at(reference.location, hint, file=reference.file)
            continue
        target = targets.get(_anchor(reference, chapter))
        if target is None:
            hint = nearest(reference.anchor or "", _reachable(targets))
            yield BROKEN_REFERENCE.at(reference.location, hint, anchor=reference.anchor)
        elif target.piece != chapter.piece:
            actual = files.get(target.piece, PurePosixPath("book.yaml"))
            yield ANCHOR_ELSEWHERE.at(reference.location, anchor=reference.anchor, file=reference.file, actual=actual)
        elif not reference.children and not target.title and target.number is None:
            yield EMPTY_REFERENCE.at(reference.location, anchor=target.anchor)


def _anchor(reference: CrossReference, chapter: Chapter) -> AnchorId:
    return reference.anchor or AnchorId(chapter.piece)


def _reachable(targets: Mapping[AnchorId, Target]) -> list[str]:
    return [anchor for anchor in targets if not anchor.startswith("sec-")]
