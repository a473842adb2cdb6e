"""Cross references: each leads to an anchor of the file it names."""

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import CrossReference
from pipeline.book.linked import Target
from pipeline.book.manuscript import Book, Chapter
from pipeline.book.names import AnchorId
from pipeline.book.nearest import nearest, nearest_file
from pipeline.link.survey import Survey
from pipeline.rules import ANCHOR_ELSEWHERE, BROKEN_REFERENCE, EMPTY_REFERENCE, REFERENCE_FILE_MISSING


def check_references(book: Book, survey: Survey, targets: Mapping[AnchorId, Target]) -> Iterator[Diagnostic]:
    """Yield one diagnostic per reference of a chapter that leads nowhere or elsewhere than it says."""
    chapters = {chapter.file: chapter for chapter in book.chapters}
    files = {chapter.piece: chapter.file for chapter in book.chapters}
    for reference in survey.references:
        chapter = chapters.get(reference.file)
        if chapter is None:
            way = _way_to_file(reference, chapters)
            yield REFERENCE_FILE_MISSING.at(reference.location, way, file=reference.file)
            continue
        target = targets.get(_anchor(reference, chapter))
        if target is None:
            hint = nearest(reference.anchor or "", _reachable(targets))
            yield BROKEN_REFERENCE.at(reference.location, hint, anchor=reference.anchor)
        elif target.piece != chapter.piece:
            actual = files.get(target.piece, PurePosixPath("book.yaml"))
            there = _way_to_anchor(reference, actual) if target.piece in files else None
            yield ANCHOR_ELSEWHERE.at(
                reference.location, there, anchor=reference.anchor, file=reference.file, actual=actual
            )
        elif not reference.children and not target.title and target.number is None:
            yield EMPTY_REFERENCE.at(reference.location, anchor=target.anchor)


def _way_to_file(reference: CrossReference, chapters: Mapping[PurePosixPath, Chapter]) -> str:
    """Return the file that was meant, or how one is named."""
    if any(part.startswith("www.") for part in reference.file.parts):
        return "an address begins with https://"
    meant = nearest_file(reference.file, chapters, reference.location.path)
    return meant or "write the chapter’s file as seen from this one, such as ../back/people.md"


def _way_to_anchor(reference: CrossReference, actual: PurePosixPath) -> str:
    """Return how the reference is written that leads to where its anchor is."""
    here = reference.location.path
    file = "" if actual == here else posixpath.relpath(actual.as_posix(), here.parent.as_posix())
    return f"write {file}#{reference.anchor}"


def _anchor(reference: CrossReference, chapter: Chapter) -> AnchorId:
    return reference.anchor or AnchorId(chapter.piece)


def _reachable(targets: Mapping[AnchorId, Target]) -> list[str]:
    return [anchor for anchor in targets if not anchor.startswith("sec-")]
