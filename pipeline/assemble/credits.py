"""Editors, translators, illustrators: everybody whose name stands on the title page beside the authors'."""

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.book.manuscript import Creator
from pipeline.book.vocabulary import Vocabulary

AUTHOR: Final = "aut"
_WORDS: Final[Mapping[str, str]] = {
    "edt": "edited_by",
    "trl": "translated_by",
    "ill": "illustrated_by",
    "pht": "photographs_by",
    "com": "compiled_by",
    "aui": "foreword_by",
}
"""The vocabulary's words for MARC relator codes; all others contribute."""


def contributor_lines(creators: Sequence[Creator], words: Vocabulary) -> tuple[str, ...]:
    """Return a line for each part in the book, in the order in which book.yaml names them: “Edited by A, B”."""
    names: dict[str, list[str]] = {}
    for creator in creators:
        if creator.role != AUTHOR:
            names.setdefault(getattr(words, _WORDS.get(creator.role, "contributions_by")), []).append(creator.name)
    return tuple(f"{part} {', '.join(people)}" for part, people in names.items())
