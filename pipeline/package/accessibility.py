"""What the publication says of its accessibility: the words for what checks earned."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.book.accessibility import Accessibility
from pipeline.book.manuscript import BookMetadata
from pipeline.package.publication import Meta

CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""How conformance is written (EPUB Accessibility 1.1 §4.4.2)."""

_SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "textual": "All of it can be read as text: aloud, in braille, and in any size.",
        "alternativeText": "Every picture has a text alternative.",
        "tableOfContents": "The contents lead to every chapter and section.",
        "structuralNavigation": "Headings are marked as such throughout.",
        "index": "The index leads to the passages it names.",
        "pageNavigation": "The page numbers of the printed edition are kept.",
        "none": "Nothing moves, flashes or sounds.",
        "conforms": "A program held the publication to WCAG 2.2, level AA, and found nothing amiss.",
    },
    "pl": {
        "textual": "Całość można czytać jako tekst: na głos, w brajlu i w dowolnej wielkości.",
        "alternativeText": "Każda ilustracja ma opis tekstowy.",
        "tableOfContents": "Spis treści prowadzi do każdego rozdziału i podrozdziału.",
        "structuralNavigation": "Nagłówki są oznaczone w całej książce.",
        "index": "Indeks prowadzi do wskazanych w nim miejsc.",
        "pageNavigation": "Zachowano numery stron wydania drukowanego.",
        "none": "Nic się nie porusza, nie miga ani nie wydaje dźwięków.",
        "conforms": "Program sprawdził zgodność publikacji z WCAG 2.2 na poziomie AA i nie znalazł uchybień.",
    },
}


def accessibility_statements(offered: Accessibility, metadata: BookMetadata) -> Iterator[Meta]:
    """Yield the discovery metadata of EPUB Accessibility 1.1 §2.2 and §4.4, as far as it is earned.

    The summary is in the book's language where the pipeline has words for it, else in English. Who answers for
    conformance is the publisher, or else the authors.
    """
    yield from (Meta("schema:accessMode", mode) for mode in offered.modes)
    yield Meta("schema:accessModeSufficient", offered.sufficient)
    yield from (Meta("schema:accessibilityFeature", name) for name in offered.features)
    yield Meta("schema:accessibilityHazard", offered.hazard)
    language, text = summary(offered, metadata.language)
    yield Meta("schema:accessibilitySummary", text, language=language)
    if offered.conforms:
        yield Meta("dcterms:conformsTo", CONFORMANCE, id="conformance")
        answers = metadata.publisher or ", ".join(
            creator.name for creator in metadata.creators if creator.role == "aut"
        )
        if answers:
            yield Meta("a11y:certifiedBy", answers, refines="conformance")


def summary(offered: Accessibility, language: str) -> tuple[str, str]:
    """Return what a reader should know before buying, and the language it is in: the book's, or else English."""
    spoken = language if language.split("-")[0] in _SENTENCES else "en"
    sentences = _SENTENCES[spoken.split("-")[0]]
    said = {*offered.features, offered.hazard, "conforms" if offered.conforms else ""}
    said |= {"textual"} if offered.sufficient == "textual" else set()
    return spoken, " ".join(sentence for name, sentence in sentences.items() if name in said)
