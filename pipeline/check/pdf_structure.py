"""A finished PDF as a screen reader meets it: the tags, and the words in their order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.layout import Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import LanguageTag, PageKind, PieceId
from pipeline.check.pdf_claims import check_claims
from pipeline.check.pdf_tag_rules import check_tag_rules
from pipeline.check.pdf_tags import Tag, TaggedFile
from pipeline.check.spoken import Spoken, SpokenWord
from pipeline.check.spoken_documents import spoken_of
from pipeline.check.spoken_tags import spoken_in
from pipeline.rules import PDF_CLAIM, PDF_READING, PDF_TAGS

_AROUND: Final = 3
"""So many words before and after a wrong one are quoted."""


def check_structure(
    file: TaggedFile, linked: LinkedBook, markups: Sequence[ChapterMarkup], pagination: Pagination
) -> Iterator[Diagnostic]:
    """Yield where tags and catalogue are not what ISO 14289-1 asks for, or the words not those of the documents."""
    yield from _check_catalogue(file)
    yield from check_claims(file, linked.book.metadata)
    if file.document is None:
        yield PDF_TAGS.at(None, problem="there are none")
        return
    yield from check_tag_rules(file, [place.folio for place in pagination.pages])
    yield from _check_furniture(file, pagination)
    files = {chapter.piece: chapter.file for chapter in linked.book.chapters}
    places = {item.piece: item.location for item in linked.book.spine}
    tags = _tags_by_piece(file.document, pagination)
    in_order = [markup.piece for markup in markups if markup.piece in tags]
    if list(tags) != in_order:
        out_of_order = next(piece for piece, wanted in zip(tags, in_order, strict=False) if piece != wanted)
        yield PDF_TAGS.at(places.get(out_of_order), problem=f"“{out_of_order}” is read out of its turn")
    for markup in markups:
        place = places.get(markup.piece)
        match tags.get(markup.piece, []):
            case [tag]:
                wanted = spoken_of(markup, files.get(markup.piece))
                yield from _check_language(tag, markup.language, linked.book.metadata.language, place)
                yield from _compare(wanted, spoken_in(tag, file), markup.piece, place)
            case found:
                problem = f"“{markup.title}” is {len(found)} elements instead of one"
                yield PDF_TAGS.at(place, problem=problem)


def _check_catalogue(file: TaggedFile) -> Iterator[Diagnostic]:
    if not file.marked:
        yield PDF_CLAIM.at(None, problem="it is not marked as tagged")
    if not file.shows_title:
        yield PDF_CLAIM.at(None, problem="viewers show the file's name instead of its title")
    if not file.in_tag_order:
        yield PDF_CLAIM.at(None, problem="the tab key does not follow the order of the tags")


def _check_furniture(file: TaggedFile, pagination: Pagination) -> Iterator[Diagnostic]:
    for place, content in zip(pagination.pages, file.contents, strict=True):
        if place.kind in (PageKind.RUNNING, PageKind.OPENER) and not content.furniture:
            yield PDF_TAGS.at(None, problem=f"head and folio of page {place.folio} are no artifact of pagination")


def _tags_by_piece(document: Tag, pagination: Pagination) -> Mapping[PieceId, list[Tag]]:
    found: dict[PieceId, list[Tag]] = {}
    for tag in document.tags():
        page = tag.first_page()
        if page is not None and 0 <= page < len(pagination.pages):
            found.setdefault(pagination.pages[page].piece, []).append(tag)
    return found


def _check_language(
    tag: Tag, language: LanguageTag, book_language: LanguageTag, place: SourceLocation | None
) -> Iterator[Diagnostic]:
    said = tag.language or book_language
    if said != language:
        yield PDF_TAGS.at(place, problem=f"the language is said to be “{said}” instead of “{language}”")


def _compare(wanted: Spoken, found: Spoken, piece: PieceId, place: SourceLocation | None) -> Iterator[Diagnostic]:
    yield from _compare_words(wanted.words, found.words, place)
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


def _compare_words(
    wanted: Sequence[SpokenWord], found: Sequence[SpokenWord], place: SourceLocation | None
) -> Iterator[Diagnostic]:
    """Yield the first word of a piece that is not the one written there; behind it, all would be wrong."""
    for number, (one, other) in enumerate(zip_longest(wanted, found)):
        if one is None or other is None or one.text != other.text:
            stretch = slice(max(0, number - _AROUND), number + _AROUND)
            location = (one.location if one is not None else None) or place
            yield PDF_READING.at(location, found=_quoted(found[stretch]), expected=_quoted(wanted[stretch]))
            return


def _quoted(words: Sequence[SpokenWord]) -> str:
    return " ".join(word.text for word in words)
