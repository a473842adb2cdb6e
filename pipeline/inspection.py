"""An inspection of a book: its manuscript, its pages and the products in the output folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.book.bound import BoundBook
from pipeline.book.diagnostics import Diagnostic, has_errors
from pipeline.book.furniture import findings_in
from pipeline.book.linked import LinkedBook
from pipeline.book.pagination import printed_pages
from pipeline.book.report import CheckRun, Result
from pipeline.book.styles import Styles
from pipeline.check import check_page_breaks, check_reviews
from pipeline.clock import today
from pipeline.edition import (
    Edition,
    assemble_epub,
    cache_of,
    examine,
    lay_out_furniture,
    open_workers,
    typeset_edition,
)
from pipeline.keys import input_digest
from pipeline.lock import alone
from pipeline.output import write_files
from pipeline.outside import ask_others
from pipeline.products import check_record, print_names, printed_cover, product_names, report_on
from pipeline.read import read_styles
from pipeline.rules import EPUB_UNREADABLE, PDF_PAGES, PDF_UNREADABLE
from pipeline.settings import Settings
from pipeline.typeset import engine_versions

_CANNOT_BE_OPENED: Final = frozenset({PDF_UNREADABLE.code, PDF_PAGES.code, EPUB_UNREADABLE.code})


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an inspection found; `checked` and `skipped` name what was looked at and what could not be.

    `bad_breaks` are findings too, ranked: the worst first. `drafts` are the files of the chapters that are drafts.
    """

    diagnostics: tuple[Diagnostic, ...]
    bad_breaks: tuple[Diagnostic, ...]
    checked: tuple[str, ...]
    skipped: tuple[str, ...]
    products_failed: bool = False
    drafts: tuple[str, ...] = ()


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
    there = [settings.output / name for name in product_names(linked)]
    skipped += [f"{path}: not built" for path in there if not path.is_file()]
    there += [settings.output / name for name in print_names(linked)]
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
        if path.name in print_names(linked):
            faults += _check_printers_file(path, edition, styles, stale, checked, skipped)
            continue
        wrong = tuple(_check_product(path, edition, checked))
        faults += wrong
        if any(found.rule in _CANNOT_BE_OPENED for found in wrong):
            damaged.append(path)
            continue
        markups = assemble_epub(edition) if path.suffix == ".epub" else ()
        for run, answer in ask_others(path, markups, edition.places_in, settings.progress):
            runs.append(run)
            faults += answer
    checked += [
        f"{settings.output / run.of}: {run.name}, by {run.by}" for run in runs if run.result is not Result.NOT_RUN
    ]
    skipped += [f"{run.by} ({run.name}): {run.note}" for run in runs if run.result is Result.NOT_RUN]
    if sound and not damaged:
        files = {path.name: path.read_bytes() for path in sound}
        write_files(
            settings.output, report_on(settings, edition, styles, files, (*findings, *faults, *bad_breaks), runs)
        )
    return Inspection(
        (*findings, *faults), bad_breaks, tuple(checked), tuple(skipped), has_errors(tuple(faults)), linked.book.drafts
    )


def _stale(paths: Sequence[Path], linked: LinkedBook, styles: Styles, settings: Settings) -> list[Path]:
    """Return the products that a build here made from something else than what is there now."""
    cache, inputs = cache_of(settings), input_digest(linked.book, styles, engine_versions())
    return [path for path in paths if cache.origin(path.read_bytes()) not in (None, inputs)]


def _check_product(path: Path, edition: Edition, checked: list[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a finished file, and add to what was checked."""
    from pipeline.check import check_epub, check_pdf

    linked = edition.linked
    checked.append(str(path))
    if path.suffix == ".pdf":
        yield from check_pdf(BoundBook(path.read_bytes(), ()), linked, edition.markups, edition.pagination)
        return
    if path.suffix == ".xml":
        yield from check_record(path.read_bytes(), edition)
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
    bound = path.with_name(product_names(edition.linked)[0])
    if specification is None or bound in stale or not bound.is_file():
        skipped.append(
            f"{path}: there is no {bound} of now beside it" if specification else f"{path}: no “print” in book.yaml"
        )
        return
    checked.append(f"{path} (its structure: there is no free validator of PDF/X-4)")
    if path.name == print_names(edition.linked)[0]:
        yield from check_block(path.read_bytes(), bound.read_bytes(), pages, specification, condition.data)
    elif cover := printed_cover(edition, styles):
        count = specification.filled_up(len(printed_pages(pages)))
        yield from check_cover(path.read_bytes(), cover.sheet, count, specification, metadata, condition.data)
