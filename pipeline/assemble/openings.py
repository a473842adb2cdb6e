"""The first words of a chapter, which are set in small capitals."""

from pipeline.book.inlines import Inlines, Text

_LEAST_LETTERS = 12


def split_opening(inlines: Inlines) -> tuple[Inlines, Inlines]:
    """Part the first few words from the rest of a paragraph, never within a word.

    Whole inlines are taken until at least a dozen letters are reached; a plain text is parted at a space.
    """
    taken: list[Text] = []
    for index, inline in enumerate(inlines):
        if not isinstance(inline, Text):
            break
        end = _cut(inline.text, sum(len(item.text) for item in taken))
        if end is None:
            taken.append(inline)
            continue
        head, tail = inline.text[:end], inline.text[end:]
        return (*taken, Text(head)), (Text(tail), *inlines[index + 1 :])
    return tuple(taken), inlines[len(taken) :]


def _cut(text: str, before: int) -> int | None:
    for index, character in enumerate(text):
        if character in " \n" and before + index >= _LEAST_LETTERS:
            return index
    return None
