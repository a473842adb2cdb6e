"""The same book in Typst's language: page, type, notes, page references, contents and index as in the pipeline's."""

import re
from collections.abc import Mapping
from typing import Final

from tests.benchmarks.long_book import LongBook, Paragraph

_SPECIAL: Final = re.compile(r"([\\`*_#$@<>~\[\]'\"=+\-/])")

_PREAMBLE: Final = """\
#set document(title: "{title}", date: datetime(year: 2026, month: 11, day: 23))
#set page(
  width: 156mm, height: 234mm, margin: (inside: 18mm, outside: 24mm, top: 20mm, bottom: 28mm), numbering: "1",
  header: context if calc.even(here().page()) [{title}] else [
    #let before = query(heading.where(level: 1)).filter(found => found.location().page() <= here().page())
    #if before.len() > 0 {{ before.last().body }}
  ],
)
#set text(font: "EB Garamond", size: 11pt, lang: "en", region: "GB", hyphenate: true, number-type: "old-style")
#set par(justify: true, leading: 0.56em, spacing: 0.56em, first-line-indent: 1em)
#set smartquote(enabled: false)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 1): found => pagebreak(weak: true, to: "odd") + v(4em) + found + v(2em)
#show heading.where(level: 2): set block(above: 2em, below: 1em)
#let page-of(anchor) = context counter(page).at(anchor).first()
#let entry(word, ..marks) = context {{
  let pages = marks.pos().map(mark => (counter(page).at(mark).first(), mark)).dedup(key: found => found.first())
  [#word, #pages.map(found => link(found.last())[#found.first()]).join(", ") \\ ]
}}
#outline(depth: 2)
"""


def typst_source(book: LongBook) -> str:
    """Return the book as a Typst file."""
    writer = _Writer({section.anchor: section.title for section in book.sections})
    parts = [_PREAMBLE.format(title=book.title)]
    for chapter in book.chapters:
        parts.append(f"= {_escaped(chapter.title)} <{chapter.name}>\n")
        for section in chapter.sections:
            parts.append(f"== {_escaped(section.title)} <{section.anchor}>\n")
            parts.extend(writer.paragraph(paragraph) for paragraph in section.paragraphs)
    parts.append("= Index\n#set par(justify: false, first-line-indent: 0pt)\n#columns(2)[\n")
    for word, marks in sorted(writer.marks.items()):
        parts.append(f"#entry([{word}], {', '.join(f'<{mark}>' for mark in marks)})\n")
    parts.append("]\n")
    return "\n".join(parts)


class _Writer:
    """Writes paragraphs; `marks` collects the places that the index names."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        self.marks: dict[str, list[str]] = {}

    def paragraph(self, paragraph: Paragraph) -> str:
        runs = (f"#emph[{_escaped(run.text)}]" if run.italic else _escaped(run.text) for run in paragraph.runs)
        text = "".join(runs).strip()
        for word in paragraph.marked:
            marks = self.marks.setdefault(word, [])
            marks.append(f"ix-{word}-{len(marks)}")
            text = re.sub(rf"\b{word}\b", f"#[{word}<{marks[-1]}>]", text, count=1)
        if anchor := paragraph.reference:
            text += f" See #link(<{anchor}>)[{_escaped(self._titles[anchor])}] (page~#page-of(<{anchor}>))."
        if paragraph.note:
            text += f"#footnote[{_escaped(paragraph.note)}]"
        return f"{text}\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
