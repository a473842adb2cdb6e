"""A long book in the manuscript's format."""

import re
from collections.abc import Mapping
from typing import Final

from tests.benchmarks.long_book import LongBook, LongChapter, Paragraph

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~^@$])")
_METADATA: Final = "---\ntitle: {title}\nid: {id}\nstatus: draft\n---\n\n"


def manuscript_files(book: LongBook) -> Mapping[str, str]:
    """Return the files of a manuscript's folder, by path."""
    spine = "\n".join(f"    - body/{chapter.name}.md" for chapter in book.chapters)
    files = {
        "book.yaml": (
            f"title: {book.title}\nslug: {book.slug}\nlanguage: en-GB\nlanguages: [az, ar-Latn, tr]\n"
            f"identifier: urn:example:{book.slug}\n"
            "creators:\n  - {name: The contributors, role: aut}\npublisher: The contributors\n"
            "edition: First edition\ndate: 2026-11-23\nrights: None reserved.\ncitation-style: short-reference\n"
            "description: Paragraphs of another book in another order.\n"
            f"spine:\n  front: [half-title, title-page, copyright-page, contents]\n  body:\n{spine}\n"
            "  back:\n    - back/index.md\n"
        ),
        "back/index.md": _METADATA.format(title="Index", id="index") + "::: {.index}\n:::\n",
    }
    chapters = {section.anchor: chapter.name for chapter in book.chapters for section in chapter.sections}
    for chapter in book.chapters:
        files[f"body/{chapter.name}.md"] = _chapter(chapter, chapters)
    return files


def _chapter(chapter: LongChapter, chapters: Mapping[str, str]) -> str:
    parts = [_METADATA.format(title=f'"{chapter.title}"', id=chapter.name)]
    for section in chapter.sections:
        parts.append(f"## {_escaped(section.title)} {{#{section.anchor}}}\n\n")
        for number, paragraph in enumerate(section.paragraphs, start=1):
            parts.append(_paragraph(paragraph, f"{section.anchor}-{number}", chapters))
    return "".join(parts)


def _paragraph(paragraph: Paragraph, label: str, chapters: Mapping[str, str]) -> str:
    text = "".join(f"*{_escaped(run.text)}*" if run.italic else _escaped(run.text) for run in paragraph.runs).strip()
    for word in paragraph.marked:
        text = re.sub(rf"(?<!\[)\b{word}\b", f"[{word}]{{.index}}", text, count=1)
    if paragraph.reference:
        text += f" See [](../body/{chapters[paragraph.reference]}.md#{paragraph.reference})."
    if paragraph.note:
        return f"{text}[^{label}]\n\n[^{label}]: {_escaped(paragraph.note)}\n\n"
    return f"{text}\n\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
