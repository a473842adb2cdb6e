"""Figures: an image on a line of its own."""

from collections.abc import Sequence

from markdown_it.token import Token

from pipeline.book.blocks import Blocks, Figure
from pipeline.book.diagnostics import SourceLocation
from pipeline.read.inline_tree import alternative_text, read_inlines
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.positions import Positions, shifted
from pipeline.read.scope import Scope
from pipeline.read.spans import anchor_of, unknown_attributes
from pipeline.read.syntax.attributes import NONE


def figure_image(tokens: Sequence[Token]) -> Token | None:
    """Return the image token of a paragraph that holds an image and nothing else."""
    images = [token for token in tokens if token.type == "image"]
    rest = [token for token in tokens if token.type not in ("image", "finding")]
    alone = len(images) == 1 and all(token.type == "text" and not token.content.strip() for token in rest)
    return images[0] if alone else None


def figure(token: Token, positions: Positions, here: SourceLocation, scope: Scope, files: ManuscriptFiles) -> Blocks:
    """Return the figure; nothing, and a finding, where its image cannot be used."""
    attributes = token.meta.get("attributes", NONE)
    place = positions(token.meta["offset"])
    unknown_attributes(attributes, (), (), (), place, scope)
    anchor = anchor_of(attributes, place, scope) or scope.made_up("fig")
    caption = read_inlines(token.meta["title"], shifted(positions, token.meta["title_offset"]), scope)
    alt = alternative_text(token.content, scope)
    path = files.image(token.meta["href"], scope.file, place, scope.findings)
    return (Figure(anchor, path, alt, caption, here),) if path else ()
