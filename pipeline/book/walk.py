"""Walking a book's tree in reading order."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache


def walk(node: object) -> Iterator[object]:
    """Yield every dataclass value within `node`, itself first, depth first and in reading order."""
    if isinstance(node, tuple):
        for item in node:
            yield from walk(item)
    elif is_dataclass(node) and not isinstance(node, type):
        yield node
        for name in _field_names(type(node)):
            value = getattr(node, name)
            if isinstance(value, tuple) or is_dataclass(value):
                yield from walk(value)


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind) if item.name != "location")
