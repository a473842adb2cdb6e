"""A finished PDF as a screen reader meets it: the tags, and the words in their order."""

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.names import LanguageTag, PageKind, PieceId
from pipeline.check.pdf_tag_rules import check_tag_rules
from pipeline.check.pdf_tag_tree import TagTree
from pipeline.check.pdf_tags import Tag
from pipeline.check.printed_book import PrintedPart
from pipeline.check.spoken import Speech, Spoken
from pipeline.check.spoken_documents import spoken_of
from pipeline.check.spoken_tags import spoken_in
from pipeline.rules import PDF_CLAIM, PDF_READING, PDF_TAGS

_AROUND: Final = 3
"""So many words before and after a wrong one are quoted."""


def check_catalogue(tree: TagTree, in_tag_order: bool) -> Iterator[Diagnostic]:
    """Yield where the catalogue does not say what ISO 14289-1 asks for; `in_tag_order` is what the pages say."""
    if not tree.marked:
        yield PDF_CLAIM.at(None, problem="it is not marked as tagged")
    if not tree.shows_title:
        yield PDF_CLAIM.at(None, problem="viewers show the file's name instead of its title")
    if not in_tag_order:
        yield PDF_CLAIM.at(None, problem="the tab key does not follow the order of the tags")
    if tree.role is None:
        yield PDF_TAGS.at(None, problem="there are none")


def check_structure(part: PrintedPart) -> Iterator[Diagnostic]:
    """Yield where the tags of a piece are not what ISO 14289-1 asks for, or their words not those of its document."""
    if part.book.tree.role is None:
        return
    yield from check_tag_rules(part)
    yield from _check_furniture(part)
    linked, piece, markup = part.book.linked, part.part.piece, part.book.markups[part.part.piece]
    file = next((chapter.file for chapter in linked.book.chapters if chapter.piece == piece), None)
    place = next((item.location for item in linked.book.spine if item.piece == piece), None)
    match part.reading.tags:
        case (tag,):
            yield from _check_language(tag, markup.language, linked.book.metadata.language, place)
            yield from _compare(spoken_of(markup, file), spoken_in(tag, part.contents), piece, place)
        case tags:
            yield PDF_TAGS.at(place, problem=f"“{markup.title}” is {len(tags)} elements instead of one")


def _check_furniture(part: PrintedPart) -> Iterator[Diagnostic]:
    for (_, place), content in zip(part.pages, part.contents, strict=True):
        if place.kind in (PageKind.RUNNING, PageKind.OPENER) and not content.furniture:
            yield PDF_TAGS.at(None, problem=f"head and folio of page {place.folio} are no artifact of pagination")


def _check_language(
    tag: Tag, language: LanguageTag, book_language: LanguageTag, place: SourceLocation | None
) -> Iterator[Diagnostic]:
    said = tag.language or book_language
    if said != language:
        yield PDF_TAGS.at(place, problem=f"the language is said to be “{said}” instead of “{language}”")


def _compare(wanted: Spoken, found: Spoken, piece: PieceId, place: SourceLocation | None) -> Iterator[Diagnostic]:
    yield from _compare_words(wanted.speech, found.speech, place)
    for part in sorted(wanted.parts.keys() | found.parts.keys()):
        if wanted.parts[part] != found.parts[part]:
            problem = f"“{piece}” has {found.parts[part]} elements {part} instead of {wanted.parts[part]}"
            yield PDF_TAGS.at(place, problem=problem)
    for language, _ in _difference(wanted.foreign, found.foreign):
        yield PDF_TAGS.at(place, problem=f"“{piece}” has words in “{language}” that do not say so, or others that do")
    for note, call in wanted.notes.items():
        if found.notes.get(note) != call:
            yield PDF_TAGS.at(place, problem=f"the number of note “{note}” does not lead back to its call")
    if wanted.alternatives != found.alternatives:
        yield PDF_TAGS.at(place, problem=f"the text alternatives of “{piece}” are not those of its figures")


def _difference(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return (one - other) + (other - one)


def _compare_words(wanted: Speech, found: Speech, place: SourceLocation | None) -> Iterator[Diagnostic]:
    """Yield the first word of a piece that is not the one written there; behind it, all would be wrong."""
    written, read = wanted.words(), found.words()
    if written == read:
        return
    number = next(number for number, (one, other) in enumerate(zip_longest(written, read)) if one != other)
    stretch = slice(max(0, number - _AROUND), number + _AROUND)
    words = {"found": " ".join(read[stretch]), "expected": " ".join(written[stretch])}
    yield PDF_READING.at(wanted.place_of(number) or place, **words)
