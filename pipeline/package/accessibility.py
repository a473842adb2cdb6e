"""What the publication offers to readers who cannot see, hear or hold it: claimed only where it is there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.package.documents import Document, has_heading, links_within, moves, pictures, roles
from pipeline.package.publication import Meta

_ABSOLUTE_LENGTH = re.compile(r"(?<![\w#-])\d*\.?\d+(px|pt|pc|mm|cm|in)\b")


@dataclass(frozen=True, slots=True)
class Contents:
    """What the claims are derived from; `documents` are those of the spine without the cover."""

    documents: Sequence[Document]
    navigation: Document
    style_sheet: str


def _alternative_text(contents: Contents) -> bool:
    found = [text for document in contents.documents for text in pictures(document)]
    return bool(found) and None not in found


def _structural_navigation(contents: Contents) -> bool:
    return all(document.display or has_heading(document) for document in contents.documents)


FEATURES: Final[Mapping[str, Callable[[Contents], bool]]] = {
    "ARIA": lambda it: any(role.startswith("doc-") for document in it.documents for role in roles(document)),
    "alternativeText": _alternative_text,
    "displayTransformability": lambda it: not _ABSOLUTE_LENGTH.search(it.style_sheet),
    "index": lambda it: any(links_within(document, "index") for document in it.documents),
    "pageBreakMarkers": lambda it: any("doc-pagebreak" in roles(document) for document in it.documents),
    "pageNavigation": lambda it: links_within(it.navigation, "page-list") > 0,
    "readingOrder": lambda it: bool(it.documents),
    "structuralNavigation": _structural_navigation,
    "tableOfContents": lambda it: links_within(it.navigation, "toc") > 0,
}
"""Values of schema:accessibilityFeature, each with the test that earns it."""

_SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "textual": "All of it can be read as text: aloud, in braille, and in any size.",
        "alternativeText": "Every picture has a text alternative.",
        "tableOfContents": "The contents lead to every chapter and section.",
        "structuralNavigation": "Headings are marked as such throughout.",
        "index": "The index leads to the passages it names.",
        "pageNavigation": "The page numbers of the printed edition are kept.",
        "none": "Nothing moves, flashes or sounds.",
    },
    "pl": {
        "textual": "Całość można czytać jako tekst: na głos, w brajlu i w dowolnej wielkości.",
        "alternativeText": "Każda ilustracja ma opis tekstowy.",
        "tableOfContents": "Spis treści prowadzi do każdego rozdziału i podrozdziału.",
        "structuralNavigation": "Nagłówki są oznaczone w całej książce.",
        "index": "Indeks prowadzi do wskazanych w nim miejsc.",
        "pageNavigation": "Zachowano numery stron wydania drukowanego.",
        "none": "Nic się nie porusza, nie miga ani nie wydaje dźwięków.",
    },
}


def accessibility_statements(contents: Contents, language: str) -> tuple[Meta, ...]:
    """Return the discovery metadata of EPUB Accessibility 1.1 §2.2, as far as the documents earn it.

    The summary is in the book's language where the pipeline has words for it, else in English.
    """
    alternatives = [text for document in contents.documents for text in pictures(document)]
    textual = None not in alternatives
    features = tuple(name for name, earned in FEATURES.items() if earned(contents))
    hazard = "unknown" if any(map(moves, contents.documents)) else "none"
    summary_language = language if language.split("-")[0] in _SENTENCES else "en"
    sentences = _SENTENCES[summary_language.split("-")[0]]
    said = (*(("textual",) if textual else ()), *features, hazard)
    return (
        Meta("schema:accessMode", "textual"),
        *((Meta("schema:accessMode", "visual"),) if alternatives else ()),
        Meta("schema:accessModeSufficient", "textual" if textual else "textual,visual"),
        *(Meta("schema:accessibilityFeature", name) for name in features),
        Meta("schema:accessibilityHazard", hazard),
        Meta(
            "schema:accessibilitySummary",
            " ".join(sentence for name, sentence in sentences.items() if name in said),
            language=summary_language,
        ),
    )
