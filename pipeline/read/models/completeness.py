"""completeness.yaml: what the finished book must contain."""

from pipeline.read.models.base import Count, Filled, Model


class SectionModel(Model):
    """A section that must be there, with its least number of words."""

    anchor: Filled
    min_words: Count = 0


class PieceModel(Model):
    """A piece that must be there: a file or a generated piece's name."""

    piece: Filled
    min_words: Count = 0
    sections: tuple[SectionModel, ...] = ()


class CompletenessModel(Model):
    """completeness.yaml."""

    pieces: tuple[PieceModel, ...] = ()
    infobox_fields: tuple[Filled, ...] = ()
    min_index_entries: Count = 0
    see_also_items: Count = 0
