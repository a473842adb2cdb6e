"""The report for people: one page of HTML in the book's own type, complete in itself."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final
from urllib.parse import quote

from pipeline.book.diagnostics import Diagnostic, Severity
from pipeline.book.report import CheckRun, Report, Result

_PAGE: Final = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}: report</title>
<style>
{sheet}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="verdict">{verdict}</p>
{sections}
</main>
</body>
</html>
"""


def report_page(report: Report, manuscript: str, sheet: str) -> str:
    """Return the page; `manuscript` is the way from it to the manuscript's folder, `sheet` its style sheet."""
    sections = "\n".join(
        _section(name, content)
        for name, content in (
            ("Findings", _findings(report.findings, manuscript)),
            ("What was made", _files(report)),
            ("What was checked", _checks([run for run in report.checks if run.result is not Result.NOT_RUN])),
            ("What was not checked", _checks([run for run in report.checks if run.result is Result.NOT_RUN])),
            ("Pictures", _images(report)),
            ("Fonts", _fonts(report)),
            ("Made with", _programs(report)),
        )
        if content
    )
    return _PAGE.format(title=escape(report.title), sheet=sheet.strip(), verdict=_verdict(report), sections=sections)


def _verdict(report: Report) -> str:
    errors = sum(found.severity is Severity.ERROR for found in report.findings)
    counts = f"{_count(errors, 'error')}, {_count(len(report.findings) - errors, 'warning')}"
    run = sum(check.result is not Result.NOT_RUN for check in report.checks)
    waiting = len(report.checks) - run
    not_run = f"; {waiting} not run" if waiting else ""
    said = f"{counts}. {_count(run, 'check').capitalize()} run{not_run}."
    return escape(said[0].upper() + said[1:])


def _section(name: str, content: str) -> str:
    anchor = name.lower().replace(" ", "-")
    return f'<section aria-labelledby="{anchor}">\n<h2 id="{anchor}">{name}</h2>\n{content}\n</section>'


def _findings(findings: Sequence[Diagnostic], manuscript: str) -> str:
    return _table(
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
    return f'<a href="{quote(f"{manuscript}/{place.path}")}{line}">{escape(str(place))}</a>'


def _files(report: Report) -> str:
    return _table(
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


def _checks(checks: Sequence[CheckRun]) -> str:
    return _table(
        "Checks, and who made them",
        ("Check", "Of", "By", "Result"),
        ((escape(run.name), escape(run.of), escape(run.by), _result(run)) for run in checks),
    )


def _result(run: CheckRun) -> str:
    if run.result is Result.FOUND:
        return f"{_count(run.errors, 'error')}, {_count(run.warnings, 'warning')}"
    return f"{run.result}: {escape(run.note)}" if run.note else run.result.value


def _images(report: Report) -> str:
    rows = ((escape(use.folio), f"{use.width} × {use.height}", str(use.ppi)) for use in report.images)
    return _table("Pictures of points in the PDF", ("Page", "Points", "Points per inch"), rows)


def _fonts(report: Report) -> str:
    rows = ((escape(use.name), escape(use.product), "embedded" if use.embedded else "missing") for use in report.fonts)
    return _table("Fonts of the products", ("Font", "In", "State"), rows)


def _programs(report: Report) -> str:
    rows = ((escape(name), escape(version)) for name, version in report.programs)
    digest = f"<p>Manuscript: <code>{escape(report.manuscript_digest)}</code> (SHA-256).</p>"
    return f"{_table('Programs and their versions', ('Program', 'Version'), rows)}\n{digest}"


def _table(caption: str, heads: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a table whose rows are named by their first cells; empty where there are no rows."""
    written = [
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows
    ]
    if not written:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "\n".join(written)
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{escape(caption)}">\n'
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}" + ("" if number == 1 else "s")
