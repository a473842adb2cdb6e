"""The markup that reports are made of."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

_PAGE: Final = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}: report</title>
<style>
{sheet}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="verdict">{verdict}</p>
{sections}
</main>
</body>
</html>
"""


def whole_page(title: str, sheet: str, verdict: str, sections: str) -> str:
    """Return a page, complete in itself."""
    return _PAGE.format(title=escape(title), sheet=sheet.strip(), verdict=verdict, sections=sections)


def section(name: str, content: str) -> str:
    """Return a part of the page under a heading."""
    anchor = name.lower().replace(" ", "-")
    return f'<section aria-labelledby="{anchor}">\n<h2 id="{anchor}">{name}</h2>\n{content}\n</section>'


def table(caption: str, heads: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a table whose rows are named by their first cells; empty where there are no rows."""
    written = [
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    ]
    if not written:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join(written)
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def count(number: int, word: str) -> str:
    """Return a number of things in words."""
    return f"{number or 'no'} {word}" + ("" if number == 1 else "s")
