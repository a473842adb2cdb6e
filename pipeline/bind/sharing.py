"""Sharing: fonts, images and profiles that several parts bring along are stored once."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TypeAlias

from pikepdf import Object, Pdf, Stream

from pipeline.bind.references import number_of, numbers_in, with_tokens

Resource: TypeAlias = tuple[str, int]
"""Something pages draw with: the digest of it and of all it refers to, and its number in its part's PDF."""


def resources_of(pdf: Pdf) -> Iterator[Resource]:
    """Yield what the pages of a PDF draw with, and all that this refers to, but for what refers to itself."""
    digests = _Digests(pdf)
    for page in pdf.pages:
        for number in numbers_in(page.obj.Resources.unparse()):
            digests.of(number)
    yield from digests.found()


def shown_on_pages(pdf: Pdf) -> Iterator[str]:
    """Yield a digest of what each page of a PDF shows: its content, and all that this draws with."""
    digests = _Digests(pdf)
    for page in pdf.pages:
        drawn = (page.obj.get(name) for name in ("/MediaBox", "/Contents", "/Resources"))
        text = b" ".join(b"" if item is None else item.unparse() for item in drawn)
        yield sha256(digests.with_contents(text)).hexdigest()


class Stored:
    """What the parts of a book draw with, each alike stored in the first part that has it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._numbers: dict[str, int] = {}

    def elsewhere(self, base: int, resources: Sequence[Resource]) -> Mapping[int, int]:
        """Return which resources of the next part the book has already, and where; store the others.

        `base` is the first number of the part's range, which is above those of the parts before.
        """
        found = {own: self._numbers.setdefault(digest, base + own) for digest, own in resources}
        return {own: number for own, number in found.items() if number < base}


class _Digests:
    """The digest of every object looked at, by its number."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._known: dict[int, bytes] = {}
        self._begun: list[int] = []
        self._circular: set[int] = set()

    def found(self) -> Iterator[Resource]:
        """Yield every object looked at that does not lead to itself, and no more than that: a digest tells it all."""
        for number, digest in self._known.items():
            if number not in self._circular:
                yield digest.hex(), number

    def with_contents(self, text: bytes) -> bytes:
        """Return a text with digests in the place of references."""
        return with_tokens(text, self._replacement)

    def of(self, number: int) -> bytes:
        if number in self._begun or number in self._circular:
            self._circular.update(self._begun)
            return b"in a circle"
        if number not in self._known:
            self._begun.append(number)
            self._known[number] = self._of_content(self._pdf.get_object(number, 0))
            self._begun.pop()
        return self._known[number]

    def _of_content(self, item: Object) -> bytes:
        if not isinstance(item, Stream):
            return sha256(self.with_contents(item.unparse(resolved=True))).digest()
        digest = sha256(self.with_contents(item.stream_dict.unparse()))
        digest.update(item.read_raw_bytes())
        return digest.digest()

    def _replacement(self, token: bytes) -> bytes:
        number = number_of(token)
        return token if number is None else self.of(number)
