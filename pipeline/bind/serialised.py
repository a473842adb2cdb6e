"""Objects of a piece's PDF as they are written in the book's file."""

from pikepdf import Dictionary, Object, Pdf, Stream

from pipeline.bind.objects import Draft
from pipeline.bind.references import References


def write_met(pdf: Pdf, references: References, draft: Draft) -> None:
    """Write to `draft` every object of `pdf` that was referred to, and those that they refer to.

    Data of streams stay as they are, or are compressed where they are not.
    """
    while numbers := references.newly_met():
        items = [pdf.get_object(number, 0) for number in numbers]
        texts = references.rewritten(b"\n".join(map(_text, items))).split(b"\n")
        for number, item, text in zip(map(references.in_book, numbers), items, texts, strict=True):
            if isinstance(item, Stream):
                entries = text.removeprefix(b"<<").removesuffix(b">>").strip()
                draft.add_stream(entries, item.read_raw_bytes(), number, compressed="/Filter" not in item.stream_dict)
            else:
                draft.add(text, number)


def _text(item: Object) -> bytes:
    """Return an object as qpdf writes it, in one line; of a stream the dictionary without its /Length."""
    if isinstance(item, Stream):
        return Dictionary({key: value for key, value in item.stream_dict.items() if key != "/Length"}).unparse()
    return item.unparse(resolved=True)
