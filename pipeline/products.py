"""What is made of a typeset book: bound, pressed, packaged, each checked before anything is written.

What only some products need, and takes long to load, is loaded where it is used.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.assemble import assemble, assemble_cover, assemble_navigation, outline
from pipeline.book.accessibility import Accessibility
from pipeline.book.aside import Aside, in_turn
from pipeline.book.bound import BoundBook, BoundPart
from pipeline.book.catalogue import catalogue_entry
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.furniture import Stamps
from pipeline.book.linked import LinkedBook, TargetKind
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import Remember
from pipeline.book.names import GeneratedKind, Medium, PieceId
from pipeline.book.pagination import printed_pages
from pipeline.book.printing import PrintedCover
from pipeline.book.report import CheckRun
from pipeline.book.styles import Styles
from pipeline.edition import Edition, assemble_epub, cache_of, production
from pipeline.forked import forked
from pipeline.memory import give_back
from pipeline.reporting import Printed, way_to, write_report
from pipeline.rules import PRINT_UNSPECIFIED
from pipeline.settings import Product, Settings
from pipeline.typeset import typeset_cover

if TYPE_CHECKING:
    from pipeline.bind import Bench


def product_names(linked: LinkedBook) -> tuple[str, str, str]:
    """Return the names of a book's PDF, EPUB and trade record."""
    slug = linked.book.metadata.slug
    return f"{slug}.pdf", f"{slug}.epub", f"{slug}-onix.xml"


def print_names(linked: LinkedBook) -> tuple[str, str]:
    """Return the names of a book's files for the printer: block and cover."""
    slug = linked.book.metadata.slug
    return f"{slug}-print.pdf", f"{slug}-print-cover.pdf"


@dataclass(frozen=True, slots=True)
class Products:
    """Files by their names below the output folder, and what is wrong with them.

    `parts` are those of the PDF, where there is one.
    """

    files: Mapping[str, bytes]
    faults: tuple[Diagnostic, ...]
    parts: tuple[BoundPart, ...] = ()


def make_products(
    settings: Settings,
    edition: Edition,
    furniture: Sequence[Stamps],
    styles: Styles,
    moment: int,
    cover: PrintedCover | None,
) -> Products:
    """Make the products that are asked for, and check each; nothing is written yet."""
    fonts_cut = _fonts_meanwhile(settings, edition, styles)
    made: list[Products] = []
    bound = BoundBook(b"", ())
    if not settings.products.isdisjoint((Product.PDF, Product.PRINT)):
        bound, faults = _bound_book(settings, edition, furniture, moment)
        files = {product_names(edition.linked)[0]: bound.pdf} if Product.PDF in settings.products else {}
        made.append(Products(files, faults, bound.parts))
    if cover is not None:
        settings.progress("pressing")
        made.append(_press(edition, bound.pdf, cover, styles))
    if Product.EPUB in settings.products:
        settings.progress("packaging")
        fonts_cut()
        made.append(_ebook(settings, edition, styles, moment, bound.pdf if Product.PDF in settings.products else None))
    if Product.HTML in settings.products:
        settings.progress("writing HTML")
        made.append(_web_pages(edition, styles))
    return Products(
        {name: data for products in made for name, data in products.files.items()},
        tuple(fault for products in made for fault in products.faults),
        bound.parts,
    )


def _bound_book(
    settings: Settings, edition: Edition, furniture: Sequence[Stamps], moment: int
) -> tuple[BoundBook, tuple[Diagnostic, ...]]:
    """Return the bound PDF, and what is wrong with it."""
    from pipeline.bind import Bench, bind_book
    from pipeline.check import StandingPdf, check_pdf, standards_earned

    linked = edition.linked
    settings.progress("binding")
    parts = edition.layouts, edition.pagination, furniture, outline(linked)
    standards = standards_earned(linked, edition.markups)
    bound = bind_book(*parts, linked.book.metadata, moment, standards, _bench(settings))
    settings.standing.let_go(Bench)
    if not settings.standing.lasts:
        give_back()
    if not settings.checked:
        return bound, ()
    settings.progress("checking the PDF")
    made_from, kept = (linked, edition.markups, edition.pagination), settings.standing
    standing = kept.of(StandingPdf) if kept.lasts else None
    return bound, tuple(check_pdf(bound, *made_from, cache_of(settings), _aside(settings), standing))


def _ebook(settings: Settings, edition: Edition, styles: Styles, moment: int, pdf: bytes | None) -> Products:
    """Return the EPUB and, with the PDF of the same build, the record for the trade."""
    linked = edition.linked
    _, epub_name, record_name = product_names(linked)
    markups = assemble_epub(edition)
    navigation = assemble_navigation(linked, Medium.EPUB, edition.page_breaks)
    offered = _accessibility(markups, navigation, styles, linked.book.metadata.languages)
    epub = _package(edition, markups, navigation, offered, styles, moment, cache_of(settings).remember)
    files, faults = {epub_name: epub}, list[Diagnostic]()
    if settings.checked:
        from pipeline.check import check_epub

        settings.progress("checking the EPUB")
        faults += check_epub(epub, linked, markups, edition.pagination, edition.page_breaks)
    if pdf is not None:
        files[record_name] = _trade_record(edition, pdf, offered, moment)
        faults += check_record(files[record_name], edition)
    return Products(files, tuple(faults))


def _web_pages(edition: Edition, styles: Styles) -> Products:
    """Return the documents for a browser."""
    from pipeline.package import write_html

    markups = assemble(edition.linked, Medium.SCREEN, edition.folios, production())
    navigation = assemble_navigation(edition.linked, Medium.SCREEN)
    pages = write_html(markups, navigation, styles, edition.linked.book.resources)
    return Products({f"html/{name}": data for name, data in pages.items()}, ())


def _fonts_meanwhile(settings: Settings, edition: Edition, styles: Styles) -> Callable[[], None]:
    """Have fonts cut down for a book's first EPUB in a copy of this process; return what waits until they are.

    They take as long as a few chapters. Later ones, which use the same characters, find them in the cache. Where there
    is no such copy they are cut when the EPUB is made.
    """
    linked, aside = edition.linked, _aside(settings)
    first = not (settings.output / product_names(linked)[1]).exists()
    alone = aside is in_turn or settings.products == {Product.EPUB}
    if Product.EPUB not in settings.products or alone or not first:
        return lambda: None

    def cut() -> None:
        from pipeline.package import cut_fonts

        markups = assemble_epub(edition)
        navigation = assemble_navigation(linked, Medium.EPUB, edition.page_breaks)
        book, remember = linked.book, cache_of(settings).remember
        cut_fonts(markups, navigation, outline(linked), book.metadata, book.vocabulary, styles, remember)

    return aside(cut)


def _aside(settings: Settings) -> Aside:
    """Return how work is done beside other work: where a build has one worker, this process does it, in its turn."""
    return in_turn if settings.workers == 1 else forked


def printed_cover(edition: Edition, styles: Styles) -> PrintedCover | None:
    """Lay the printed cover out around as many pages as the block will have; None without a word on printing."""
    specification = edition.linked.book.metadata.printing
    if specification is None:
        return None
    spine = specification.spine_width(specification.filled_up(len(printed_pages(edition.pagination.pages))))
    return typeset_cover(assemble_cover(edition.linked, specification, spine), spine, styles)


def print_findings(edition: Edition, cover: PrintedCover | None) -> Iterator[Diagnostic]:
    """Yield what keeps a book from being printed as it is."""
    book = edition.linked.book
    if cover is None:
        yield PRINT_UNSPECIFIED.at(book.metadata.location)
        return
    from pipeline.check import check_print_images

    yield from cover.diagnostics
    yield from check_print_images(edition.layouts, book.resources)


def _press(edition: Edition, bound: bytes, cover: PrintedCover, styles: Styles) -> Products:
    """Return the printer's files of a bound book, and what is wrong with them."""
    book, pages = edition.linked.book, edition.pagination.pages
    specification = book.metadata.printing
    if specification is None:
        return Products({}, ())
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
    return Products(dict(zip(print_names(edition.linked), (block, wrapper), strict=True)), faults)


def _accessibility(
    markups: Sequence[ChapterMarkup], navigation: str, styles: Styles, languages: Collection[str]
) -> Accessibility:
    """Return what the documents of the EPUB offer to readers who cannot see, hear or hold it."""
    from pipeline.check import survey_accessibility
    from pipeline.package import EPUB_SHEET

    return survey_accessibility(markups, navigation, styles.sheets[EPUB_SHEET], languages)


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
        pdf_codes=pdf_codes(pdf, metadata.languages),
        epub_codes=offered.codes,
        epub_summary=accessibility_summary(offered, metadata.language)[1],
        epub_hazard_free=offered.hazard == "none",
    )
    return write_onix(metadata, facts, moment)


def check_record(record: bytes, edition: Edition) -> Iterator[Diagnostic]:
    """Yield what is wrong with a trade record."""
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


def _bench(settings: Settings) -> "Bench":
    """Return what this process keeps of the book that it bound last; the rest is in the cache."""
    from pipeline.bind import Bench

    bench = settings.standing.of(Bench)
    bench.ask(cache_of(settings))
    return bench


def report_on(
    settings: Settings,
    edition: Edition,
    styles: Styles,
    files: Mapping[str, bytes],
    findings: Sequence[Diagnostic],
    outside: Sequence[CheckRun],
    parts: tuple[BoundPart, ...] = (),
) -> Mapping[str, bytes]:
    """Return the files of the report on products and on what was found in them; `parts` are those of a new PDF."""
    from pipeline.check import StandingPdf

    return write_report(
        files,
        Printed(edition.linked, edition.markups, edition.pagination, parts),
        findings,
        outside,
        production().programs,
        styles,
        way_to(settings.book, settings.output),
        settings.on_shelf,
        cache_of(settings),
        settings.standing.of(StandingPdf) if settings.standing.lasts else None,
    )
