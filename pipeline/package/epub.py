"""The EPUB: spine, navigation, style sheet, fonts, pictures and metadata put together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Final

from pipeline.book.accessibility import Accessibility
from pipeline.book.layout import PageBreak
from pipeline.book.manuscript import BookMetadata, Resource
from pipeline.book.markup import ChapterMarkup, OutlineItem
from pipeline.book.memory import Remember, make_anew
from pipeline.book.names import AnchorId, GeneratedKind, Matter, PieceId, ResourcePath
from pipeline.book.styles import Styles
from pipeline.book.vocabulary import Vocabulary
from pipeline.package.accessibility import accessibility_statements
from pipeline.package.archive import normalise_archive
from pipeline.package.cover import cover_page, image_media_type
from pipeline.package.documents import (
    Document,
    code_words,
    image_files,
    manifest_properties,
    parse_document,
    words,
)
from pipeline.package.fonts import characters_of, embed_fonts
from pipeline.package.metadata import full_title, is_right_to_left, package_statements, page_statements
from pipeline.package.ncx import PageTarget
from pipeline.package.publication import Item, NavigationPoint, Publication, write_publication

STYLE_SHEET: Final = "epub.css"
NAVIGATION: Final = "nav.xhtml"
XHTML_TYPE: Final = "application/xhtml+xml"
COVER_ID: Final = "cover-image"

_ID: Final = re.compile(r' id="([^"]+)"')
_COVER: Final = PieceId(GeneratedKind.COVER)
_CONTENTS: Final = PieceId(GeneratedKind.CONTENTS)


def package_epub(
    markups: Sequence[ChapterMarkup],
    navigation: str,
    outline: Sequence[OutlineItem],
    metadata: BookMetadata,
    vocabulary: Vocabulary,
    styles: Styles,
    resources: Mapping[ResourcePath, Resource],
    cover: bytes,
    timestamp: int,
    remember: Remember = make_anew,
    breaks: Mapping[PieceId, Sequence[PageBreak]] | None = None,
    offered: Accessibility | None = None,
) -> bytes:
    """Return an EPUB 3.3 publication; the same arguments give the same bytes.

    `markups` (Medium.EPUB) make the spine; the piece “cover” becomes a page that shows the picture `cover`
    (PNG or JPEG), and `navigation` (nav.xhtml) stands where the contents do. `outline` gives the NCX for
    older readers, `timestamp` is in Unix seconds. Fonts cut down before are asked of `remember`. `breaks` are the pages
    of the printed edition that the documents mark, `offered` is what may be said of accessibility. Raises OutputError
    where a font of the style sheet is missing.
    """
    picture = _cover_item(cover, resources)
    texts = _spine_texts(markups, navigation, outline, metadata, vocabulary, picture.name)
    documents = _documents(texts, markups)
    style_sheet, fonts = _fonts(documents, styles, remember)
    pages = tuple(_page_item(document, texts[document.name]) for document in documents)
    publication = Publication(
        identifier=metadata.identifier,
        title=metadata.title,
        language=metadata.language,
        right_to_left=is_right_to_left(metadata.language),
        statements=(
            *package_statements(metadata),
            *(page_statements(metadata, vocabulary) if breaks else ()),
            *(accessibility_statements(offered, metadata) if offered else ()),
        ),
        items=(
            *pages,
            Item("style", f"styles/{STYLE_SHEET}", "text/css", style_sheet.encode()),
            *fonts,
            picture,
            *_image_items(documents, resources),
        ),
        spine=tuple(page.id for page in pages),
        navigation=_navigation_points(outline, markups),
        pages=tuple(_page_targets(breaks or {})),
        order=tuple(_addresses(texts)),
        cover_id=COVER_ID,
        modified=timestamp,
    )
    return normalise_archive(write_publication(publication), timestamp)


def cut_fonts(
    markups: Sequence[ChapterMarkup],
    navigation: str,
    outline: Sequence[OutlineItem],
    metadata: BookMetadata,
    vocabulary: Vocabulary,
    styles: Styles,
    remember: Remember,
) -> None:
    """Have the fonts cut down and remembered that a publication of the same arguments will ask for."""
    _fonts(_documents(_spine_texts(markups, navigation, outline, metadata, vocabulary, ""), markups), styles, remember)


def _documents(texts: Mapping[str, str], markups: Sequence[ChapterMarkup]) -> tuple[Document, ...]:
    displays = {markup.file_name: markup.display for markup in markups}
    return tuple(parse_document(name, text, displays.get(name, False)) for name, text in texts.items())


def _fonts(documents: Sequence[Document], styles: Styles, remember: Remember) -> tuple[str, tuple[Item, ...]]:
    """Return the style sheet and the fonts of it that documents need."""
    characters = characters_of("".join(map(words, documents)), "".join(map(code_words, documents)))
    return embed_fonts(styles.sheets[STYLE_SHEET], styles.fonts, characters, remember)


def _cover_item(cover: bytes, resources: Mapping[ResourcePath, Resource]) -> Item:
    """Return the cover's picture under a name that no picture of the book has."""
    media_type = image_media_type(cover)
    suffix = ".png" if media_type == "image/png" else ".jpg"
    taken = {str(path).casefold() for path in resources}
    names = (f"images/cover{number}{suffix}" for number in chain([""], (f"-{more}" for more in count(2))))
    return Item(COVER_ID, next(name for name in names if name not in taken), media_type, cover, ("cover-image",))


def _spine_texts(
    markups: Sequence[ChapterMarkup],
    navigation: str,
    outline: Sequence[OutlineItem],
    metadata: BookMetadata,
    vocabulary: Vocabulary,
    picture: str,
) -> dict[str, str]:
    """Return the documents in reading order by file name; navigation stands where the contents do.

    Without contents it follows the display pieces of the front.
    """
    texts: dict[str, str] = {}
    listed = [item.piece for item in outline]
    after = frozenset(listed[listed.index(_CONTENTS) + 1 :] if _CONTENTS in listed else ())
    for markup in markups:
        is_after = markup.piece in after if after else markup.matter is not Matter.FRONT or not markup.display
        if NAVIGATION not in texts and is_after:
            texts[NAVIGATION] = navigation
        if markup.piece == _COVER:
            alternative = f"{vocabulary.cover}: {full_title(metadata)}"
            texts[markup.file_name] = cover_page(
                markup.piece, picture, vocabulary.cover, alternative, metadata.language
            )
        else:
            texts[markup.file_name] = markup.xhtml
    texts.setdefault(NAVIGATION, navigation)
    return texts


def _page_item(document: Document, text: str) -> Item:
    properties = manifest_properties(document)
    if document.name == NAVIGATION:
        return Item("nav", NAVIGATION, XHTML_TYPE, text.encode(), ("nav", *properties))
    name = f"page-{PurePosixPath(document.name).stem}"
    return Item(name, document.name, XHTML_TYPE, text.encode(), properties)


def _image_items(documents: Sequence[Document], resources: Mapping[ResourcePath, Resource]) -> Iterator[Item]:
    names = {name for document in documents for name in image_files(document)}
    used = sorted((str(path), resource) for path, resource in resources.items() if str(path) in names)
    for number, (name, resource) in enumerate(used, 1):
        yield Item(f"image-{number}", name, resource.media_type, resource.data)


def _page_targets(breaks: Mapping[PieceId, Sequence[PageBreak]]) -> Iterator[PageTarget]:
    for piece, pages in breaks.items():
        file = NAVIGATION if piece == _CONTENTS else f"{piece}.xhtml"
        yield from (PageTarget(page.folio, f"{file}#{page.anchor}") for page in pages)


def _addresses(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of every document and of everything in it that has an id, in reading order."""
    for name, text in texts.items():
        yield name
        yield from (f"{name}#{anchor}" for anchor in _ID.findall(text))


def _navigation_points(outline: Sequence[OutlineItem], markups: Sequence[ChapterMarkup]) -> tuple[NavigationPoint, ...]:
    files = {markup.piece: markup.file_name for markup in markups} | {_CONTENTS: NAVIGATION}
    return tuple(_navigation_point(item, files) for item in outline)


def _navigation_point(item: OutlineItem, files: Mapping[PieceId, str]) -> NavigationPoint:
    file = files[item.piece]
    whole = item.anchor == AnchorId(item.piece) or file == NAVIGATION
    return NavigationPoint(
        title=f"{item.number} {item.title}" if item.number else item.title,
        href=file if whole else f"{file}#{item.anchor}",
        children=tuple(_navigation_point(child, files) for child in item.children),
    )
