"""The whole way of a book, from its folder to its products."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.book.diagnostics import Diagnostic, has_errors
from pipeline.book.furniture import findings_in
from pipeline.book.styles import Styles
from pipeline.check import check_page_breaks
from pipeline.clock import timestamp
from pipeline.edition import Edition, cache_of, examine, lay_out_furniture, open_workers, typeset_edition
from pipeline.keys import input_digest
from pipeline.lock import alone
from pipeline.memory import give_back
from pipeline.output import write_files
from pipeline.outside import left_to_a_check
from pipeline.products import (
    Products,
    make_products,
    print_findings,
    print_names,
    printed_cover,
    product_names,
    report_on,
)
from pipeline.read import read_styles
from pipeline.settings import Outcome, Product, Settings
from pipeline.typeset import engine_versions


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
    if not settings.standing.lasts:
        give_back()
    findings = (*findings, *edition.findings, *findings_in(furniture))
    cover = None
    if Product.PRINT in settings.products:
        cover = printed_cover(edition, styles)
        findings = (*findings, *print_findings(edition, cover))
    bad_breaks = check_page_breaks(linked, edition.layouts, edition.pagination)
    if has_errors((*findings, *bad_breaks)):
        return Outcome(findings, bad_breaks)
    products = make_products(
        settings, edition, furniture, styles, timestamp(settings.book, linked.book.metadata), cover
    )
    findings = (*findings, *products.faults)
    if has_errors(products.faults):
        return Outcome(findings, bad_breaks, products_failed=True)
    settings.progress("writing")
    written = _write(settings, edition, styles, products, (*findings, *bad_breaks))
    return Outcome(findings, bad_breaks, written, drafts=linked.book.drafts)


def _write(
    settings: Settings, edition: Edition, styles: Styles, products: Products, findings: Sequence[Diagnostic]
) -> tuple[Path, ...]:
    """Write products and their report together, and note what they were made from."""
    files, linked = products.files, edition.linked
    report: Mapping[str, bytes] = {}
    if settings.checked:
        outside = left_to_a_check([name for name in product_names(linked) if name in files])
        report = report_on(settings, edition, styles, files, findings, outside, products.parts)
    written = write_files(settings.output, {**files, **report})
    inputs = input_digest(linked.book, styles, engine_versions())
    for name in files.keys() & {*product_names(linked), *print_names(linked)}:
        cache_of(settings).keep_origin(files[name], inputs)
    return written
