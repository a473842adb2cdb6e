"""Success criteria of WCAG 2.2, level AA, as far as a machine can hold a publication to them.

Each is a test that yields what it finds wrong. What the format of the manuscript cannot express (forms, media, pointer
gestures, time limits) needs no test: criteria 1.2, 2.1 to 2.3, 2.5 and 3.2 to 3.3 are met by there being no such thing,
which `_moving` makes sure of.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipeline.check.contrast import colours_that_fade
from pipeline.check.documents import XHTML
from pipeline.check.languages import is_known
from pipeline.check.publication import (
    HEADINGS,
    MATHML,
    Page,
    PublicationContents,
    elements,
    has_header_cells,
    links_within,
    moves,
    pictures,
    said,
)

_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ABSOLUTE_LENGTH: Final = re.compile(r"(?<![\w#-])\d*\.?\d+(px|pt|pc|mm|cm|in)\b")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_REFERENCES: Final = ("aria-labelledby", "aria-describedby", "aria-details")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a criterion forbids: in which document, on which of its lines, and what."""

    page: str
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion: its number in WCAG 2.2, its name, and the test of it."""

    number: str
    name: str
    faults: Callable[[PublicationContents], Iterator[Fault]]


def _at(page: Page, element: etree._Element, problem: str) -> Fault:
    return Fault(page.name, element.sourceline or 0, problem)


def _alternatives(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        for element, alternative in pictures(page):
            if not alternative:
                yield _at(page, element, "a picture has no text alternative")
        for formula in elements(page, f"{MATHML}math"):
            if not formula.get("alttext"):
                yield _at(page, formula, "a formula has no text alternative")


def _tables(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        for table in elements(page, f"{XHTML}table"):
            if not has_header_cells(table):
                yield _at(page, table, "a table has no header cells")


def _heading_levels(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        level = 0
        for heading in elements(page, *HEADINGS):
            new = int(str(heading.tag)[-1])
            if new > level + 1:
                yield _at(page, heading, f"a heading of level {new} follows one of level {level}")
            level = new


def _colours(contents: PublicationContents) -> Iterator[Fault]:
    for problem in colours_that_fade(contents.rules):
        yield Fault("", 0, f"the style sheet {problem}")
    for page in contents.all_pages:
        for drawing in elements(page, "{http://www.w3.org/2000/svg}svg"):
            for problem in colours_that_fade(drawing):
                yield _at(page, drawing, f"a drawing {problem}")


def _sizes(contents: PublicationContents) -> Iterator[Fault]:
    if found := _ABSOLUTE_LENGTH.search(contents.rules):
        yield Fault("", 0, f"the style sheet sets a size that readers cannot change: {found[0]}")
    if "!important" in contents.rules:
        yield Fault("", 0, "the style sheet overrules the reader (!important)")


def _moving(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        if moves(page):
            yield Fault(page.name, 0, "something moves, sounds or runs")


def _titles(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        if not (page.root.findtext(f"{XHTML}head/{XHTML}title") or "").strip():
            yield Fault(page.name, 0, "the document has no title")


def _links(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        for link in elements(page, f"{XHTML}a"):
            if link.get("href") and not said(link):
                yield _at(page, link, f"a link says nothing: {link.get('href')}")


def _ways(contents: PublicationContents) -> Iterator[Fault]:
    if not links_within(contents.navigation, "toc"):
        yield Fault(contents.navigation.name, 0, "there is no table of contents")


def _headings(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        found = list(elements(page, *HEADINGS))
        if not found and not page.display:
            yield Fault(page.name, 0, "the document has no heading")
        for heading in found:
            if not said(heading):
                yield _at(page, heading, "a heading says nothing")


def _language(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        if not page.root.get("lang") or page.root.get("lang") != page.root.get(_XML_LANGUAGE):
            yield Fault(page.name, 0, "the document does not say its language")
    first = {page.root.get("lang"): page for page in reversed((contents.navigation, *contents.pages))}
    for language, page in first.items():
        if language and not is_known(language, contents.languages):
            yield Fault(page.name, 0, _strange(language))


def _language_of_parts(contents: PublicationContents) -> Iterator[Fault]:
    """Yield words in a language that nobody knows, and Arabic or Hebrew letters that do not say theirs.

    The latter in documents written from left to right.
    """
    for page in contents.all_pages:
        for element in elements(page):
            language = element.get("lang")
            if language and element is not page.root and not is_known(language, contents.languages):
                yield _at(page, element, _strange(language))
            texts = (element.text, *(child.tail for child in element))
            if any(text and _RIGHT_TO_LEFT.search(text) for text in texts) and not _is_marked(element, page):
                yield _at(page, element, "words in another script do not say their language")


def _strange(language: str) -> str:
    return f"“{language}” is a language that the hyphenation does not know and book.yaml does not name"


def _is_marked(element: etree._Element, page: Page) -> bool:
    around = (element, *element.iterancestors())
    languages = (node.get("lang") for node in around if node is not page.root)
    return page.root.get("dir") == "rtl" or any(languages)


def _names(contents: PublicationContents) -> Iterator[Fault]:
    for page in contents.all_pages:
        ids = Counter(element.get("id") for element in elements(page) if element.get("id"))
        for name in sorted(name for name, count in ids.items() if name and count > 1):
            yield Fault(page.name, 0, f"two elements are called “{name}”")
        for element in elements(page):
            for attribute in _REFERENCES:
                for name in element.get(attribute, "").split():
                    if name not in ids:
                        yield _at(page, element, f"{attribute} names “{name}”, which is not there")


CRITERIA: Final = (
    Criterion("1.1.1", "Non-text content", _alternatives),
    Criterion("1.3.1", "Info and relationships (tables)", _tables),
    Criterion("1.3.1", "Info and relationships (headings)", _heading_levels),
    Criterion("1.4.3, 1.4.11", "Contrast", _colours),
    Criterion("1.4.4, 1.4.10, 1.4.12", "Resize text, reflow, text spacing", _sizes),
    Criterion("2.2.2, 2.3.1", "Moving, flashing", _moving),
    Criterion("2.4.2", "Page titled", _titles),
    Criterion("2.4.4", "Link purpose", _links),
    Criterion("2.4.5", "Multiple ways", _ways),
    Criterion("2.4.6", "Headings and labels", _headings),
    Criterion("3.1.1", "Language of page", _language),
    Criterion("3.1.2", "Language of parts", _language_of_parts),
    Criterion("4.1.2", "Name, role, value", _names),
)
"""The criteria with a test, in the order of WCAG 2.2."""
