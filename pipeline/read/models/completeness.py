"""completeness.yaml: what the finished book must contain."""

from typing import Annotated

from pydantic import InstanceOf

from pipeline.book.data import BlockName
from pipeline.read.models.base import Count, Filled, Model, one_of
from pipeline.read.yaml_text import Scalar

BlockText = Annotated[InstanceOf[Scalar], *one_of(*(name.value for name in BlockName), what="block")]


class SectionModel(Model):
    """A section that must be there, with its least number of words."""

    anchor: Filled
    min_words: Count = 0


class PieceModel(Model):
    """A piece that must be there: a file or a generated piece's name."""

    piece: Filled
    min_words: Count = 0
    sections: tuple[SectionModel, ...] = ()
    blocks: tuple[BlockText, ...] = ()


class CompletenessModel(Model):
    """completeness.yaml."""

    pieces: tuple[PieceModel, ...] = ()
    infobox_fields: tuple[Filled, ...] = ()
    min_index_entries: Count = 0
    min_notes: Count = 0
    min_sources: Count = 0
    see_also_items: Count = 0
