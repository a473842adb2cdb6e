"""Texts of a whole book as they are held: in UTF-8, half the room of Python's own where one quotation mark is curly."""

from collections.abc import Iterator, MutableMapping
from typing import Generic, TypeVar, overload

Name = TypeVar("Name")


class Texts(MutableMapping[Name, str], Generic[Name]):
    """Texts by their names."""

    def __init__(self) -> None:
        """Begin without any."""
        self._data: dict[Name, bytes] = {}

    def __getitem__(self, name: Name) -> str:
        """Return a text."""
        return self._data[name].decode()

    def __setitem__(self, name: Name, text: str) -> None:
        """Hold a text."""
        self._data[name] = text.encode()

    def __delitem__(self, name: Name) -> None:
        """Forget a text."""
        del self._data[name]

    def __iter__(self) -> Iterator[Name]:
        """Yield the names in the order in which they came."""
        return iter(self._data)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._data)


class HeldText:
    """A field of a dataclass without slots that is a text to everybody and UTF-8 to its owner alone."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the field's name."""
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> "HeldText": ...
    @overload
    def __get__(self, owner: object, kind: type) -> str: ...
    def __get__(self, owner: object | None, kind: type) -> "HeldText | str":
        """Return the text."""
        if owner is None:
            raise AttributeError(self._name)  # the field has no default
        data: bytes = vars(owner)[self._name]
        return data.decode()

    def __set__(self, owner: object, text: str) -> None:
        """Hold the text, which a frozen dataclass sets once."""
        vars(owner)[self._name] = text.encode()
