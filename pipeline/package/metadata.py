"""The package metadata: what book.yaml says of the book, in Dublin Core and the EPUB vocabularies."""

from collections.abc import Iterator

from pipeline.book.inlines import plain_text
from pipeline.book.manuscript import BookMetadata, Creator
from pipeline.package.publication import DublinCore, Meta, Statement

_PRIMARY_ROLES = frozenset({"aut", "com", "cre", "edt"})
"""MARC relator codes of those whose book it is; everybody else is a contributor (EPUB 3.3 §5.5.3.3)."""

_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})


def package_statements(metadata: BookMetadata) -> tuple[Statement, ...]:
    """Return title, people, dates and rights in the package document's order; the identifier is apart."""
    return (*_titles(metadata), *_creators(metadata.creators), *_facts(metadata))


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


def _creators(creators: tuple[Creator, ...]) -> Iterator[Statement]:
    for number, creator in enumerate(creators, 1):
        name = f"creator-{number}"
        yield DublinCore("creator" if creator.role in _PRIMARY_ROLES else "contributor", creator.name, name)
        yield Meta("role", creator.role, refines=name, scheme="marc:relators")
        if creator.sort:
            yield Meta("file-as", creator.sort, refines=name)


def _facts(metadata: BookMetadata) -> Iterator[Statement]:
    facts = (
        ("language", metadata.language),
        ("publisher", metadata.publisher),
        ("date", metadata.date),
        ("description", metadata.description),
        ("rights", plain_text(metadata.rights)),
        ("source", plain_text(metadata.sources_statement)),
        *(("subject", subject) for subject in metadata.subjects),
    )
    for name, text in facts:
        if text:
            yield DublinCore(name, text)
    if metadata.edition:
        yield Meta("schema:bookEdition", metadata.edition)
