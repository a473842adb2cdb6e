"""book.yaml: metadata and the spine."""

import re
from dataclasses import fields, replace
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    InstanceOf,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pipeline.book.names import GeneratedKind
from pipeline.book.vocabulary import Vocabulary
from pipeline.read.models.base import DateText, Filled, Flag, Model, Name, Text, filled
from pipeline.read.models.printing import PrintModel
from pipeline.read.yaml_text import Scalar

GENERATED = tuple(kind.value for kind in GeneratedKind if kind is not GeneratedKind.PART)


_LONGEST_SLUG: Final = 80
_LONGEST_FILE_NAME: Final = 200  # bytes; file systems take 255, and endings such as -print-cover.pdf come to it


def _slug(value: Scalar) -> Scalar:
    letters, size = len(value.text), len(value.text.encode())
    if letters > _LONGEST_SLUG:
        raise ValueError(f"files are named by it, so it has at most {_LONGEST_SLUG} characters; this has {letters}")
    if size > _LONGEST_FILE_NAME:
        raise ValueError(f"files are named by it, so it takes at most {_LONGEST_FILE_NAME} bytes; this takes {size}")
    return value


Slug = Annotated[Name, AfterValidator(_slug), Field(json_schema_extra={"maxLength": _LONGEST_SLUG})]
"""The name that the products' files go by."""


def _role(value: object) -> Scalar:
    """Accept the form of a MARC relator code."""
    scalar = filled(value)
    if not re.fullmatch("[a-z]{3}", scalar.text):
        raise ValueError(f"“{scalar.text}” is no MARC relator code: three small letters, as aut, edt or trl")
    return scalar


Role = Annotated[InstanceOf[Scalar], BeforeValidator(_role), WithJsonSchema({"type": "string"})]
"""The code of a role."""


class CreatorModel(Model):
    """Somebody who made the book; `role` is a MARC relator code, `group: true` is for what is no person."""

    name: Filled
    role: Role | None = None
    sort: Text | None = None
    group: Flag = False


def _isbn(value: object) -> Scalar:
    """Accept an ISBN of thirteen digits whose last is the check digit (ISO 2108, Annex A)."""
    scalar = filled(value)
    digits = isbn_digits(scalar)
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        raise ValueError(f"“{scalar.text}” is no ISBN: thirteen digits that begin with 978 or 979")
    if sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10:
        raise ValueError(f"“{scalar.text}” is no ISBN: its last digit does not agree with the others")
    return scalar


def isbn_digits(scalar: Scalar) -> str:
    """Return an ISBN without the hyphens or spaces it is written with."""
    return re.sub(r"[\s‐–-]", "", scalar.text)


Isbn = Annotated[InstanceOf[Scalar], BeforeValidator(_isbn), WithJsonSchema({"type": "string"})]
"""An ISBN that keeps its place."""


_UUID: Final = r"urn:uuid:[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_URI: Final = r"(?!urn:(uuid|isbn):)(urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:|https?://)[^\s<>\"{}|\\^`]+"
_ISBN_NAME: Final = "urn:isbn:"


def _identifier(value: object) -> Scalar:
    """Accept what names a book for good: a UUID (RFC 9562), an ISBN, or another URN (RFC 8141) or address."""
    scalar = filled(value)
    text = scalar.text
    if text.lower().startswith(_ISBN_NAME):
        _isbn(replace(scalar, text=text[len(_ISBN_NAME) :]))
    elif not re.fullmatch(_UUID, text) and not re.fullmatch(_URI, text):
        raise ValueError(f"“{text}” is no identifier: urn:uuid: and a UUID, urn:isbn: and an ISBN, or an https address")
    return scalar


Identifier = Annotated[InstanceOf[Scalar], BeforeValidator(_identifier), WithJsonSchema({"type": "string"})]
"""An identifier that keeps its place."""


class IsbnModel(Model):
    """The ISBN of each form of the book, as far as it has one; never that of another form."""

    print: Isbn | None = None
    pdf: Isbn | None = None
    epub: Isbn | None = None


class SpineEntry(Model):
    """A file, a generated piece's name, or a part with its chapters."""

    piece: Filled | None = None
    part: Filled | None = None
    chapters: tuple[Filled, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _name_alone(cls, value: object) -> object:
        if isinstance(value, Scalar):
            return {"piece": value}
        if isinstance(value, dict) and "piece" in value:
            raise ValueError("a part has the keys “part” and “chapters”; a file or a generated piece is named alone")
        if isinstance(value, dict) and "part" not in value:
            raise ValueError("an entry of the spine is a file, a generated piece’s name, or a part with chapters")
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        part = {
            "type": "object",
            "properties": {"part": {"type": "string"}, "chapters": {"type": "array", "items": {"type": "string"}}},
            "required": ["part", "chapters"],
            "additionalProperties": False,
        }
        return {"anyOf": [{"enum": list(GENERATED)}, {"type": "string", "pattern": r"\.md$"}, part]}


class SpineModel(Model):
    """The pieces of each matter, in reading order."""

    front: tuple[SpineEntry, ...] = ()
    body: tuple[SpineEntry, ...] = ()
    back: tuple[SpineEntry, ...] = ()


def _word_fields() -> dict[str, Any]:
    words: dict[str, Any] = {}
    for item in fields(Vocabulary):
        if item.name in ("numerals", "ordinals"):
            words[item.name] = (tuple[Filled, ...] | None, None)
        elif item.name == "months":
            words[item.name] = (Annotated[tuple[Filled, ...], Field(min_length=12, max_length=12)] | None, None)
        else:
            words[item.name] = (Filled | None, None)
    return words


WordsModel: type[Model] = create_model("WordsModel", __base__=Model, __doc__="The book's own words.", **_word_fields())


class BookModel(Model):
    """book.yaml."""

    title: Filled
    subtitle: Text | None = None
    slug: Slug
    language: Filled
    languages: tuple[Filled, ...] = ()
    identifier: Identifier
    creators: tuple[CreatorModel, ...] = ()
    publisher: Text | None = None
    edition: Text | None = None
    date: DateText | None = None
    rights: Text | None = None
    sources_statement: Text | None = None
    description: Text | None = None
    subjects: tuple[Text, ...] = ()
    isbn: IsbnModel | None = None
    thema: tuple[Text, ...] = ()
    citation_style: Text | None = None
    print_: PrintModel | None = None
    words: WordsModel | None = None
    spine: SpineModel
