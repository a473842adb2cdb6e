"""The one place that talks to citeproc-py: sources in, marked text out (see `citations_markup`)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import takewhile
from typing import Any, Final

from citeproc import DATES, NAMES, VARIABLES, CitationStylesBibliography, CitationStylesStyle, Locator
from citeproc import Citation as CslCitation
from citeproc import CitationItem as CslItem
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from pipeline.book.manuscript import Source
from pipeline.book.memory import LastBuild
from pipeline.book.names import SourceKey
from pipeline.link.citations_markup import CITED, DOI, END, FOREIGN, NUMBER, URL, Formatter, clean, mend, unmarked
from pipeline.link.collation import Collation

_NAME_PARTS: Final = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")


@dataclass(frozen=True, slots=True)
class Cite:
    """One source of a citation, its locator split into CSL's label (“page”) and what it counts (“3–5”)."""

    key: SourceKey
    label: str | None = None
    locator: str = ""


class _NumberedItem(CslItem):  # type: ignore[misc]  # citeproc-py has no types
    """A source whose number can be told from the rest of its bibliography entry."""

    @property
    def number(self) -> String:
        return String(f"{NUMBER}{super().number}{END}")


class CitationEngine:
    """A style with the sources it is to write: the cited ones, in the order of their first citation."""

    def __init__(
        self, style: CitationStylesStyle, sources: Sequence[Source], book_language: str, collation: Collation
    ) -> None:
        self._style = style
        # citeproc-py lowers keys, so sources have names of its own here.
        self._ids = {source.key: f"source-{number}" for number, source in enumerate(sources)}
        whole_dates = not style.root.xpath_search("//cs:style//cs:date[@date-parts or not(@form)]")
        data = [_csl_json(self._ids[source.key], source.csl, book_language, whole_dates) for source in sources]
        self._bibliography = CitationStylesBibliography(style, CiteProcJSON(data), Formatter)
        for key in self._ids:
            self._bibliography.register(CslCitation([CslItem(self._ids[key])]))
        if style.has_bibliography():
            self._sort(collation)
        self._cited: LastBuild[tuple[Cite, ...], str] = LastBuild()
        self._entries: dict[SourceKey, str] = {}
        self.looks_back: Final = bool(style.root.xpath_search("//*[@position]"))
        """Whether the style writes a later citation otherwise than the first (“ibid.”)."""

    def begin(self) -> None:
        """Begin a book with the same sources."""
        self._cited.begin()

    @property
    def lists_sources(self) -> bool:
        """Tell whether the style has a bibliography."""
        return bool(self._style.has_bibliography())

    @property
    def numeric(self) -> bool:
        """Tell whether the style cites by number."""
        formats = self._style.root.xpath_search("./cs:info/cs:category/@citation-format")
        return "numeric" in formats

    @property
    def keys(self) -> tuple[SourceKey, ...]:
        """The sources in the bibliography's order."""
        names = {name: key for key, name in self._ids.items()}
        return tuple(names[item.key] for item in self._bibliography.items)

    def entry(self, key: SourceKey) -> str:
        """Return a source's entry in the bibliography; its number, if it has one, stands between NUMBER and END."""
        if key not in self._entries:
            item = _NumberedItem(self._ids[key])
            self._adopt(CslCitation([item]))
            self._entries[key] = mend("".join(map(str, self._style.render_bibliography([item]))))
        return self._entries[key]

    def citation(self, cites: tuple[Cite, ...]) -> str:
        """Return a citation; each source stands between CITED, the letter of its position (see `letter`), and END.

        A style that looks back must be asked in reading order.
        """
        known = None if self.looks_back else self._cited.find(cites)
        return self._cited.keep(cites, self._cite(cites)) if known is None else known

    def term(self, name: str) -> str:
        """Return a word of the style's language: “and”, “et-al”."""
        return str(self._style.root.get_single_term(name=name))

    def short_term(self, name: str) -> str:
        """Return the abbreviation of a word of the style's language: “n.d.” for “no date”."""
        return str(self._style.root.get_single_term(name=name, form="short"))

    def _cite(self, cites: tuple[Cite, ...]) -> str:
        items = []
        for position, cite in enumerate(cites):
            located = {"locator": Locator(cite.label, cite.locator)} if cite.label else {}
            items.append(CslItem(self._ids[cite.key], prefix=f"{CITED}{letter(position)}", suffix=END, **located))
        citation = CslCitation(items)
        self._adopt(citation)
        marked = mend(str(self._bibliography.cite(citation, lambda item: None)))
        # A style may have nothing to say of a source that lacks what it cites by; the way to it must stay.
        silent = [
            f"{CITED}{letter(position)}{cite.key}{END}"
            for position, cite in enumerate(cites)
            if f"{CITED}{letter(position)}" not in marked
        ]
        return "; ".join(filter(None, (marked, *silent)))

    def _adopt(self, citation: CslCitation) -> None:
        citation.bibliography = self._bibliography

    def _sort(self, collation: Collation) -> None:
        """Put the sources in the order the style's sort keys ask for, compared as the book's language files them."""
        bibliography = self._style.root.bibliography
        layout = bibliography.layout
        keys = bibliography.xpath_search("./cs:sort/cs:key")
        items = list(self._bibliography.items)
        for key in reversed(keys):  # sorting is stable: the first key is applied last and decides
            values = [_sort_value(value, collation) for value in key.sort_keys(items, layout)]
            descending = key.get("sort", "ascending") == "descending"
            items = [item for _, item in _sorted_with(zip(values, items, strict=True), descending)]
        self._bibliography.items = items
        self._bibliography.keys = [item.key for item in items]


def letter(position: int) -> str:
    """Return the character that names the source at `position` (from 0) of a citation: from Unicode's private plane."""
    return chr(0x100000 + position)


def _sort_value(value: object, collation: Collation) -> tuple[int, Any] | None:
    if value is None:
        return None
    if isinstance(value, int):
        return (0, value)
    return (1, collation.key(unmarked(str(value))))


def _sorted_with(pairs: Iterable[tuple[Any, Any]], descending: bool) -> list[tuple[Any, Any]]:
    def compare(left: tuple[Any, Any], right: tuple[Any, Any]) -> int:
        if left[0] is None or right[0] is None:  # CSL 1.0.2, “Sorting”: empty values come last either way
            return (left[0] is None) - (right[0] is None)
        result = int(left[0] > right[0]) - int(left[0] < right[0])
        return -result if descending else result

    return sorted(pairs, key=cmp_to_key(compare))


def _csl_json(name: str, csl: Mapping[str, object], book_language: str, whole_dates: bool) -> dict[str, object]:
    """Return a source as citeproc-py takes it: only variables it knows, values marked where we want to find them."""
    item: dict[str, object] = {"id": name, "type": str(csl.get("type", "document"))}
    item.update(_variables(csl, whole_dates))
    language = str(csl.get("language", book_language))
    title = str(item.get("title", ""))
    if title and not title.startswith("[") and _primary(language) != _primary(book_language):
        item["title"] = f"{FOREIGN}{title}{END}"
    if "URL" in item:
        item["URL"] = f"{URL}{item['URL']}{END}"
    if "DOI" in item:
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", str(item["DOI"]))
        item["DOI"] = f"{DOI}{bare}{END}"
    return item


def _variables(csl: Mapping[str, object], whole_dates: bool) -> Iterator[tuple[str, object]]:
    for name, value in csl.items():
        variable = name.replace("-", "_")
        if variable in NAMES and isinstance(value, (list, tuple)):
            yield name, [_name(person) for person in value]
        elif variable in DATES and isinstance(value, Mapping):
            yield name, _date(value, whole_dates)
        elif variable in VARIABLES and variable not in NAMES and isinstance(value, (str, int, float)):
            yield name, clean(str(value))


def _date(value: Mapping[str, object], whole_dates: bool) -> dict[str, object]:
    """Return a date as CSL-JSON; a range of which citeproc-py would lose a part becomes what its two ends share.

    It loses the year of a range within one year where a style takes dates apart, and all of one whose ends are not
    equally exact.
    """
    parts = value.get("date-parts")
    if isinstance(parts, Sequence) and len(parts) == 2:
        begin, end = parts
        shared = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(begin, end, strict=False))]
        if begin == end or (shared and (len(begin) != len(end) or not whole_dates)):
            return {**value, "date-parts": [shared]}
        exactness = min(len(begin), len(end))
        return {**value, "date-parts": [begin[:exactness], end[:exactness]]}
    return dict(value)


def _name(person: Mapping[str, object]) -> dict[str, str]:
    if "literal" in person:
        return {"literal": clean(str(person["literal"]))}
    return {part: clean(str(person[part])) for part in _NAME_PARTS if person.get(part)}


def _primary(language: str) -> str:
    return language.split("-")[0].lower()
