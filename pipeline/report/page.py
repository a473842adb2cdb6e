"""The report for people: one page of HTML in the book's own type, complete in itself."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from pipeline.book.diagnostics import Diagnostic, Severity
from pipeline.book.report import CheckRun, Report, Result
from pipeline.report.markup import count, section, table, whole_page


def report_page(report: Report, manuscript: str, sheet: str) -> str:
    """Return the page; `manuscript` is the way from it to the manuscript's folder, `sheet` its style sheet."""
    sections = "\n".join(
        section(name, content)
        for name, content in (
            ("Findings", _findings(report.findings, manuscript)),
            ("What was made", _files(report)),
            ("Drafts in the book", _drafts(report, manuscript)),
            ("What was checked", _checks([run for run in report.checks if run.result is not Result.NOT_RUN])),
            ("What was not checked", _checks([run for run in report.checks if run.result is Result.NOT_RUN])),
            ("Pictures", _images(report)),
            ("Fonts", _fonts(report)),
            ("Made with", _programs(report)),
        )
        if content
    )
    return whole_page(report.title, sheet, _verdict(report), sections)


def _verdict(report: Report) -> str:
    errors = sum(found.severity is Severity.ERROR for found in report.findings)
    counts = f"{count(errors, 'error')}, {count(len(report.findings) - errors, 'warning')}"
    run = sum(check.result is not Result.NOT_RUN for check in report.checks)
    waiting = len(report.checks) - run
    not_run = f"; {waiting} not run" if waiting else ""
    said = f"{counts}. {count(run, 'check').capitalize()} run{not_run}."
    return escape(said[0].upper() + said[1:])


def _findings(findings: Sequence[Diagnostic], manuscript: str) -> str:
    return table(
        "Everything that was found, with its place in the manuscript",
        ("Place", "Severity", "Rule", "Finding"),
        (
            (
                _place(found, manuscript),
                found.severity.value,
                escape(found.rule),
                escape(found.message) + (f' <span class="hint">({escape(found.hint)})</span>' if found.hint else ""),
            )
            for found in findings
        ),
    )


def _place(found: Diagnostic, manuscript: str) -> str:
    place = found.location
    if place is None:
        return "the whole book"
    line = f"#L{place.line}" if place.line else ""
    return f'<a href="{quote(f"{manuscript}/{place.path}", errors="surrogateescape")}{line}">{escape(str(place))}</a>'


def _files(report: Report) -> str:
    return table(
        "The files of this build",
        ("File", "Bytes", "Pages", "Words", "SHA-256"),
        (
            (
                f'<a href="{quote(file.name)}">{escape(file.name)}</a>',
                f"{file.size:,}",
                "" if file.pages is None else str(file.pages),
                "" if file.words is None else f"{file.words:,}",
                f"<code>{file.digest}</code>",
            )
            for file in report.files
        ),
    )


def _drafts(report: Report, manuscript: str) -> str:
    links = (
        f'<a href="{quote(f"{manuscript}/{file}", errors="surrogateescape")}">{escape(file)}</a>'
        for file in report.drafts
    )
    return table("Chapters whose status is draft", ("Chapter",), ((link,) for link in links))


def _checks(checks: Sequence[CheckRun]) -> str:
    return table(
        "Checks, and who made them",
        ("Check", "Of", "By", "Result"),
        ((escape(run.name), escape(run.of), escape(run.by), _result(run)) for run in checks),
    )


def _result(run: CheckRun) -> str:
    if run.result is Result.FOUND:
        return f"{count(run.errors, 'error')}, {count(run.warnings, 'warning')}"
    return f"{run.result}: {escape(run.note)}" if run.note else run.result.value


def _images(report: Report) -> str:
    rows = ((escape(use.folio), f"{use.width} × {use.height}", str(use.ppi)) for use in report.images)
    return table("Pictures of points in the PDF", ("Page", "Points", "Points per inch"), rows)


def _fonts(report: Report) -> str:
    rows = ((escape(use.name), escape(use.product), "embedded" if use.embedded else "missing") for use in report.fonts)
    return table("Fonts of the products", ("Font", "In", "State"), rows)


def _programs(report: Report) -> str:
    rows = ((escape(name), escape(version)) for name, version in report.programs)
    digest = f"<p>Manuscript: <code>{escape(report.manuscript_digest)}</code> (SHA-256).</p>"
    return f"{table('Programs and their versions', ('Program', 'Version'), rows)}\n{digest}"
