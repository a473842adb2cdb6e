"""Objects of a piece's PDF as they are written in the book's file."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from pikepdf import Dictionary, Object, Pdf, Stream

from pipeline.bind.objects import TOGETHER, Draft
from pipeline.bind.references import References

LetGo: TypeAlias = Callable[[Iterable[int]], None]
"""What is done with objects, named by their numbers, once they are written."""


def keep(_: Iterable[int]) -> None:
    """Leave objects as they are."""


def write_met(pdf: Pdf, references: References, draft: Draft, let_go: LetGo = keep) -> None:
    """Write to `draft` every object of `pdf` that was referred to, and those that they refer to.

    They are written in the order of their numbers as far as they are known: neighbours are read together.
    """
    pending: list[int] = []
    while pending := sorted((*pending, *references.newly_met())):
        end = bisect_left(pending, pending[0] + TOGETHER)
        write_objects(pdf, pending[:end], references, draft, let_go)
        del pending[:end]


def write_objects(pdf: Pdf, numbers: Sequence[int], references: References, draft: Draft, let_go: LetGo = keep) -> None:
    """Write objects to `draft`; data of streams stay as they are, or are compressed where they are not."""
    items = [pdf.get_object(number, 0) for number in numbers]
    streams = [isinstance(item, Stream) for item in items]
    texts = references.rewritten(b"\n".join(map(_text, items, streams))).split(b"\n")
    for number, item, is_stream, text in zip(map(references.in_book, numbers), items, streams, texts, strict=True):
        if is_stream:
            entries = text.removeprefix(b"<<").removesuffix(b">>").strip()
            draft.add_stream(entries, item.read_raw_bytes(), number, compressed="/Filter" not in item.stream_dict)
        else:
            draft.add(text, number)
    let_go(numbers)


def _text(item: Object, is_stream: bool) -> bytes:
    """Return an object as qpdf writes it, in one line; of a stream the dictionary without its /Length."""
    if is_stream:
        return Dictionary({key: value for key, value in item.stream_dict.items() if key != "/Length"}).unparse()
    return item.unparse(resolved=True)
