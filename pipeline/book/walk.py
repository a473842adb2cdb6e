"""Walking a book's tree in reading order."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from pipeline.book.blocks import Paragraph


def walk(node: object) -> Iterator[object]:
    """Yield every dataclass value within `node`, itself first, depth first and in reading order."""
    return _walk(node, ())


def walk_blocks(node: object) -> Iterator[object]:
    """Yield as `walk` does, but nothing of what stands within paragraphs: most of a book, and no block is among it."""
    return _walk(node, (Paragraph,))


def _walk(node: object, closed: tuple[type, ...]) -> Iterator[object]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed(node))
            continue
        names = _field_names(type(node))
        if names is not None:
            yield node
            if isinstance(node, closed):
                continue
            for name in reversed(names):
                value = getattr(node, name)
                if isinstance(value, tuple) or _field_names(type(value)) is not None:
                    waiting.append(value)


_known: dict[type, tuple[str, ...] | None] = {}


def _field_names(kind: type) -> tuple[str, ...] | None:
    """Return the fields of a class of values that are walked into; None for a class of anything else."""
    if kind not in _known:
        names = (item.name for item in fields(kind) if item.name != "location") if is_dataclass(kind) else None
        _known[kind] = None if names is None else tuple(names)
    return _known[kind]
