"""The report for programs: JSON."""

import json
from dataclasses import asdict

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.report import Report


def report_data(report: Report, manuscript: str) -> bytes:
    """Return the report as JSON; `manuscript` is the way from the report to the manuscript's folder."""
    data = {
        "title": report.title,
        "identifier": report.identifier,
        "manuscript-digest": report.manuscript_digest,
        "programs": dict(report.programs),
        "drafts": report.drafts,
        "files": [asdict(file) for file in report.files],
        "fonts": [asdict(font) for font in report.fonts],
        "images": [asdict(image) for image in report.images],
        "checks": [asdict(check) for check in report.checks],
        "findings": [_finding(found, manuscript) for found in report.findings],
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _finding(found: Diagnostic, manuscript: str) -> dict[str, object]:
    place = found.location
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "hint": found.hint,
        "file": str(place.path) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "link": f"{manuscript}/{place.path}" if place else None,
    }
