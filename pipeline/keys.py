"""Names of what is made before and would come out the same: digests of everything that can change it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.book.furniture import Stamp
from pipeline.book.manuscript import Book, Resource
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import MadeFrom
from pipeline.book.names import LanguageTag, ResourcePath
from pipeline.book.styles import Styles

_PACKAGE: Final = Path(__file__).parent
_SOURCES: Final = frozenset({".py", ".j2", ".csl", ".conf"})
_WHAT_LAYS_OUT: Final = ("book", "typeset")


class StandingKeys(MadeFrom[ChapterMarkup, bytes]):
    """The digests of a process's last markup."""


def layout_keys(
    styles: Styles,
    resources: Mapping[ResourcePath, Resource],
    engine: Mapping[str, str],
    standing: StandingKeys | None = None,
) -> Callable[[ChapterMarkup], str]:
    """Return the function that names a markup's layout: by the markup, its images, the styles, engine and our code."""
    common = hashlib.sha256()
    _add_what_lays_out(common, styles, engine)
    if standing:
        standing.begin()

    def key(markup: ChapterMarkup) -> str:
        own = common.copy()
        own.update(standing.of(markup, _digest_of_markup) if standing else _digest_of_markup(markup))
        for path in markup.resources:
            _add(own, str(path), resources[path].digest)
        return own.hexdigest()

    return key


def _digest_of_markup(markup: ChapterMarkup) -> bytes:
    digest = hashlib.sha256()
    described = (markup.piece, markup.matter, markup.opens, str(markup.display), markup.title, markup.running_head)
    lines = str(sorted(markup.source_lines.items()))
    _add(digest, *described, markup.language, markup.xhtml, "\0".join(markup.anchors), lines)
    return digest.digest()


def input_digest(book: Book, styles: Styles, engine: Mapping[str, str]) -> str:
    """Digest all that a product is made from: manuscript, styles, engine and the pipeline itself."""
    digest = hashlib.sha256()
    _add(digest, book.digest)
    for name, text in sorted(styles.sheets.items()):
        _add(digest, name, text)
    for font in styles.fonts:
        _add(digest, str(font.path), font.digest)
    for program, version in sorted(engine.items()):
        _add(digest, program, version)
    _add(digest, _sources_digest())
    return digest.hexdigest()


@cache
def _sources_digest() -> str:
    """Digest the pipeline itself."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.*")):
        if path.suffix in _SOURCES:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def furniture_keys(
    styles: Styles, language: LanguageTag, engine: Mapping[str, str]
) -> Callable[[Sequence[Stamp]], str]:
    """Return the function that names running heads and folios laid out together: by texts, styles, engine, our code."""
    common = hashlib.sha256()
    _add_what_lays_out(common, styles, engine)
    _add(common, language)

    def key(stamps: Sequence[Stamp]) -> str:
        own = common.copy()
        for stamp in stamps:
            _add(own, stamp.name, stamp.kind, stamp.side, stamp.text)
        return f"furniture {own.hexdigest()}"

    return key


def _add_what_lays_out(digest: "hashlib._Hash", styles: Styles, engine: Mapping[str, str]) -> None:
    for name, text in sorted(styles.sheets.items()):
        if name.startswith("print"):
            _add(digest, name, text)
    for font in styles.fonts:
        _add(digest, str(font.path), font.digest)
    for program, version in sorted(engine.items()):
        _add(digest, program, version)
    _add(digest, "code", code_digest())


def _add(digest: "hashlib._Hash", *texts: str) -> None:
    for text in texts:
        data = text.encode()
        digest.update(len(data).to_bytes(8, "big") + data)


@cache
def code_digest() -> str:
    """Digest the modules that decide what a layout is, so that no layout outlives a change of them."""
    digest = hashlib.sha256()
    for folder in _WHAT_LAYS_OUT:
        for path in sorted((_PACKAGE / folder).rglob("*.*")):
            if path.suffix in (".py", ".conf"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
