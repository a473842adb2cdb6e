"""A book from its folder to its pages: read, linked, examined, assembled and typeset."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from pipeline import __version__
from pipeline.assemble import Production, StandingMarkup, assemble
from pipeline.book.diagnostics import Diagnostic, SourceLocation, has_errors
from pipeline.book.furniture import Stamp, Stamps, places_of_stamps, stamps_together
from pipeline.book.layout import ChapterLayout, PageBreak, Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.names import AnchorId, Folio, Medium, PageIndex, PieceId
from pipeline.book.pagination import folio_table, page_breaks
from pipeline.book.styles import Styles
from pipeline.cache import BuildCache, StandingLayouts
from pipeline.causes import without_consequences, without_fallbacks
from pipeline.check import StandingContents, check_manuscript
from pipeline.cluster import connected
from pipeline.keys import StandingKeys, furniture_keys, layout_keys
from pipeline.link import StandingLinks, link_book
from pipeline.loading import loaded_late, loading
from pipeline.proofs import StandingDrafts
from pipeline.read import StandingChapters, read_book, read_styles
from pipeline.settings import Settings
from pipeline.settle import settle_folios
from pipeline.typeset import engine_versions, prepare_engine
from pipeline.workers import Workers


@dataclass(frozen=True, slots=True)
class Edition:
    """A book typeset: pages, and the folio of everything in it."""

    linked: LinkedBook
    markups: tuple[ChapterMarkup, ...]
    layouts: tuple[ChapterLayout, ...]
    pagination: Pagination

    @property
    def folios(self) -> Mapping[AnchorId, Folio]:
        """The folio of the page that carries each anchor."""
        return folio_table(self.pagination)

    @property
    def page_breaks(self) -> Mapping[PieceId, Sequence[PageBreak]]:
        """Where in the text the pages begin."""
        return page_breaks(self.layouts, self.pagination, self.pagination.anchor_pages)

    def place_of_page(self, page: PageIndex) -> SourceLocation | None:
        """Return the line of the manuscript that stands at the head of a page, or the last one known before it."""
        from pipeline.check import anchor_places

        here = self.pagination.pages[page] if page < len(self.pagination.pages) else None
        if here is None or here.source is None:
            return None
        [layout] = [layout for layout in self.layouts if layout.piece == here.piece]
        [markup] = [markup for markup in self.markups if markup.piece == here.piece]
        return dict(anchor_places(markup)).get(layout.pages[here.source].first_anchor or AnchorId(layout.piece))

    def places_in(self, pdf: Path) -> Callable[[str], SourceLocation | None]:
        """Return what tells for places in the finished PDF, as a validator names them, the manuscript's line."""
        from pipeline.check import PdfPlaces

        return PdfPlaces(pdf, self.linked, self.markups, self.pagination, self.place_of_page).place_of

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the layout of its pieces found wrong, apart from bad breaks."""
        return without_fallbacks([found for layout in self.layouts for found in layout.diagnostics])


def examine(settings: Settings) -> tuple[LinkedBook, tuple[Diagnostic, ...]]:
    """Read and link a book and return it with everything found in its manuscript.

    Where book.yaml cannot be read there is nothing to look for in the pieces it does not name.
    """
    settings.progress("reading")
    book = read_book(settings.book, cache_of(settings), settings.standing.of(StandingChapters))
    linked = link_book(book, settings.standing.of(StandingLinks))
    if not linked.book.spine and has_errors(linked.diagnostics):
        return linked, without_consequences(linked.diagnostics)
    found = check_manuscript(linked, settings.standing.of(StandingContents))
    return linked, without_consequences((*linked.diagnostics, *found))


@contextmanager
def open_workers(settings: Settings, styles: Styles) -> Iterator[Workers]:
    """Open the processes that lay chapters out; the first gets ready while the book is read."""
    with (
        connected(settings.cluster) if settings.cluster else nullcontext() as cluster,
        Workers(
            styles, settings.workers, cache_of(settings), settings.time_limit, cluster, settings.standing
        ) as workers,
    ):
        workers.start_early()
        yield workers


def make_ready(settings: Settings) -> None:
    """Load the layout engine with the book's styles, which else the first edit in a process that stays would wait for.

    Raises ToolMissingError where the engine cannot be loaded, LayoutError where the styles cannot be used.
    """
    prepare_engine(read_styles(settings.styles))


def typeset_edition(linked: LinkedBook, styles: Styles, settings: Settings, workers: Workers) -> Edition:
    """Lay a book out until its page numbers have settled; what was laid out before is taken from the cache."""
    book = linked.book
    cache = cache_of(settings)
    kept = settings.standing
    keys_kept = kept.of(StandingKeys) if kept.lasts else None
    key_of = layout_keys(styles, book.resources, engine_versions(), keys_kept)
    standing = kept.of(StandingMarkup)
    standing.begin(cache)
    kept.of(StandingLayouts).begin()

    def write(folios: Mapping[AnchorId, Folio], only: Container[PieceId] | None = None) -> Sequence[ChapterMarkup]:
        return assemble(linked, Medium.PRINT, folios, production(), only, standing=standing)

    def told(title: str) -> None:
        settings.progress(f"typesetting {title}")

    def lay_out(markups: Sequence[ChapterMarkup]) -> Sequence[ChapterLayout]:
        keys = {markup.piece: key_of(markup) for markup in markups}
        known = {piece: layout for piece, key in keys.items() if (layout := cache.find(key))}
        stale = [markup for markup in markups if markup.piece not in known]
        if stale:
            with loading(*loaded_late(settings)):
                made = workers.lay_out(stale, keys, book.resources, told)
            known |= {layout.piece: layout for layout in made}
        return [known[markup.piece] for markup in markups]

    settled = settle_folios(write, lay_out, book.vocabulary.cover, kept.of(StandingDrafts))
    cache.trim()
    kept.let_go(StandingChapters, StandingLinks, StandingContents, StandingMarkup)
    kept.let_go(StandingDrafts, StandingLayouts)
    return Edition(linked, settled.markups, settled.layouts, settled.pagination)


def lay_out_furniture(edition: Edition, styles: Styles, settings: Settings, workers: Workers) -> Sequence[Stamps]:
    """Lay out running heads and folios of all pages, but for those that an earlier build did without a finding."""
    book, cache = edition.linked.book, cache_of(settings)
    language, title = book.metadata.language, book.metadata.title
    key_of = furniture_keys(styles, language, engine_versions())
    sets = stamps_together(edition.pagination.pages, title)
    known: dict[tuple[Stamp, ...], Stamps] = {}
    unknown: dict[tuple[Stamp, ...], str] = {}
    for stamps in sets:
        key = key_of(stamps)
        pdf = cache.recall(key)
        if pdf is None:
            unknown[stamps] = key
        else:
            known[stamps] = Stamps(stamps, pdf)
    if unknown:
        heads = {chapter.piece: chapter.head_location or chapter.location for chapter in book.chapters}
        generated = {item.piece: item.location for item in book.spine if item.piece not in heads}
        places = places_of_stamps(edition.pagination.pages, title, book.metadata.location, heads | generated)
        for made in workers.lay_out_furniture(tuple(unknown), language, places):
            known[made.stamps] = made
            if not made.diagnostics:
                cache.note(unknown[made.stamps], made.pdf)
    return [known[stamps] for stamps in sets]


def assemble_epub(edition: Edition) -> tuple[ChapterMarkup, ...]:
    """Return the documents of the EPUB, in which the pages of the printed edition are marked."""
    return assemble(edition.linked, Medium.EPUB, edition.folios, production(), breaks=edition.page_breaks)


def cache_of(settings: Settings) -> BuildCache:
    """Return what earlier builds in an output folder left, and this process keeps of it."""
    return BuildCache(settings.cache, standing=settings.standing.of(StandingLayouts))


def production() -> Production:
    """Return the programs that a book is made with, as the colophon and the report name them."""
    return Production((("publishing-pipeline", __version__), *sorted(engine_versions().items())))
