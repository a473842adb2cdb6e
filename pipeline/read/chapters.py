"""One Markdown file as a chapter."""

import re
import unicodedata
from pathlib import PurePosixPath

from pipeline import rules
from pipeline.book.diagnostics import SourceLocation
from pipeline.book.inlines import Inlines, NoteCall, Text, is_blank, plain_text
from pipeline.book.manuscript import Chapter, Status
from pipeline.book.names import LanguageTag, Matter, PieceId, PieceType
from pipeline.book.walk import walk
from pipeline.read.block_tree import read_blocks
from pipeline.read.headings import title_inlines
from pipeline.read.manuscript_files import ManuscriptFiles
from pipeline.read.metadata import Head, read_head
from pipeline.read.positions import Lines
from pipeline.read.scope import Scope


def read_chapter(path: PurePosixPath, matter: Matter, language: LanguageTag, files: ManuscriptFiles) -> Chapter | None:
    """Return the chapter of a file, or None where it is no text; every fault within it is among the findings."""
    text = files.text(path)
    if text is None:
        return None
    head = read_head(path, text, files.findings)
    model = head.model
    piece = PieceId(model.id.text if model and model.id else slug(path.stem))
    scope = Scope(piece, path, path, language, files.findings, registry=files.registry)
    title = _title(head, path, scope)
    before = len(files.findings)
    lines = Lines(path, head.body, head.lines)
    blocks, notes = read_blocks(head.body, lines, scope, files)
    if not blocks and len(files.findings) == before and head.model is not None:
        files.findings.append(rules.EMPTY_CHAPTER.at(lines.location(0)))
    return Chapter(
        piece=piece,
        file=path,
        matter=matter,
        title=title,
        short_title=model.short_title.text if model and model.short_title else plain_text(title),
        numbered=matter is Matter.BODY and (model is None or model.numbered),
        status=Status(model.status.text) if model and model.status else Status.DRAFT,
        blocks=blocks,
        notes=notes,
        location=SourceLocation(path, 1),
        type=PieceType(model.type.text) if model and model.type else None,
        head_location=(model.short_title or model.title).location if model else None,
    )


def _title(head: Head, path: PurePosixPath, scope: Scope) -> Inlines:
    if head.model is None:
        return (Text(path.stem),)
    title = title_inlines(head.model.title.text, head.model.title.at, scope)
    if is_blank(title):
        scope.findings.append(rules.HEADING_EMPTY.at(head.model.title.location))
    for call in walk(title):
        if isinstance(call, NoteCall):
            scope.findings.append(rules.NOTE_IN_HEADING.at(call.location))
    return title


def slug(name: str) -> str:
    """Return a name as an anchor: ASCII letters in lower case, digits, hyphens; a number at its head is left out."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L")).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return re.sub(r"^[0-9-]+", "", words) or f"chapter-{words}".strip("-")
