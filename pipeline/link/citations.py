"""Citations and bibliography, written as the book's citation style says (CSL 1.0.2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.inlines import Citation, CitationItem, Inline, Inlines, Text
from pipeline.book.linked import BibliographyEntry
from pipeline.book.manuscript import Book, Source
from pipeline.book.names import AnchorId, CitationId, LanguageTag, SourceKey
from pipeline.book.nearest import nearest
from pipeline.link.citations_engine import CitationEngine, Cite, letter
from pipeline.link.citations_locator import split_locator
from pipeline.link.citations_markup import Cited, split_number, to_inlines
from pipeline.link.citations_narrative import narrative
from pipeline.link.citations_standing import StandingCitations
from pipeline.link.citations_style import DEFAULT_STYLE, UnknownStyleError, check_style, style_names
from pipeline.link.survey import Survey
from pipeline.rules import (
    SOURCE_INCOMPLETE,
    SOURCE_LEFT_OUT,
    SOURCE_NOT_CITED,
    STYLE_WITHOUT_BIBLIOGRAPHY,
    UNKNOWN_SOURCE,
    UNKNOWN_STYLE,
)

_PEOPLE: Final = ("author", "editor", "translator", "director", "composer", "illustrator", "interviewer")


@dataclass(frozen=True, slots=True)
class Citations:
    """What stands in the text for each citation, and the sources they lead to in the style's order."""

    texts: Mapping[CitationId, Inlines]
    bibliography: tuple[BibliographyEntry, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def source_anchor(key: SourceKey) -> AnchorId:
    """Return the anchor of a source's entry in the bibliography."""
    return AnchorId(f"ref-{key}")


def format_citations(book: Book, surveys: Sequence[Survey], standing: StandingCitations | None = None) -> Citations:
    """Write the citations of chapters, given in reading order, and the sources they and the book's charts name.

    Within a citation each source is one `CitedSource`; an unknown key is a diagnostic and left out. Without a usable
    style the pipeline's own is taken, so that the rest of the book can still be looked at.
    """
    sources = _first_of_each(book.sources)
    named = tuple(_named(surveys))
    diagnostics = tuple(_check(book, sources, named))
    style = book.metadata.citation_style
    where = book.metadata.citation_style_location or book.metadata.location
    language = book.metadata.language
    usable = style
    try:
        check_style(style)
    except UnknownStyleError:
        hint = nearest(style, style_names())
        diagnostics += (UNKNOWN_STYLE.at(where, hint, style=style),)
        usable = DEFAULT_STYLE
    keys = dict.fromkeys(key for key, _ in named if key in sources)
    engine = (standing or StandingCitations()).engine(usable, language, [sources[key] for key in keys])
    if not engine.lists_sources:
        diagnostics += (STYLE_WITHOUT_BIBLIOGRAPHY.at(where, style=style),)
    entries = [_entry(sources[key], engine) for key in engine.keys] if engine.lists_sources else []
    left_out = (sources[entry.key] for entry in entries if not entry.text)
    return Citations(
        {citation.id: _citation(citation, sources, engine) for survey in surveys for citation in survey.citations},
        tuple(entries),
        (*diagnostics, *(SOURCE_LEFT_OUT.at(item.location, style=style, key=item.key) for item in left_out)),
    )


def _first_of_each(sources: Sequence[Source]) -> dict[SourceKey, Source]:
    return {source.key: source for source in reversed(sources)}


def _named(surveys: Sequence[Survey]) -> Iterator[tuple[SourceKey, SourceLocation]]:
    for survey in surveys:
        for citation in survey.citations:
            for item in citation.items:
                yield item.key, item.location
    for survey in surveys:
        for value in survey.values:
            for key in value.sources:
                yield key, value.location


def _check(
    book: Book, sources: Mapping[SourceKey, Source], named: Sequence[tuple[SourceKey, SourceLocation]]
) -> Iterator[Diagnostic]:
    for key, location in named:
        if key not in sources:
            yield UNKNOWN_SOURCE.at(location, nearest(key, sources), key=key)
    cited = {key for key, _ in named}
    for source in sources.values():
        if not any(source.csl.get(variable) for variable in ("title", *_PEOPLE)):
            yield SOURCE_INCOMPLETE.at(source.location, key=source.key)
    for source in book.sources:
        if source.key not in cited:
            yield SOURCE_NOT_CITED.at(source.location, key=source.key)


def _entry(source: Source, engine: CitationEngine) -> BibliographyEntry:
    number, marked = split_number(engine.entry(source.key))
    language = source.csl.get("language")
    text = to_inlines(marked, source.location, language=LanguageTag(str(language)) if language else None)
    return BibliographyEntry(source.key, source_anchor(source.key), text, source.location, number)


def _citation(citation: Citation, sources: Mapping[SourceKey, Source], engine: CitationEngine) -> Inlines:
    known = [item for item in citation.items if item.key in sources]
    if not known:
        return (Text("[" + "; ".join(f"{item.key}?" for item in citation.items) + "]"),)
    if citation.narrative:
        return narrative(known[0], sources[known[0].key], engine)
    cites = []
    affixes = {}
    for position, item in enumerate(known):
        label, locator = split_locator(item.locator)
        cites.append(Cite(item.key, label, locator))
        affixes[letter(position)] = _affixes(item, "" if label else locator)
    inlines = to_inlines(engine.citation(tuple(cites)), citation.location, affixes)
    if any(item.prefix or item.locator or item.suffix for item in known):
        return tuple(map(_part_clearly, inlines))
    return inlines


def _affixes(item: CitationItem, unlabelled: str) -> Cited:
    before = f"{item.prefix.strip()} " if item.prefix.strip() else ""
    after = f", {unlabelled}" if unlabelled else ""
    suffix = item.suffix.rstrip()
    if suffix:
        after += suffix if suffix[0] in ",;.: " else f" {suffix}"
    return Cited(item.key, before, after)


def _part_clearly(inline: Inline) -> Inline:
    """Part sources that have locators by semicolons: “12, p. 3; 14” cannot be read as pages 3 and 14."""
    return Text("; ") if inline == Text(", ") else inline
