"""Stage 2: a `Book` becomes a `LinkedBook`; every number, target, note, citation and index entry is known after it."""

from collections.abc import Iterator, Mapping

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.linked import BibliographyEntry, IndexEntry, LinkedBook
from pipeline.book.manuscript import Book
from pipeline.book.names import AnchorId
from pipeline.book.nearest import nearest
from pipeline.link.anchors import by_anchor, check_anchors, check_file_names, collect_targets
from pipeline.link.citations import format_citations
from pipeline.link.facts import check_facts, fact_uses
from pipeline.link.index import build_index
from pipeline.link.made_anchors import made_anchors
from pipeline.link.notes import check_notes, number_notes
from pipeline.link.numbers import number_targets
from pipeline.link.references import check_references
from pipeline.link.standing import StandingLinks
from pipeline.link.survey import Survey
from pipeline.rules import BLOCK_TWICE, NO_BIBLIOGRAPHY, PERSON_NOT_INDEXED

__all__ = ["StandingLinks", "link_book"]


def link_book(book: Book, standing: StandingLinks | None = None) -> LinkedBook:
    """Resolve all that a book's pieces say of one another; what cannot be resolved is a diagnostic.

    What `standing` has of chapters that are the same still is not looked for again.
    """
    standing = standing or StandingLinks()
    book, surveys = standing.survey(book)
    all_targets = number_targets(book, collect_targets(book, surveys))
    targets = by_anchor(all_targets)
    citations = format_citations(book, surveys, standing.citations)
    index = build_index(book, tuple(mark for survey in surveys for mark in survey.marks), standing.index)
    people = _people(surveys, index.entries)
    uses = fact_uses(book, tuple(mark for survey in surveys for mark in survey.facts))
    diagnostics = (
        *book.diagnostics,
        *check_anchors(all_targets, tuple(made_anchors(book, surveys, citations.bibliography, index.groups))),
        *check_file_names(book),
        *(found for survey in surveys for found in check_notes(survey)),
        *(found for survey in surveys for found in check_references(book, survey, targets)),
        *citations.diagnostics,
        *_check_bibliography(surveys, citations.bibliography),
        *_check_single(surveys),
        *index.diagnostics,
        *_check_people(surveys, index.entries),
        *check_facts(book, uses),
    )
    return LinkedBook(
        book=book,
        targets=targets,
        note_numbers=number_notes(surveys),
        mark_pieces={mark.anchor: survey.chapter.piece for survey in surveys for mark in survey.marks},
        citations=citations.texts,
        bibliography=citations.bibliography,
        index=index.groups,
        person_entries=people,
        fact_uses=uses,
        diagnostics=diagnostics,
        bibliography_piece=next((survey.chapter.piece for survey in surveys if survey.bibliographies), None),
        index_piece=next((survey.chapter.piece for survey in surveys if survey.indexes), None),
    )


def _people(surveys: tuple[Survey, ...], entries: Mapping[str, IndexEntry]) -> Mapping[AnchorId, IndexEntry]:
    return {
        person.anchor: entries[person.index]
        for survey in surveys
        for person in survey.people
        if person.index is not None and person.index in entries
    }


def _check_people(surveys: tuple[Survey, ...], entries: Mapping[str, IndexEntry]) -> Iterator[Diagnostic]:
    for survey in surveys:
        for person in survey.people:
            if person.index is not None and person.index not in entries:
                hint = nearest(person.index, entries)
                yield PERSON_NOT_INDEXED.at(person.location, hint, entry=person.index)


def _check_single(surveys: tuple[Survey, ...]) -> Iterator[Diagnostic]:
    """Yield each index and each list of sources after the first: links could lead to one of them alone."""
    lists = [block for survey in surveys for block in survey.bibliographies]
    indexes = [block for survey in surveys for block in survey.indexes]
    for block in lists[1:]:
        yield BLOCK_TWICE.at(block.location, block="bibliography", first=lists[0].location)
    for other in indexes[1:]:
        yield BLOCK_TWICE.at(other.location, block="index", first=indexes[0].location)


def _check_bibliography(surveys: tuple[Survey, ...], listed: tuple[BibliographyEntry, ...]) -> Iterator[Diagnostic]:
    if listed and not any(survey.bibliographies for survey in surveys):
        cited = (citation.location for survey in surveys for citation in survey.citations)
        yield NO_BIBLIOGRAPHY.at(next(cited, surveys[0].chapter.location))
