"""Files beside the chapters that are none: not named in the spine, or not Markdown by their names."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Final

from pipeline import rules
from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.read.manuscript_files import ManuscriptFiles

CHAPTER_FOLDERS: Final = ("front", "body", "back")
"""Where chapters are looked for."""

SUFFIX: Final = ".md"
_PLAIN: Final = frozenset(
    (SUFFIX, ".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mdtext", ".qmd", ".rmd", ".txt", ".text")
)
_OTHER: Final = frozenset(
    (".doc", ".docm", ".docx", ".fodt", ".htm", ".html", ".odt", ".pages", ".rst", ".rtf", ".tex")
)


def check_strays(files: ManuscriptFiles, named: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the files in the folders of chapters that look like chapters and are not `named` in the spine."""
    for folder in CHAPTER_FOLDERS:
        for path in files.below(folder, ""):
            if str(path) in named or path.name.startswith("~"):  # what a word processor keeps beside an open file
                continue
            if path.suffix == SUFFIX:
                way = f"add “{path}” under “{folder}” to the spine of book.yaml, or move the file elsewhere"
                yield rules.FILE_NOT_IN_SPINE.at(SourceLocation(path), way)
            elif hint := way_to_markdown(path):
                yield rules.FILE_NO_CHAPTER.at(SourceLocation(path), hint)


def way_to_markdown(path: PurePosixPath) -> str | None:
    """Return how a text becomes a chapter's file, None where the name is not that of a text."""
    suffix = path.suffix.lower()
    if path.suffix == SUFFIX or suffix not in _PLAIN | _OTHER:
        return None
    name = path.with_suffix(SUFFIX)
    how = "rename it to" if suffix in _PLAIN else "save its text as Markdown, as"
    return f"{how} {name.name} and name “{name}” in the spine, or move it elsewhere"
