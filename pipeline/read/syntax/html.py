"""Raw HTML is found, never passed on; each element has a construct that takes its place."""

import re

_INSTEAD = {
    "!": "a remark to other editors is written {>> … <<}",
    "a": "a link is written [text](address), an anchor []{#name}",
    "abbr": "small capitals are written [NKVD]{.smallcaps}",
    "b": "strong text is written **…**",
    "blockquote": "a quotation has > before each line",
    "br": "end the line with a backslash",
    "code": "code stands between backticks",
    "dl": "a term stands on a line, “: ” and what it means on the next",
    "div": "a division is written ::: {.sidebar} … :::",
    "em": "emphasis is written *…*",
    "figure": 'a figure is a line of its own: ![alt](file "Caption")',
    "h1": "headings begin with ##",
    "h2": "headings begin with ##",
    "h3": "headings begin with ###",
    "hr": "a pause in the text is written * * *",
    "i": "emphasis is written *…*",
    "img": 'a figure is a line of its own: ![alt](file "Caption")',
    "li": "a list item begins with “- ” or “1. ”",
    "ol": "a numbered item begins with “1. ”",
    "p": "a blank line begins a new paragraph",
    "pre": "a listing stands between lines of ```",
    "span": "a span is written [text]{…}",
    "strong": "strong text is written **…**",
    "sub": "a subscript is written H~2~O",
    "sup": "a superscript is written x^2^; a note is called with [^label]",
    "table": "a table is written with | between its cells",
    "u": "emphasis is written *…*",
    "ul": "a list item begins with “- ”",
}
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)|<(!)")


def instead_of(html: str) -> str | None:
    """Return the construct to use in place of a piece of HTML."""
    match = _NAME.match(html)
    return _INSTEAD.get((match[1] or match[2]).lower()) if match else None
