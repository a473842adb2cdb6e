"""The whole way of a book, from its folder to its products: the only module that knows the order of the stages.

What only some builds need, and takes long to load, is loaded where it is used.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import __version__
from pipeline.assemble import Production, StandingMarkup, assemble, assemble_cover, assemble_navigation, outline
from pipeline.book.accessibility import Accessibility
from pipeline.book.bound import BoundBook, BoundPart
from pipeline.book.catalogue import catalogue_entry
from pipeline.book.diagnostics import Diagnostic, SourceLocation, has_errors
from pipeline.book.facts import Fact, FactUse
from pipeline.book.furniture import Stamp, Stamps, findings_in, places_of_stamps, stamps_together
from pipeline.book.layout import ChapterLayout, PageBreak, Pagination
from pipeline.book.linked import LinkedBook, TargetKind
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import Remember
from pipeline.book.names import AnchorId, FactId, Folio, GeneratedKind, Medium, PageIndex, PieceId
from pipeline.book.pagination import folio_table, page_breaks, printed_pages
from pipeline.book.printing import PrintedCover
from pipeline.book.report import CheckRun, Result
from pipeline.book.standards import Standard
from pipeline.book.styles import Styles
from pipeline.book.vocabulary import Vocabulary
from pipeline.cache import BuildCache, StandingLayouts
from pipeline.causes import without_consequences, without_fallbacks
from pipeline.check import StandingContents, check_manuscript, check_page_breaks, check_reviews
from pipeline.clock import timestamp, today
from pipeline.cluster import connected
from pipeline.forked import forked
from pipeline.keys import StandingKeys, furniture_keys, input_digest, layout_keys
from pipeline.link import StandingLinks, link_book
from pipeline.loading import loading
from pipeline.lock import locked
from pipeline.output import write_files
from pipeline.outside import ask_others, left_to_a_check
from pipeline.proofs import StandingDrafts
from pipeline.read import StandingChapters, read_book, read_styles
from pipeline.reporting import Printed, way_to, write_report
from pipeline.rules import EPUB_UNREADABLE, PDF_UNREADABLE, PRINT_UNSPECIFIED
from pipeline.settings import Outcome, Product, Settings
from pipeline.settle import settle_folios
from pipeline.typeset import engine_versions, typeset_cover
from pipeline.workers import Workers

if TYPE_CHECKING:
    from pipeline.bind import Bench

__all__ = [
    "Edition",
    "Facts",
    "Inspection",
    "Outcome",
    "Product",
    "Settings",
    "alone",
    "build",
    "build_unlocked",
    "inspect",
    "survey_facts",
]


_CANNOT_BE_OPENED: Final = frozenset({PDF_UNREADABLE.code, EPUB_UNREADABLE.code})


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

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the layout of its pieces found wrong, apart from bad breaks."""
        return without_fallbacks([found for layout in self.layouts for found in layout.diagnostics])


def build(settings: Settings) -> Outcome:
    """Make a book's products; nothing is written unless all of them are sound.

    Raises PipelineError for what the machine does wrong; what the manuscript does wrong is in the outcome.
    """
    with alone(settings):
        return build_unlocked(settings)


def build_unlocked(settings: Settings) -> Outcome:
    """Make a book's products as `build` does, while the caller has the output folder alone."""
    styles = read_styles(settings.styles)
    with open_workers(settings, styles) as workers:
        linked, findings = examine(settings)
        if has_errors(findings):
            return Outcome(findings)
        edition = typeset_edition(linked, styles, settings, workers)
        furniture = lay_out_furniture(edition, styles, settings, workers)
    moment = timestamp(settings.book, linked.book.metadata)
    findings = (*findings, *edition.findings, *findings_in(furniture))
    cover = None
    if Product.PRINT in settings.products:
        cover = _printed_cover(edition, styles)
        findings = (*findings, *_print_findings(edition, cover))
    bad_breaks = check_page_breaks(linked, edition.layouts, edition.pagination)
    if has_errors((*findings, *bad_breaks)):
        return Outcome(findings, bad_breaks)
    files, parts, faults = _make(settings, edition, furniture, styles, moment, cover)
    if has_errors(faults):
        return Outcome((*findings, *faults), bad_breaks, products_failed=True)
    settings.progress("writing")
    if settings.checked:
        found = (*findings, *faults, *bad_breaks)
        outside = left_to_a_check([name for name in _product_names(linked) if name in files])
        files = {**files, **_report(settings, edition, styles, files, found, outside, parts)}
    written = write_files(settings.output, files)
    cache, inputs = _cache(settings), input_digest(linked.book, styles, engine_versions())
    for name in (*_product_names(linked), *_print_names(linked)):
        if name in files:
            cache.keep_origin(files[name], inputs)
    return Outcome((*findings, *faults), bad_breaks, written)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an inspection found; `checked` and `skipped` name what was looked at and what could not be.

    `bad_breaks` are findings too, ranked: the worst first.
    """

    diagnostics: tuple[Diagnostic, ...]
    bad_breaks: tuple[Diagnostic, ...]
    checked: tuple[str, ...]
    skipped: tuple[str, ...]
    products_failed: bool = False


def inspect(settings: Settings, online: bool) -> Inspection:
    """Check a book's manuscript, its pages and the products in the output folder; only the report is written.

    With `online` every address the book names is asked once. What cannot be checked is named, never passed over.
    """
    with alone(settings):
        return _inspect(settings, online)


def _inspect(settings: Settings, online: bool) -> Inspection:
    styles = read_styles(settings.styles)
    linked, findings = examine(settings)
    findings = (*findings, *check_reviews(linked.book.facts, today()))
    checked, skipped = ["the manuscript"], list[str]()
    if online:
        from pipeline.check import check_addresses

        settings.progress("asking addresses")
        findings = (*findings, *check_addresses(linked))
        checked.append("the addresses it names")
    if has_errors(findings):
        return Inspection(findings, (), tuple(checked), ("pages and finished files: the manuscript has errors",))
    faults: list[Diagnostic] = []
    with open_workers(settings, styles) as workers:
        edition = typeset_edition(linked, styles, settings, workers)
        furniture = lay_out_furniture(edition, styles, settings, workers)
    findings = (*findings, *edition.findings, *findings_in(furniture))
    bad_breaks = check_page_breaks(linked, edition.layouts, edition.pagination)
    checked.append("its pages")
    there = [settings.output / name for name in _product_names(linked)]
    skipped += [f"{path}: not built" for path in there if not path.is_file()]
    there += [settings.output / name for name in _print_names(linked)]
    there = [path for path in there if path.is_file()]
    stale = _stale(there, linked, styles, settings)
    if stale:
        skipped.append(
            f"{' and '.join(map(str, stale))}: made from an earlier state of manuscript, styles or pipeline; "
            "“pipeline build” (here perhaps “make”) renews what is built"
        )
    sound = [path for path in there if path not in stale]
    runs: list[CheckRun] = []
    damaged: list[Path] = []
    for path in sound:
        settings.progress(f"checking {path.name}")
        if path.name in _print_names(linked):
            faults += _check_printers_file(path, edition, styles, stale, checked, skipped)
            continue
        wrong = tuple(_check_product(path, edition, checked))
        faults += wrong
        if any(found.rule in _CANNOT_BE_OPENED for found in wrong):
            damaged.append(path)
            continue
        markups = assemble_epub(edition) if path.suffix == ".epub" else ()
        for run, answer in ask_others(path, markups, edition.place_of_page, settings.progress):
            runs.append(run)
            faults += answer
    checked += [f"{settings.output / run.of} by {run.by}" for run in runs if run.result is not Result.NOT_RUN]
    skipped += [f"{run.by}: {run.note}" for run in runs if run.result is Result.NOT_RUN]
    if sound and not damaged:
        files = {path.name: path.read_bytes() for path in sound}
        write_files(settings.output, _report(settings, edition, styles, files, (*findings, *faults, *bad_breaks), runs))
    return Inspection((*findings, *faults), bad_breaks, tuple(checked), tuple(skipped), has_errors(tuple(faults)))


def _product_names(linked: LinkedBook) -> tuple[str, str, str]:
    slug = linked.book.metadata.slug
    return f"{slug}.pdf", f"{slug}.epub", f"{slug}-onix.xml"


def _print_names(linked: LinkedBook) -> tuple[str, str]:
    slug = linked.book.metadata.slug
    return f"{slug}-print.pdf", f"{slug}-print-cover.pdf"


def _stale(paths: Sequence[Path], linked: LinkedBook, styles: Styles, settings: Settings) -> list[Path]:
    """Return the products that a build here made from something else than what is there now."""
    cache, inputs = _cache(settings), input_digest(linked.book, styles, engine_versions())
    return [path for path in paths if cache.origin(path.read_bytes()) not in (None, inputs)]


def _report(
    settings: Settings,
    edition: Edition,
    styles: Styles,
    files: Mapping[str, bytes],
    findings: Sequence[Diagnostic],
    outside: Sequence[CheckRun],
    parts: tuple[BoundPart, ...] = (),
) -> Mapping[str, bytes]:
    """Return the files of the report on products and on what was found in them; `parts` are those of a new PDF."""
    return write_report(
        files,
        Printed(edition.linked, edition.markups, edition.pagination, parts),
        findings,
        outside,
        _production().programs,
        styles,
        way_to(settings.book, settings.output),
        _cache(settings),
    )


def _check_product(path: Path, edition: Edition, checked: list[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file, and add to what was checked."""
    from pipeline.check import check_epub, check_pdf

    linked = edition.linked
    checked.append(str(path))
    if path.suffix == ".pdf":
        yield from check_pdf(BoundBook(path.read_bytes(), ()), linked, edition.markups, edition.pagination)
        return
    if path.suffix == ".xml":
        yield from _check_record(path.read_bytes(), edition)
        return
    markups = assemble_epub(edition)
    yield from check_epub(path.read_bytes(), linked, markups, edition.pagination, edition.page_breaks)


def _check_printers_file(
    path: Path, edition: Edition, styles: Styles, stale: Sequence[Path], checked: list[str], skipped: list[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a printer's file; the block is compared with the PDF beside it, unless that is stale."""
    from pipeline.check import check_block, check_cover
    from pipeline.press import PrintingCondition

    metadata, pages = edition.linked.book.metadata, edition.pagination.pages
    specification, condition = metadata.printing, PrintingCondition(styles.profiles)
    bound = path.with_name(_product_names(edition.linked)[0])
    if specification is None or bound in stale or not bound.is_file():
        skipped.append(
            f"{path}: there is no {bound} of now beside it" if specification else f"{path}: no “print” in book.yaml"
        )
        return
    checked.append(f"{path} (its structure: there is no free validator of PDF/X-4)")
    if path.name == _print_names(edition.linked)[0]:
        yield from check_block(path.read_bytes(), bound.read_bytes(), pages, specification, condition.data)
    elif cover := _printed_cover(edition, styles):
        count = specification.filled_up(len(printed_pages(pages)))
        yield from check_cover(path.read_bytes(), cover.sheet, count, specification, metadata, condition.data)


@dataclass(frozen=True, slots=True)
class Facts:
    """The registry of a book's facts: each with the places that state it; `due` are those past their review."""

    facts: Mapping[FactId, Fact]
    uses: tuple[FactUse, ...]
    due: frozenset[FactId]
    vocabulary: Vocabulary
    diagnostics: tuple[Diagnostic, ...]


def survey_facts(settings: Settings) -> Facts:
    """Read and link a book and return its facts; `diagnostics` are all that reading and linking found."""
    linked = link_book(read_book(settings.book))
    facts = linked.book.facts
    overdue = {found.location for found in check_reviews(facts, today())}
    due = frozenset(name for name, fact in facts.items() if fact.location in overdue)
    return Facts(facts, linked.fact_uses, due, linked.book.vocabulary, linked.diagnostics)


def examine(settings: Settings) -> tuple[LinkedBook, tuple[Diagnostic, ...]]:
    """Read and link a book and return it with everything found in its manuscript.

    Where book.yaml cannot be read there is nothing to look for in the pieces it does not name.
    """
    settings.progress("reading")
    book = read_book(settings.book, _cache(settings), settings.standing.of(StandingChapters))
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
        Workers(styles, settings.workers, _cache(settings), settings.time_limit, cluster, settings.standing) as workers,
    ):
        workers.start_early()
        yield workers


def typeset_edition(linked: LinkedBook, styles: Styles, settings: Settings, workers: Workers) -> Edition:
    """Lay a book out until its page numbers have settled; what was laid out before is taken from the cache."""
    book = linked.book
    cache = _cache(settings)
    key_of = layout_keys(styles, book.resources, engine_versions(), settings.standing.of(StandingKeys))
    standing = settings.standing.of(StandingMarkup)
    standing.begin(cache)
    settings.standing.of(StandingLayouts).begin()

    def write(folios: Mapping[AnchorId, Folio], only: Container[PieceId] | None = None) -> Sequence[ChapterMarkup]:
        return assemble(linked, Medium.PRINT, folios, _production(), only, standing=standing)

    def told(title: str) -> None:
        settings.progress(f"typesetting {title}")

    def lay_out(markups: Sequence[ChapterMarkup]) -> Sequence[ChapterLayout]:
        keys = {markup.piece: key_of(markup) for markup in markups}
        known = {piece: layout for piece, key in keys.items() if (layout := cache.find(key))}
        stale = [markup for markup in markups if markup.piece not in known]
        if stale:
            with loading(*_needed_later(settings)):
                made = workers.lay_out(stale, keys, book.resources, told)
            known |= {layout.piece: layout for layout in made}
        return [known[markup.piece] for markup in markups]

    kept = settings.standing
    settled = settle_folios(write, lay_out, book.vocabulary.cover, kept.of(StandingDrafts))
    cache.trim()
    kept.let_go(StandingChapters, StandingLinks, StandingContents, StandingMarkup)
    kept.let_go(StandingDrafts, StandingKeys, StandingLayouts)
    return Edition(linked, settled.markups, settled.layouts, settled.pagination)


def _needed_later(settings: Settings) -> Iterator[str]:
    """Yield what is used once all is laid out and takes long to load."""
    if not settings.products.isdisjoint((Product.PDF, Product.PRINT)):
        yield from ("pipeline.bind", "pipeline.check.pdf")
    if Product.EPUB in settings.products:
        yield from ("pipeline.package.epub", "pipeline.check.epub", "pipeline.check.accessibility")
    if settings.checked:
        yield from ("pipeline.check.files", "pipeline.report")


def assemble_epub(edition: Edition) -> tuple[ChapterMarkup, ...]:
    """Return the documents of the EPUB, in which the pages of the printed edition are marked."""
    return assemble(edition.linked, Medium.EPUB, edition.folios, _production(), breaks=edition.page_breaks)


def _make(
    settings: Settings,
    edition: Edition,
    furniture: Sequence[Stamps],
    styles: Styles,
    moment: int,
    cover: PrintedCover | None,
) -> tuple[Mapping[str, bytes], tuple[BoundPart, ...], tuple[Diagnostic, ...]]:
    linked, book = edition.linked, edition.linked.book
    bound = BoundBook(b"", ())
    files: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    fonts_cut = _fonts_meanwhile(settings, edition, styles)
    if not settings.products.isdisjoint((Product.PDF, Product.PRINT)):
        from pipeline.bind import bind_book
        from pipeline.check import StandingPdf, check_pdf

        settings.progress("binding")
        parts = edition.layouts, edition.pagination, furniture, outline(linked)
        bound = bind_book(*parts, book.metadata, moment, tuple(Standard), _bench(settings))
        pdf = bound.pdf
        if settings.checked:
            settings.progress("checking the PDF")
            made_from = linked, edition.markups, edition.pagination
            standing = settings.standing.of(StandingPdf) if settings.standing.lasts else None
            faults += check_pdf(bound, *made_from, _cache(settings), forked, standing)
        if Product.PDF in settings.products:
            files[f"{book.metadata.slug}.pdf"] = pdf
        if cover is not None:
            settings.progress("pressing")
            pressed, found = _press(edition, pdf, cover, styles)
            files |= pressed
            faults += found
    if Product.EPUB in settings.products:
        settings.progress("packaging")
        fonts_cut()
        markups = assemble_epub(edition)
        navigation = assemble_navigation(linked, Medium.EPUB, edition.page_breaks)
        offered = _accessibility(markups, navigation, styles)
        epub = _package(edition, markups, navigation, offered, styles, moment, _cache(settings).remember)
        if settings.checked:
            from pipeline.check import check_epub

            settings.progress("checking the EPUB")
            faults += check_epub(epub, linked, markups, edition.pagination, edition.page_breaks)
        files[f"{book.metadata.slug}.epub"] = epub
        if Product.PDF in settings.products:
            record = _trade_record(edition, pdf, offered, moment)
            files[f"{book.metadata.slug}-onix.xml"] = record
            faults += _check_record(record, edition)
    if Product.HTML in settings.products:
        from pipeline.package import write_html

        settings.progress("writing HTML")
        markups = assemble(linked, Medium.SCREEN, edition.folios, _production())
        navigation = assemble_navigation(linked, Medium.SCREEN)
        pages = write_html(markups, navigation, styles, book.resources)
        files |= {f"html/{name}": data for name, data in pages.items()}
    return files, bound.parts, tuple(faults)


def _fonts_meanwhile(settings: Settings, edition: Edition, styles: Styles) -> Callable[[], None]:
    """Have fonts cut down for a book's first EPUB in a copy of this process; return what waits until they are.

    They take as long as a few chapters. Later ones, which use the same characters, find them in the cache.
    """
    linked = edition.linked
    first = not (settings.output / _product_names(linked)[1]).exists()
    if Product.EPUB not in settings.products or settings.products == {Product.EPUB} or not first:
        return lambda: None

    def cut() -> None:
        from pipeline.package import cut_fonts

        markups = assemble_epub(edition)
        navigation = assemble_navigation(linked, Medium.EPUB, edition.page_breaks)
        book, remember = linked.book, _cache(settings).remember
        cut_fonts(markups, navigation, outline(linked), book.metadata, book.vocabulary, styles, remember)

    return forked(cut)


def _printed_cover(edition: Edition, styles: Styles) -> PrintedCover | None:
    """Lay the printed cover out around as many pages as the block will have; None without a word on printing."""
    specification = edition.linked.book.metadata.printing
    if specification is None:
        return None
    spine = specification.spine_width(specification.filled_up(len(printed_pages(edition.pagination.pages))))
    return typeset_cover(assemble_cover(edition.linked, specification, spine), spine, styles)


def _print_findings(edition: Edition, cover: PrintedCover | None) -> Iterator[Diagnostic]:
    """Yield what keeps a book from being printed as it is."""
    book = edition.linked.book
    if cover is None:
        yield PRINT_UNSPECIFIED.at(book.metadata.location)
        return
    from pipeline.check import check_print_images

    yield from cover.diagnostics
    yield from check_print_images(edition.layouts, book.resources)


def _press(
    edition: Edition, bound: bytes, cover: PrintedCover, styles: Styles
) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """Return the printer's files of a bound book, and what is wrong with them."""
    book, pages = edition.linked.book, edition.pagination.pages
    specification = book.metadata.printing
    if specification is None:
        return {}, ()
    from pipeline.check import check_block, check_cover
    from pipeline.press import PictureProfiles, PrintingCondition, press_block, press_cover

    condition, profiles = PrintingCondition(styles.profiles), PictureProfiles(book.resources)
    block = press_block(bound, pages, specification, condition, profiles)
    wrapper = press_cover(cover.pdf, bound, cover.sheet, condition, profiles)
    count = specification.filled_up(len(printed_pages(pages)))
    faults = (
        *check_block(block, bound, pages, specification, condition.data),
        *check_cover(wrapper, cover.sheet, count, specification, book.metadata, condition.data),
    )
    return dict(zip(_print_names(edition.linked), (block, wrapper), strict=True)), faults


def lay_out_furniture(edition: Edition, styles: Styles, settings: Settings, workers: Workers) -> Sequence[Stamps]:
    """Lay out running heads and folios of all pages, but for those that an earlier build did without a finding."""
    book, cache = edition.linked.book, _cache(settings)
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


def _accessibility(markups: Sequence[ChapterMarkup], navigation: str, styles: Styles) -> Accessibility:
    """Return what the documents of the EPUB offer to readers who cannot see, hear or hold it."""
    from pipeline.check import survey_accessibility
    from pipeline.package import EPUB_SHEET

    return survey_accessibility(markups, navigation, styles.sheets[EPUB_SHEET])


def _trade_record(edition: Edition, pdf: bytes, offered: Accessibility, moment: int) -> bytes:
    """Return the record for the trade, with what the finished files tell."""
    from pipeline.check import pdf_codes
    from pipeline.package import TradeFacts, accessibility_summary, page_size, write_onix

    metadata, pages = edition.linked.book.metadata, edition.pagination.pages
    counted = [page for page in pages if page.piece != PieceId(GeneratedKind.COVER)]
    front = [page for page in counted if not page.folio.isdecimal()]
    facts = TradeFacts(
        front_pages=len(front),
        main_pages=len(counted) - len(front),
        all_pages=len(pages),
        page_size=page_size(pdf, len(pages) - 1),
        figures=sum(target.kind is TargetKind.FIGURE for target in edition.linked.targets.values()),
        pdf_codes=pdf_codes(pdf),
        epub_codes=offered.codes,
        epub_summary=accessibility_summary(offered, metadata.language)[1],
        epub_hazard_free=offered.hazard == "none",
    )
    return write_onix(metadata, facts, moment)


def _check_record(record: bytes, edition: Edition) -> Iterator[Diagnostic]:
    from pipeline.check import check_onix

    return check_onix(record, catalogue_entry(edition.linked.book.metadata))


def _package(
    edition: Edition,
    markups: Sequence[ChapterMarkup],
    navigation: str,
    offered: Accessibility,
    styles: Styles,
    moment: int,
    remember: Remember,
) -> bytes:
    from pipeline.package import cover_image, package_epub

    book = edition.linked.book
    covers = (layout for layout in edition.layouts if layout.piece == PieceId(GeneratedKind.COVER))
    first = next(covers, edition.layouts[0])
    return package_epub(
        markups,
        navigation,
        outline(edition.linked),
        book.metadata,
        book.vocabulary,
        styles,
        book.resources,
        cover_image(first.pdf_bytes()),
        moment,
        remember,
        edition.page_breaks,
        offered,
    )


def alone(settings: Settings) -> AbstractContextManager[None]:
    """Return the context in which no other build uses the output folder."""
    return locked(settings.cache, lambda: settings.progress("waiting for another build"))


def _bench(settings: Settings) -> "Bench":
    """Return what this process keeps of the book that it bound last; the rest is in the cache."""
    from pipeline.bind import Bench

    bench = settings.standing.of(Bench)
    bench.ask(_cache(settings))
    return bench


def _cache(settings: Settings) -> BuildCache:
    return BuildCache(settings.cache, standing=settings.standing.of(StandingLayouts))


def _production() -> Production:
    return Production((("publishing-pipeline", __version__), *sorted(engine_versions().items())))
