"""The metadata block of a chapter."""

from typing import Annotated

from pydantic import InstanceOf

from pipeline.book.manuscript import Status
from pipeline.book.names import PieceType
from pipeline.read.models.base import Filled, Flag, Model, Name, one_of
from pipeline.read.yaml_text import Scalar

StatusText = Annotated[InstanceOf[Scalar], *one_of(*(status.value for status in Status), what="status")]
TypeText = Annotated[InstanceOf[Scalar], *one_of(*(kind.value for kind in PieceType), what="type")]


class ChapterModel(Model):
    """What stands between the two lines of --- at the head of a chapter."""

    title: Filled
    short_title: Filled | None = None
    id: Name | None = None
    status: StatusText | None = None
    type: TypeText | None = None
    numbered: Flag = True
