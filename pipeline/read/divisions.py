"""What a division is for: a kind of text, a language, or a block that is filled from data."""

from collections.abc import Callable
from typing import Final

from pipeline import rules
from pipeline.book.blocks import Blocks, Division, DivisionKind
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import LanguageTag
from pipeline.book.nearest import nearest
from pipeline.read.data.table import DATA_CLASSES, data_block
from pipeline.read.excerpt import excerpt
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.positions import Lines
from pipeline.read.scope import Scope
from pipeline.read.spans import anchor_of, direction_of, language_of, unknown_attributes
from pipeline.read.syntax.attributes import NONE, Attributes, parse_attributes
from pipeline.read.token_tree import TokenNode

KINDS: Final = {kind.value: kind for kind in DivisionKind if kind is not DivisionKind.PLAIN}


def division_block(
    node: TokenNode,
    lines: Lines,
    scope: Scope,
    files: ManuscriptFiles,
    blocks_within: Callable[[LanguageTag | None], Blocks],
) -> Blocks:
    """Return the division or the data block; one of an unknown class is a finding and plain.

    `blocks_within` reads what stands in it, in the language given.
    """
    here = lines.location(node.line)
    if not node.token.meta["closed"]:
        scope.findings.append(rules.DIVISION_NOT_CLOSED.at(here))
    attributes = _attributes(node, here, scope)
    names = [name for name in attributes.classes if name in (*KINDS, *DATA_CLASSES)]
    for name in attributes.classes:
        if name not in names[:1]:
            hint = nearest(name, (*KINDS, *DATA_CLASSES))
            scope.findings.append(rules.UNKNOWN_CONSTRUCT.at(here, hint, what="class", name=name))
    if names and names[0] in DATA_CLASSES:
        return _data(names[0], attributes, node, lines, scope, files)
    unknown_attributes(attributes, attributes.classes, ("lang", "dir"), (), here, scope)
    kind = KINDS[names[0]] if names else DivisionKind.PLAIN
    language, direction = language_of(attributes, here, scope), direction_of(attributes, here, scope)
    anchor = anchor_of(attributes, here, scope)
    return (Division(kind, anchor, language, direction, blocks_within(language), here),)


def _data(
    name: str, attributes: Attributes, node: TokenNode, lines: Lines, scope: Scope, files: ManuscriptFiles
) -> Blocks:
    here = lines.location(node.line)
    unknown_attributes(attributes, attributes.classes, ("data",), (), here, scope)
    if node.children:
        reason = f"a block of class “{name}” is filled by the pipeline"
        scope.findings.append(rules.TEXT_LOST.at(lines.location(node.children[0].line), reason=reason))
    anchor = anchor_of(attributes, here, scope)
    block = data_block(name, attributes.value("data"), anchor, here, scope, files)
    return (block,) if block else ()


def _attributes(node: TokenNode, here: SourceLocation, scope: Scope) -> Attributes:
    written = node.token.meta["attributes"]
    if not written.startswith("{"):
        return Attributes(classes=(written,))
    parsed = parse_attributes(written, 0)
    if parsed and parsed[1] == len(written):
        return parsed[0]
    scope.findings.append(rules.BAD_ATTRIBUTES.at(here, attributes=excerpt(written)))
    return NONE
