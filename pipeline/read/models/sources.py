"""data/sources.yaml: CSL items (the variables and types of CSL 1.0.2, citationstyles.org)."""

import re
from typing import Annotated, Any

from pydantic import Field, InstanceOf, RootModel, WithJsonSchema, create_model, model_validator

from pipeline.read.models.base import Filled, Key, Model, Text, dated, one_of, parse_date_span
from pipeline.read.yaml_text import Scalar

TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map",
    "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
_PLAIN = (
    "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority",
    "call-number", "chapter-number", "citation-number", "collection-number", "collection-title",
    "container-title", "container-title-short", "dimensions", "division", "DOI", "edition", "event-place",
    "event-title", "first-reference-note-number", "genre", "ISBN", "ISSN", "issue", "jurisdiction", "keyword",
    "language", "license", "locator", "medium", "note", "number", "number-of-pages", "number-of-volumes",
    "original-publisher", "original-publisher-place", "original-title", "page", "page-first", "part-number",
    "part-title", "PMCID", "PMID", "printing-number", "publisher", "publisher-place", "references",
    "reviewed-genre", "reviewed-title", "scale", "section", "source", "status", "supplement-number", "title",
    "title-short", "URL", "version", "volume", "volume-title", "year-suffix",
)  # fmt: skip
NAMES = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editorial-director", "executive-producer", "guest", "host", "illustrator",
    "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
)  # fmt: skip
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")


class PersonNameModel(Model):
    """A person's name in parts, or `literal` for a body's."""

    family: Filled | None = None
    given: Filled | None = None
    literal: Filled | None = None
    suffix: Filled | None = None
    dropping_particle: Filled | None = None
    non_dropping_particle: Filled | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> "PersonNameModel":
        if self.family is None and self.literal is None:
            raise ValueError("a name has “family” (and “given”), or “literal”")
        return self


def parse_issued(text: str) -> dict[str, object]:
    """Return a date as CSL-JSON writes it: `2019-04-17`, `c. 1472`, or a range with a slash; raises ValueError."""
    circa = re.match(r"(?:c\.|ca\.|circa)\s*", text)
    span = parse_date_span(text[circa.end() :] if circa else text)
    parts = [
        [part for part in (day.year, day.month, day.day) if part is not None]
        for day in (span.start, span.end)
        if day is not None
    ]
    return {"date-parts": parts, "circa": True} if circa else {"date-parts": parts}


TypeText = Annotated[InstanceOf[Scalar], *one_of(*TYPES, what="CSL type")]
DateText = Annotated[InstanceOf[Scalar], dated(parse_issued), WithJsonSchema({"type": ["string", "integer"]})]


def _fields() -> dict[str, Any]:
    kinds: dict[str, Any] = dict.fromkeys(_PLAIN, Text)
    kinds |= dict.fromkeys(NAMES, tuple[PersonNameModel, ...])
    kinds |= dict.fromkeys(DATES, DateText)
    fields: dict[str, Any] = {"id": (Key, Field(alias="id")), "type": (TypeText, Field(alias="type"))}
    for variable, kind in sorted(kinds.items()):
        fields[variable.replace("-", "_")] = (kind | None, Field(default=None, alias=variable))
    return fields


SourceModel: type[Model] = create_model("SourceModel", __base__=Model, __doc__="One CSL item.", **_fields())


class SourcesModel(RootModel[tuple[SourceModel, ...]]):
    """data/sources.yaml: a list of CSL items."""
