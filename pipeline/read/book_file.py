"""book.yaml: metadata, words and spine."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, replace
from itertools import count
from pathlib import PurePosixPath
from typing import Any, Final

from pipeline import rules
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Inlines, is_blank
from pipeline.book.manuscript import BookMetadata, Creator, GeneratedPiece, Isbns, SpineItem
from pipeline.book.names import GeneratedKind, LanguageTag, Matter, PieceId
from pipeline.book.nearest import nearest, nearest_file
from pipeline.book.printing import Binding, PrintSpecification
from pipeline.book.vocabulary import ENGLISH, Vocabulary, vocabulary_for
from pipeline.read.chapters import read_chapter
from pipeline.read.data.files import plain_value, running_text
from pipeline.read.facts import read_facts
from pipeline.read.known_chapters import KnownChapters, Recalled
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.models.base import Model, validate
from pipeline.read.models.book import GENERATED, BookModel, SpineEntry, isbn_digits
from pipeline.read.scope import Scope
from pipeline.read.spans import is_language
from pipeline.read.strays import CHAPTER_FOLDERS, check_strays, way_to_markdown
from pipeline.read.yaml_text import Mapping, Node, Scalar

BOOK_FILE: Final = PurePosixPath("book.yaml")
DEFAULT_STYLE: Final = "ieee"


@dataclass(frozen=True, slots=True)
class BookFile:
    """What book.yaml says."""

    metadata: BookMetadata
    vocabulary: Vocabulary
    spine: tuple[SpineItem, ...]
    is_readable: bool = True


def read_book_file(files: ManuscriptFiles, recalled: Recalled | None = None) -> BookFile:
    """Return what book.yaml says and the chapters it names; an empty book where it cannot be read."""
    here = SourceLocation(BOOK_FILE, 1)
    if files.lacks(BOOK_FILE):
        files.findings.append(rules.BOOK_FILE_MISSING.at(SourceLocation(BOOK_FILE)))
        return BookFile(_nameless(here), ENGLISH, (), is_readable=False)
    node = files.yaml(BOOK_FILE)
    model = validate(BookModel, node, files.findings) if node else None
    if model is None:
        return BookFile(_nameless(here), ENGLISH, (), is_readable=False)
    language = _language(model.language, files)
    vocabulary = _vocabulary(model, language, files)
    files.registry = read_facts(files, vocabulary)
    metadata = replace(_metadata(model, language, files), printing=_printing(model, node))
    _check_isbns(model, files)
    known = KnownChapters(recalled, files, vocabulary) if recalled else None
    return BookFile(metadata, vocabulary, tuple(_spine(model, language, files, known)))


def _metadata(model: BookModel, language: LanguageTag, files: ManuscriptFiles) -> BookMetadata:
    scope = Scope(
        PieceId(GeneratedKind.COPYRIGHT_PAGE), BOOK_FILE, BOOK_FILE, language, files.findings, registry=files.registry
    )
    creators = tuple(
        Creator(creator.name.text, plain_value(creator.role) or "aut", plain_value(creator.sort), creator.group)
        for creator in model.creators
    )
    return BookMetadata(
        title=plain_value(model.title) or "",
        subtitle=plain_value(model.subtitle),
        slug=model.slug.text,
        language=language,
        identifier=model.identifier.text,
        creators=creators,
        publisher=plain_value(model.publisher),
        edition=plain_value(model.edition),
        date=plain_value(model.date),
        rights=running_text(model.rights, scope),
        sources_statement=running_text(model.sources_statement, scope),
        description=plain_value(model.description),
        subjects=tuple(subject.text for subject in model.subjects),
        citation_style=plain_value(model.citation_style) or DEFAULT_STYLE,
        location=model.title.location,
        citation_style_location=model.citation_style.location if model.citation_style else None,
        isbns=_isbns(model),
        thema=tuple(code.text for code in model.thema),
        languages=tuple(_language(given, files) for given in model.languages),
        language_location=model.language.location,
    )


def _printing(book: BookModel, node: Node | None) -> PrintSpecification | None:
    model = book.print_
    if model is None or not isinstance(node, Mapping):
        return None
    return PrintSpecification(
        signature=model.signature,
        caliper=model.paper.leaf,
        binding=Binding(model.binding.text),
        spine=model.spine,
        isbn=plain_value(_printed_isbn(book)),
        location=node.keys["print"],
    )


def _isbns(book: BookModel) -> Isbns:
    model = book.isbn
    given = (_printed_isbn(book), model.pdf if model else None, model.epub if model else None)
    return Isbns(*(isbn_digits(isbn) if isbn else None for isbn in given))


def _printed_isbn(book: BookModel) -> Scalar | None:
    """Return the printed edition's, which may stand with what the printer says or with those of the other forms."""
    return (book.print_.isbn if book.print_ else None) or (book.isbn.print if book.isbn else None)


def _check_isbns(book: BookModel, files: ManuscriptFiles) -> None:
    """Find that the printed edition has two."""
    here, there = book.print_.isbn if book.print_ else None, book.isbn.print if book.isbn else None
    if here and there and isbn_digits(here) != isbn_digits(there):
        problem = f"“{here.text}” is not “{there.text}”, which “isbn” gives the printed edition"
        files.findings.append(rules.WRONG_VALUE.at(here.location, key="print.isbn", problem=problem))


def _nameless(here: SourceLocation) -> BookMetadata:
    none: Inlines = ()
    return BookMetadata(
        "", None, "book", LanguageTag("en"), "", (), None, None, None, none, none, None, (), DEFAULT_STYLE, here
    )


def _language(given: Scalar, files: ManuscriptFiles) -> LanguageTag:
    """Return a language of the book; for one that is no language tag, which is a finding, the nearest that is."""
    if is_language(given.text):
        return LanguageTag(given.text)
    mended = given.text.replace("_", "-").partition(".")[0]
    hint = f"did you mean “{mended}”?" if is_language(mended) else None
    files.findings.append(rules.BLANK_LANGUAGE.at(given.location, hint, language=given.text))
    return LanguageTag(mended if hint else "en")


def _vocabulary(model: BookModel, language: LanguageTag, files: ManuscriptFiles) -> Vocabulary:
    known = vocabulary_for(language)
    own = _own_words(model.words)
    missing = [item.name for item in fields(Vocabulary) if item.default is MISSING and item.name not in own]
    if known is None and missing:
        words = ", ".join(name.replace("_", "-") for name in missing)
        files.findings.append(rules.LANGUAGE_UNKNOWN.at(model.language.location, language=language, missing=words))
    return replace(known or ENGLISH, **own)


def _own_words(words: Model | None) -> dict[str, Any]:
    given = {name: getattr(words, name) for name in words.model_fields_set} if words else {}
    return {
        name: value.text if isinstance(value, Scalar) else tuple(item.text for item in value)
        for name, value in given.items()
        if value is not None
    }


def _spine(
    model: BookModel, language: LanguageTag, files: ManuscriptFiles, known: KnownChapters | None
) -> Iterator[SpineItem]:
    named: set[PurePosixPath] = set()
    seen: set[str] = set()
    parts = count(1)
    for matter, entry, scalar in _entries(model, files):
        if entry.part is scalar:
            yield _part(scalar, matter, next(parts), language, files)
            continue
        if scalar.text in seen:
            files.findings.append(rules.DUPLICATE_SPINE_ENTRY.at(scalar.location, file=scalar.text))
            continue
        seen.add(scalar.text)
        path = PurePosixPath(scalar.text)
        run_together = _run_together(scalar.text) if files.lacks(path) else ()
        if scalar.text.endswith(".md") and not run_together:
            named.add(path)
            if _is_there(scalar, path, files):
                chapter = (
                    known.chapter(path, matter, language) if known else read_chapter(path, matter, language, files)
                )
                if chapter:
                    yield chapter
        elif scalar.text in GENERATED:
            yield GeneratedPiece(PieceId(scalar.text), GeneratedKind(scalar.text), matter, scalar.location)
        else:
            seen.update(run_together)
            lacking = "more than one entry" if run_together else "neither a file that ends in .md nor a generated piece"
            problem = f"“{scalar.text}” is {lacking}"
            hint = _way_to_a_piece(scalar.text, run_together)
            files.findings.append(rules.WRONG_VALUE.at(scalar.location, hint, key="spine", problem=problem))
    files.findings.extend(check_strays(files, {*seen, *map(str, named)}))


def _run_together(given: str) -> tuple[str, ...]:
    """Return the entries that YAML reads as one, for the dash of the second is indented more than that of the first."""
    entries = tuple(given.split(" - "))
    return entries if any(entry.endswith(".md") or entry in GENERATED for entry in entries[:-1]) else ()


def _way_to_a_piece(given: str, run_together: tuple[str, ...]) -> str:
    if run_together:
        return "begin each dash of the list in the same column"
    return way_to_markdown(PurePosixPath(given)) or nearest(given, GENERATED) or ", ".join(GENERATED)


def _entries(model: BookModel, files: ManuscriptFiles) -> Iterator[tuple[Matter, SpineEntry, Scalar]]:
    matters = ((Matter.FRONT, model.spine.front), (Matter.BODY, model.spine.body), (Matter.BACK, model.spine.back))
    for matter, entries in matters:
        for entry in entries:
            for scalar in filter(None, (entry.piece, entry.part, *entry.chapters)):
                yield matter, entry, scalar


def _part(title: Scalar, matter: Matter, number: int, language: LanguageTag, files: ManuscriptFiles) -> GeneratedPiece:
    piece = PieceId(f"part-{number}")
    scope = Scope(piece, BOOK_FILE, BOOK_FILE, language, files.findings, registry=files.registry)
    words = running_text(title, scope)
    if is_blank(words):
        files.findings.append(rules.HEADING_EMPTY.at(title.location))
    return GeneratedPiece(piece, GeneratedKind.PART, matter, title.location, words)


def _is_there(scalar: Scalar, path: PurePosixPath, files: ManuscriptFiles) -> bool:
    if files.is_outside(path):
        files.findings.append(rules.FILE_OUTSIDE.at(scalar.location, file=scalar.text))
    elif not files.lacks(path):
        return True  # reading says what else is wrong with it
    else:
        known = (file for folder in CHAPTER_FOLDERS for file in files.below(folder, ".md"))
        hint = nearest_file(path, known, BOOK_FILE)
        files.findings.append(rules.SPINE_FILE_MISSING.at(scalar.location, hint, file=scalar.text))
    return False
