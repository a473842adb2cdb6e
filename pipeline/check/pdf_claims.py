"""What a PDF may claim to keep: taken from its documents before it is bound, held against the tags afterwards."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from lxml import etree
from pikepdf import Pdf

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import BookMetadata
from pipeline.book.markup import ChapterMarkup
from pipeline.book.standards import Standard
from pipeline.check.documents import XHTML, parse, printed_line
from pipeline.check.languages import is_known
from pipeline.check.pdf_tag_tree import TagTree, claims_of
from pipeline.check.pdf_tags import Tag
from pipeline.check.publication import has_header_cells
from pipeline.rules import PDF_CLAIM, PDF_UNEARNED

_PROPERTIES: Final[Mapping[tuple[str, str], Standard]] = {
    ("pdfuaid:part", "1"): Standard.PDF_UA_1,
    ("pdfaid:part", "3"): Standard.PDF_A_3A,
    ("pdfaid:conformance", "A"): Standard.PDF_A_3A,
}
_LANGUAGE: Final = ' lang="'


def standards_earned(linked: LinkedBook, markups: Sequence[ChapterMarkup]) -> tuple[Standard, ...]:
    """Return the standards that a PDF of these documents keeps; PDF/A does not ask for what may deny it PDF/UA."""
    if next(claims_forfeited(linked, markups), None) is None:
        return tuple(Standard)
    return (Standard.PDF_A_3A,)


def claims_forfeited(linked: LinkedBook, markups: Sequence[ChapterMarkup]) -> Iterator[Diagnostic]:
    """Yield what in the documents for print shuts a reader out, so that PDF/UA cannot be claimed."""
    metadata = linked.book.metadata
    if not is_known(metadata.language, metadata.languages):
        yield _unearned(metadata.language_location, _strange(metadata.language))
    files = {chapter.piece: chapter.file for chapter in linked.book.chapters}
    places = {item.piece: item.location for item in linked.book.spine}
    for markup in markups:
        strange = {tag for tag in _languages(markup.xhtml) if not is_known(tag, metadata.languages)}
        if strange - {metadata.language} or _has_headless_table(markup.xhtml):
            whole = places.get(markup.piece)
            yield from _faults(parse(markup.xhtml), strange, files.get(markup.piece), whole)


def standards_claimed(pdf: bytes) -> frozenset[Standard]:
    """Return the standards that a finished PDF claims to keep."""
    with Pdf.open(BytesIO(pdf)) as opened:
        claims = claims_of(opened)
    return frozenset(standard for claim, standard in _PROPERTIES.items() if claim in claims)


def check_claims(
    tree: TagTree, has_headless_table: bool, languages: Collection[str], metadata: BookMetadata
) -> Iterator[Diagnostic]:
    """Yield each standard that the file claims though its tags do not earn it, or earns and does not claim.

    `languages` are those that any of its tags names.
    """
    said = {metadata.language, *languages}
    unearned = has_headless_table or not all(is_known(language, metadata.languages) for language in said)
    for claim, standard in _PROPERTIES.items():
        is_denied = unearned and standard is Standard.PDF_UA_1
        if claim in tree.claims and is_denied:
            yield PDF_CLAIM.at(None, problem=f"{standard} is claimed, but not earned")
        elif claim not in tree.claims and not is_denied:
            yield PDF_CLAIM.at(None, problem=f"{standard} is not claimed")


def _faults(
    root: etree._Element, strange: Collection[str], file: PurePosixPath | None, whole: SourceLocation | None
) -> Iterator[Diagnostic]:
    for element in root.iter(f"{XHTML}*"):
        if element.tag == f"{XHTML}table" and not has_header_cells(element):
            yield _unearned(printed_line(file, whole, element), "a table has no header cells")
        elif element.get("lang") in strange and element is not root:
            yield _unearned(printed_line(file, whole, element), _strange(element.get("lang", "")))


def _unearned(place: SourceLocation | None, problem: str) -> Diagnostic:
    return PDF_UNEARNED.at(place, problem=problem, standard=Standard.PDF_UA_1)


def _strange(tag: str) -> str:
    return f"“{tag}” is a language that the hyphenation does not know and book.yaml does not name"


def _languages(xhtml: str) -> frozenset[str]:
    return frozenset(part.partition('"')[0] for part in xhtml.split(_LANGUAGE)[1:])


def _has_headless_table(xhtml: str) -> bool:
    return any(" scope=" not in part.partition("</table>")[0] for part in xhtml.split("<table")[1:])


def is_headless(tag: Tag) -> bool:
    """Tell whether an element is a table without a header cell."""
    return tag.role == "Table" and not any(cell.role == "TH" for cell in tag.walk())
