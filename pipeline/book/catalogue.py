"""What catalogues, shops and readers' programs are told of a book: the same in EPUB, PDF and trade record."""

from dataclasses import dataclass
from typing import Final

from pipeline.book.inlines import Link, plain_text
from pipeline.book.manuscript import BookMetadata, Creator
from pipeline.book.names import LanguageTag
from pipeline.book.walk import walk

PRIMARY_ROLES: Final = frozenset({"aut", "com", "cre", "edt"})
"""MARC relator codes of those whose book it is; everybody else is a contributor (EPUB 3.3 §5.5.3.3)."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """The elements of Dublin Core, plain and in one line each; `licence` is the address that `rights` lead to."""

    title: str
    subtitle: str | None
    creators: tuple[Creator, ...]
    contributors: tuple[Creator, ...]
    publisher: str | None
    date: str | None
    description: str | None
    rights: str | None
    licence: str | None
    subjects: tuple[str, ...]
    language: LanguageTag
    identifier: str


def catalogue_entry(metadata: BookMetadata) -> CatalogueEntry:
    """Return what book.yaml says of a book; where nobody is its author or editor, all who made it are its creators."""
    primary = tuple(creator for creator in metadata.creators if creator.role in PRIMARY_ROLES)
    others = tuple(creator for creator in metadata.creators if creator.role not in PRIMARY_ROLES)
    links = (node.url for node in walk(metadata.rights) if isinstance(node, Link))
    return CatalogueEntry(
        title=metadata.title,
        subtitle=metadata.subtitle or None,
        creators=primary or others,
        contributors=others if primary else (),
        publisher=metadata.publisher or None,
        date=metadata.date or None,
        description=metadata.description or None,
        rights=" ".join(plain_text(metadata.rights).split()) or None,
        licence=next(links, None),
        subjects=metadata.subjects,
        language=metadata.language,
        identifier=metadata.identifier,
    )
