"""The report that goes with an edition: gathered from what was made and what was found."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.book.bound import BoundBook, BoundPart
from pipeline.book.diagnostics import Diagnostic
from pipeline.book.layout import Pagination
from pipeline.book.linked import LinkedBook
from pipeline.book.markup import ChapterMarkup
from pipeline.book.memory import Memory
from pipeline.book.report import CheckRun, MadeFile, Report, ShelvedBook
from pipeline.book.styles import Styles

if TYPE_CHECKING:
    from pipeline.check import StandingPdf

REPORT: Final = ("report.html", "report.json")
"""For people and for programs."""
REPORT_SHEET: Final = "report.css"


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed edition: the book, its documents and its pages, and the parts of its PDF where the binder told."""

    linked: LinkedBook
    markups: Sequence[ChapterMarkup]
    pagination: Pagination
    parts: tuple[BoundPart, ...] = ()


def write_report(
    files: Mapping[str, bytes],
    printed: Printed,
    findings: Sequence[Diagnostic],
    outside: Sequence[CheckRun],
    programs: Sequence[tuple[str, str]],
    styles: Styles,
    way: str,
    on_shelf: bool = False,
    memory: Memory | None = None,
    checked: "StandingPdf | None" = None,
) -> Mapping[str, bytes]:
    """Return the report's two files, which say what `files` are and what was found in them.

    `outside` are the runs of checkers of others, `way` leads from the report to the manuscript's folder. That of a book
    `on_shelf` goes by the name of the book. What `memory` has from an earlier report of documents and of parts of the
    PDF is not looked up again, nor what is standing of the PDF that was `checked`.
    """
    from pipeline.check import fonts_of_epub, own_checks, survey_pdf
    from pipeline.report import report_data, report_page

    products = {name: data for name, data in files.items() if "/" not in name}
    book = printed.linked.book
    pdf, epub = products.get(f"{book.metadata.slug}.pdf"), products.get(f"{book.metadata.slug}.epub")
    bound = BoundBook(pdf, printed.parts) if pdf else None
    shown = survey_pdf(f"{book.metadata.slug}.pdf", bound, printed.pagination, memory, checked) if bound else None
    report = Report(
        title=book.metadata.title,
        identifier=book.metadata.identifier,
        manuscript_digest=book.digest,
        programs=tuple(programs),
        files=tuple(_made(name, data, printed, memory) for name, data in products.items()),
        fonts=(
            *(shown.fonts if shown else ()),
            *(fonts_of_epub(f"{book.metadata.slug}.epub", epub) if epub else ()),
        ),
        images=shown.images if shown else (),
        checks=(*own_checks(findings, tuple(products)), *outside),
        findings=tuple(sorted(dict.fromkeys(findings), key=_order)),
        drafts=book.drafts,
    )
    page = report_page(report, way, styles.sheets[REPORT_SHEET])
    names = [f"{book.metadata.slug}-{name}" if on_shelf else name for name in REPORT]
    return dict(zip(names, (page.encode("utf-8", "replace"), report_data(report, way)), strict=True))


def write_shelf_report(books: Sequence[ShelvedBook], styles: Styles) -> Mapping[str, bytes]:
    """Return the two files of a report on several books, which leads to that of each."""
    from pipeline.report import shelf_data, shelf_page

    page = shelf_page(books, styles.sheets[REPORT_SHEET])
    return dict(zip(REPORT, (page.encode(), shelf_data(books)), strict=True))


def way_to(manuscript: Path, output: Path) -> str:
    """Return the way from the output folder to the manuscript's, for links."""
    return Path(os.path.relpath(manuscript.resolve(), output.resolve())).as_posix()


def _made(name: str, data: bytes, printed: Printed, memory: Memory | None) -> MadeFile:
    from pipeline.check import count_words_of, survey_file

    if name == f"{printed.linked.book.metadata.slug}.pdf":
        return survey_file(name, data, len(printed.pagination.pages), count_words_of(printed.markups, memory))
    return survey_file(name, data)


def _order(found: Diagnostic) -> tuple[str, int, int, str, str]:
    place = found.location
    if place is None:
        return ("", 0, 0, found.rule, found.message)
    return (str(place.path), place.line or 0, place.column or 0, found.rule, found.message)
