"""The package metadata: what book.yaml says of the book, in Dublin Core and the EPUB vocabularies."""

from collections.abc import Iterator

from pipeline.book.catalogue import CatalogueEntry, catalogue_entry
from pipeline.book.inlines import plain_text
from pipeline.book.manuscript import BookMetadata
from pipeline.book.vocabulary import Vocabulary
from pipeline.package.publication import DublinCore, Meta, Statement

_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})


def package_statements(metadata: BookMetadata) -> tuple[Statement, ...]:
    """Return title, people, dates and rights in the package document's order; the identifier is apart."""
    entry = catalogue_entry(metadata)
    return (*_titles(metadata), *_creators(entry), *_facts(metadata, entry))


def print_edition(metadata: BookMetadata, vocabulary: Vocabulary) -> str:
    """Return what names the printed edition whose pages the book marks: its ISBN, or else words that tell which."""
    if metadata.isbns.print:
        return f"urn:isbn:{metadata.isbns.print}"
    named = (full_title(metadata), metadata.edition, metadata.publisher, metadata.date, vocabulary.print_edition)
    return ", ".join(filter(None, named))


def page_statements(metadata: BookMetadata, vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """Return what says whose pages the publication marks (EPUB Accessibility 1.1 §4.1.3, PAGE-002)."""
    name = print_edition(metadata, vocabulary)
    return (DublinCore("source", name, "print-edition"), Meta("pageBreakSource", name))


def full_title(metadata: BookMetadata) -> str:
    """Return title and subtitle as one line."""
    return f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title


def is_right_to_left(language: str) -> bool:
    """Tell whether pages turn to the right: by the tag's script where it names one, else by its language."""
    subtags = language.lower().split("-")
    scripts = [subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()]
    return scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else subtags[0] in _RIGHT_TO_LEFT_LANGUAGES


def _titles(metadata: BookMetadata) -> Iterator[Statement]:
    titles = [("main", metadata.title)]
    if metadata.subtitle:
        titles.append(("subtitle", metadata.subtitle))
    for number, (kind, title) in enumerate(titles, 1):
        name = f"title-{kind}"
        yield DublinCore("title", title, name)
        yield Meta("title-type", kind, refines=name)
        yield Meta("display-seq", str(number), refines=name)


def _creators(entry: CatalogueEntry) -> Iterator[Statement]:
    for number, creator in enumerate((*entry.creators, *entry.contributors), 1):
        name = f"creator-{number}"
        yield DublinCore("creator" if number <= len(entry.creators) else "contributor", creator.name, name)
        yield Meta("role", creator.role, refines=name, scheme="marc:relators")
        if creator.sort:
            yield Meta("file-as", creator.sort, refines=name)


def _facts(metadata: BookMetadata, entry: CatalogueEntry) -> Iterator[Statement]:
    facts = (
        ("language", metadata.language),
        ("publisher", metadata.publisher),
        ("date", metadata.date),
        ("description", metadata.description),
        ("rights", entry.rights),
        *(("subject", subject) for subject in metadata.subjects),
    )
    for name, text in facts:
        if text:
            yield DublinCore(name, text)
    if metadata.sources_statement:
        yield Meta("dcterms:provenance", plain_text(metadata.sources_statement))
    if metadata.edition:
        yield Meta("schema:bookEdition", metadata.edition)
