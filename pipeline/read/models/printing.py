"""book.yaml, `print`: signature, paper and binding of the printed edition."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf, WithJsonSchema, model_validator

from pipeline.book.printing import Binding
from pipeline.read.models.base import Count, Model, Number, Text, one_of
from pipeline.read.yaml_text import Scalar


def _signature(pages: int) -> int:
    if not 4 <= pages <= 64 or pages % 4:
        raise ValueError(f"a signature of {pages} pages cannot be folded; write a multiple of 4 up to 64, such as 16")
    return pages


def _above_zero(number: float) -> float:
    if number <= 0:
        raise ValueError("a number above 0 is expected")
    return number


def _isbn(value: object) -> Scalar:
    if not isinstance(value, Scalar):
        raise ValueError("text is expected here")
    digits = value.text.replace("-", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 13 and digits[:3] in ("978", "979")):
        raise ValueError(f"“{value.text}” is not an ISBN of 13 digits; write 978-3-16-148410-0")
    if sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10:
        raise ValueError(f"“{value.text}” is not an ISBN: its last digit does not agree with the others")
    return value


Measure = Annotated[Number, AfterValidator(_above_zero)]
"""A length, weight or volume."""


class PaperModel(Model):
    """The paper: its weight in g/m² and its bulk in cm³/g, or the thickness of a leaf in mm."""

    weight: Measure | None = None
    bulk: Measure | None = None
    caliper: Measure | None = None

    @model_validator(mode="after")
    def _thickness_known(self) -> "PaperModel":
        if (self.weight is None) != (self.bulk is None) or (self.weight is None) == (self.caliper is None):
            raise ValueError("give “weight” (g/m²) and “bulk” (cm³/g), or “caliper” (mm) alone")
        return self

    @property
    def leaf(self) -> float:
        """The thickness of one leaf in mm."""
        if self.caliper is not None:
            return self.caliper
        assert self.weight is not None and self.bulk is not None  # what the validator asks for
        return self.weight * self.bulk / 1000


class PrintModel(Model):
    """How the book is printed; `signature` is in pages, `spine` in mm."""

    signature: Annotated[Count, AfterValidator(_signature), Field(json_schema_extra={"multipleOf": 4, "minimum": 4})]
    paper: PaperModel
    binding: Annotated[Text, *one_of(*Binding, what="binding")]
    spine: Measure | None = None
    isbn: Annotated[InstanceOf[Scalar], BeforeValidator(_isbn), WithJsonSchema({"type": "string"})] | None = None
