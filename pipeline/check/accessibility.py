"""What a publication offers to readers who cannot see, hear or hold it: claimed where a check earned it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from pipeline.book.accessibility import Accessibility
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import GeneratedKind
from pipeline.check.criteria import CRITERIA, Fault
from pipeline.check.documents import XHTML, parse
from pipeline.check.epub_file import OPF
from pipeline.check.packaged_book import PackagedBook
from pipeline.check.publication import (
    HEADINGS,
    Page,
    PublicationContents,
    elements,
    links_within,
    moves,
    pictures,
    roles,
)
from pipeline.rules import EPUB_CLAIM, EPUB_CRITERION

NAVIGATION: Final = "nav.xhtml"
CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""How conformance is written (EPUB Accessibility 1.1 §4.4.2)."""

_COVER: Final = f"{GeneratedKind.COVER}.xhtml"
_ABSOLUTE_LENGTH: Final = re.compile(r"(?<![\w#-])\d*\.?\d+(px|pt|pc|mm|cm|in)\b")

FEATURES: Final[Mapping[str, Callable[[PublicationContents], bool]]] = {
    "ARIA": lambda it: any(role.startswith("doc-") for page in it.all_pages for role in roles(page)),
    "alternativeText": lambda it: all(_alternatives(it)) and bool(_alternatives(it)),
    "displayTransformability": lambda it: not _ABSOLUTE_LENGTH.search(it.rules),
    "index": lambda it: any(links_within(page, "index") for page in it.pages),
    "pageBreakMarkers": lambda it: any("doc-pagebreak" in roles(page) for page in it.all_pages),
    "pageNavigation": lambda it: links_within(it.navigation, "page-list") > 0,
    "readingOrder": lambda it: bool(it.pages),
    "structuralNavigation": lambda it: all(page.display or _has_heading(page) for page in it.pages),
    "tableOfContents": lambda it: links_within(it.navigation, "toc") > 0,
    "unlocked": lambda it: not it.is_locked,
}
"""Values of schema:accessibilityFeature, each with the test that earns it."""


_CODES: Final[Mapping[str, Callable[[PublicationContents, Accessibility], bool]]] = {
    "04": lambda _, offered: offered.conforms,
    "10": lambda _, offered: "unlocked" in offered.features,
    "11": lambda _, offered: "tableOfContents" in offered.features,
    "12": lambda _, offered: "index" in offered.features,
    "13": lambda _, offered: "readingOrder" in offered.features,
    "14": lambda _, offered: "alternativeText" in offered.features,
    "16": lambda it, _: all(_has_numbers(figure) for figure in _charts(it)) and bool(_charts(it)),
    "19": lambda _, offered: {"pageBreakMarkers", "pageNavigation"} <= set(offered.features),
    "22": lambda it, _: not any(_faults_of(it, "3.1")),
    "29": lambda _, offered: "structuralNavigation" in offered.features,
    "30": lambda _, offered: "ARIA" in offered.features,
    "32": lambda it, _: links_within(it.navigation, "landmarks") > 0,
    "36": lambda _, offered: "displayTransformability" in offered.features,
    "52": lambda _, offered: offered.sufficient == "textual",
    "82": lambda _, offered: offered.conforms,
    "85": lambda _, offered: offered.conforms,
}
"""Codes of ONIX list 196, each with the test that earns it: EPUB Accessibility 1.1, nothing disabled, contents, index,
one reading order, short alternatives, data of charts, printed pages, language, headings, ARIA, landmarks, text that can
be changed, reading without sight, WCAG 2.2, level AA."""


def survey_accessibility(
    markups: Sequence[ChapterMarkup], navigation: str, style_sheet: str, languages: Collection[str] = ()
) -> Accessibility:
    """Return what documents that are about to be packaged offer; `markups` are those of Medium.EPUB.

    `languages` are those that the book vouches for.
    """
    pages = tuple(
        Page(markup.file_name, parse(markup.xhtml), markup.display) for markup in markups if markup.file_name != _COVER
    )
    navigation_page = Page(NAVIGATION, parse(navigation))
    return earned(PublicationContents(pages, navigation_page, style_sheet, languages=languages))


def earned(contents: PublicationContents, conforms: bool | None = None) -> Accessibility:
    """Return what a publication may claim; `conforms` tells whether it has no fault, where that is known."""
    alternatives = _alternatives(contents)
    offered = Accessibility(
        modes=("textual", "visual") if alternatives else ("textual",),
        sufficient="textual" if all(alternatives) else "textual,visual",
        features=tuple(name for name, is_there in FEATURES.items() if is_there(contents)),
        hazard="unknown" if any(map(moves, contents.pages)) else "none",
        conforms=next(faults(contents), None) is None if conforms is None else conforms,
    )
    codes = tuple(code for code, is_earned in _CODES.items() if is_earned(contents, offered))
    return replace(offered, codes=codes)


def faults(contents: PublicationContents) -> Iterator[tuple[str, Fault]]:
    """Yield each fault with the criterion that forbids it."""
    return _faults_of(contents, "")


def _faults_of(contents: PublicationContents, numbers: str) -> Iterator[tuple[str, Fault]]:
    """Yield the faults against the criteria whose numbers begin so."""
    for criterion in CRITERIA:
        if criterion.number.startswith(numbers):
            for fault in criterion.faults(contents):
                yield f"{criterion.number} {criterion.name}", fault


def check_accessibility(book: PackagedBook) -> Iterator[Diagnostic]:
    """Yield what WCAG 2.2 AA forbids in a finished EPUB, and each claim of its metadata that is not earned."""
    contents = _contents(book)
    if contents is None:
        return
    found = tuple(faults(contents))
    for criterion, fault in found:
        place = book.place_in(book.file.path_of(fault.page), fault.line) if fault.page else None
        if fault.page == contents.navigation.name:
            place = book.linked.book.metadata.language_location
        yield EPUB_CRITERION.at(place, criterion=criterion, problem=fault.problem)
    offered, claimed = set(_claims(earned(contents, conforms=not found))), set(_claimed(book))
    for name, value in sorted(claimed - offered):
        yield EPUB_CLAIM.at(None, claim=f"{name}: {value}", problem="is claimed, but not earned")
    for name, value in sorted(offered - claimed):
        yield EPUB_CLAIM.at(None, claim=f"{name}: {value}", problem="is there, but not said")


def _contents(book: PackagedBook) -> PublicationContents | None:
    file, navigation = book.file, book.file.navigation
    if navigation is None:
        return None
    displays = {path for path, markup in book.markups.items() if markup.display}
    pages = tuple(
        Page(book.name(path), file.documents[path].root, path in displays)
        for path in file.spine
        if path in file.documents and book.name(path) != _COVER
    )
    return PublicationContents(
        pages,
        Page(book.name(navigation.path), navigation.root),
        "\n".join(file.style_sheets.values()),
        "META-INF/encryption.xml" in file.names,
        book.linked.book.metadata.languages,
    )


def _claims(offered: Accessibility) -> Iterator[tuple[str, str]]:
    yield from (("schema:accessMode", mode) for mode in offered.modes)
    yield "schema:accessModeSufficient", offered.sufficient
    yield from (("schema:accessibilityFeature", feature) for feature in offered.features)
    yield "schema:accessibilityHazard", offered.hazard
    if offered.conforms:
        yield "dcterms:conformsTo", CONFORMANCE


def _claimed(book: PackagedBook) -> Iterator[tuple[str, str]]:
    names = {"schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature"}
    names |= {"schema:accessibilityHazard", "dcterms:conformsTo"}
    for meta in book.file.package.iter(f"{OPF}meta"):
        if meta.get("property") in names:
            yield meta.get("property", ""), (meta.text or "").strip()


def _alternatives(contents: PublicationContents) -> list[str]:
    return [alternative for page in contents.pages for _, alternative in pictures(page)]


def _charts(contents: PublicationContents) -> list[etree._Element]:
    return [
        figure
        for page in contents.pages
        for figure in elements(page, f"{XHTML}figure")
        if "chart" in figure.get("class", "").split()
    ]


def _has_numbers(chart: etree._Element) -> bool:
    """Tell whether a chart's numbers follow it as a table."""
    following = chart.getnext()
    return following is not None and next(following.iter(f"{XHTML}table"), None) is not None


def _has_heading(page: Page) -> bool:
    return next(page.root.iter(*HEADINGS), None) is not None
