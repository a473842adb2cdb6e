"""Index headings: what makes two of them the same, and their italics."""

import re
from typing import Final

from pipeline.book.inlines import Emphasis, Inline, Inlines, Text, plain_text

_EMPHASIS: Final = re.compile(r"(?<!\\)\*(?P<words>\S(?:.*?\S)?)(?<!\\)\*")
_ESCAPE: Final = re.compile(r"\\([*\\])")


def fold(written: str) -> str:
    """Return a heading with its white space folded: headings are the same if they are then the same text."""
    return " ".join(written.split())


def heading_inlines(written: str) -> Inlines:
    r"""Return a heading as running text: `*italics*` is the only markup, `\*` is an asterisk."""
    inlines: list[Inline] = []
    end = 0
    for match in _EMPHASIS.finditer(written):
        inlines.extend(_text(written[end : match.start()]))
        inlines.append(Emphasis(_text(match["words"])))
        end = match.end()
    return (*inlines, *_text(written[end:]))


def heading_words(written: str) -> str:
    """Return the words of a heading, without its markup."""
    return plain_text(heading_inlines(written))


def _text(written: str) -> Inlines:
    return (Text(_ESCAPE.sub(r"\1", written)),) if written else ()
