"""The navigation document of an EPUB: contents, pages and landmarks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.assemble.contents import listed_after
from pipeline.assemble.outline import outline
from pipeline.assemble.page_breaks import mark_page_breaks, without_apart
from pipeline.assemble.place import Place
from pipeline.assemble.whole_book import WholeBook
from pipeline.assemble.writer import ENVIRONMENT, PieceWriter
from pipeline.book.layout import PageBreak
from pipeline.book.linked import LinkedBook
from pipeline.book.manuscript import GeneratedPiece, SpineItem
from pipeline.book.names import Folio, GeneratedKind, Matter, Medium, PieceId

NAVIGATION: Final = "nav.xhtml"


def is_contents(item: SpineItem) -> bool:
    """Tell whether a piece is the contents, whose place the navigation document takes on screens."""
    return isinstance(item, GeneratedPiece) and item.kind is GeneratedKind.CONTENTS


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place reading systems offer by itself (EPUB 3.3 §7.2, landmarks nav)."""

    type: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of the printed book, and where on screens it begins (EPUB 3.3 §7, page-list nav)."""

    folio: Folio
    href: str


def assemble_navigation(
    linked: LinkedBook, medium: Medium, breaks: Mapping[PieceId, Sequence[PageBreak]] | None = None
) -> str:
    """Return the navigation document of an EPUB (EPUB 3.3 §7): contents and landmarks, and the pages if given.

    It takes the place of the contents, and so holds the breaks of their pages.
    """
    breaks = breaks or {}
    piece = next((item.piece for item in linked.book.spine if is_contents(item)), PieceId("nav"))
    writer = PieceWriter(Place(WholeBook(linked), medium, piece))
    items = tuple(item for item in outline(linked) if item.piece != piece)
    xhtml = ENVIRONMENT.get_template("navigation.xhtml.j2").render(
        w=writer,
        items=items,
        printed=listed_after(piece, linked),
        pages=tuple(_pages(breaks, piece)),
        landmarks=tuple(_landmarks(linked, piece)),
    )
    return without_apart(mark_page_breaks(xhtml, breaks.get(piece, ()), is_navigation=True))


def _pages(breaks: Mapping[PieceId, Sequence[PageBreak]], own: PieceId) -> Iterator[ListedPage]:
    for piece, pages in breaks.items():
        for page in pages:
            yield ListedPage(page.folio, f"{NAVIGATION if piece == own else f'{piece}.xhtml'}#{page.anchor}")


def _landmarks(linked: LinkedBook, own: PieceId) -> Iterator[Landmark]:
    words = linked.book.vocabulary
    by_kind = {item.kind: item for item in linked.book.spine if isinstance(item, GeneratedPiece)}
    generated = (
        (GeneratedKind.COVER, "cover", words.cover),
        (GeneratedKind.TITLE_PAGE, "titlepage", words.title_page),
        (GeneratedKind.COPYRIGHT_PAGE, "copyright-page", words.copyright_page),
    )
    for kind, name, title in generated:
        if kind in by_kind:
            yield Landmark(name, f"{by_kind[kind].piece}.xhtml", title)
    yield Landmark("toc", f"#{own}", words.contents)
    body = [item for item in linked.book.spine if item.matter is Matter.BODY]
    if body:
        yield Landmark("bodymatter", f"{body[0].piece}.xhtml", words.body_matter)
    for name, home, title in (
        ("bibliography", linked.bibliography_piece, words.bibliography),
        ("index", linked.index_piece, words.index),
    ):
        if home:
            yield Landmark(name, f"{home}.xhtml", title)
