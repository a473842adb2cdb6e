"""The report: what was made and checked, for people and for programs."""

import json
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from pipeline.book.diagnostics import Diagnostic, Severity, SourceLocation
from pipeline.book.names import Folio
from pipeline.book.report import CheckRun, FontUse, ImageUse, MadeFile, Report, Result, ShelvedBook
from pipeline.check.criteria import CRITERIA
from pipeline.check.documents import parse
from pipeline.check.publication import Page, PublicationContents
from pipeline.folders import styles_folder
from pipeline.report import report_data, report_page, shelf_page

FOUND = Diagnostic(
    "TXT-009",
    Severity.WARNING,
    "unfinished text: “<TODO>”",
    SourceLocation(PurePosixPath("body/01 a.md"), 41, 7),
    "write it",
)
REPORT = Report(
    title="Salt & Roads",
    identifier="urn:uuid:0",
    manuscript_digest="ab" * 32,
    programs=(("WeasyPrint", "70"),),
    files=(MadeFile("salt.pdf", 1234567, "cd" * 32, 99, 22000),),
    fonts=(FontUse("salt.pdf", "EB-Garamond", True),),
    images=(ImageUse(Folio("12"), 600, 400, 212),),
    checks=(
        CheckRun("Text", "publishing-pipeline", "the manuscript", Result.FOUND, 0, 1),
        CheckRun("Links", "publishing-pipeline", "the manuscript", Result.PASSED),
        CheckRun("PDF/UA-1", "veraPDF", "salt.pdf", Result.NOT_RUN, note="veraPDF is not installed"),
    ),
    findings=(FOUND,),
)
SHELF = (
    ShelvedBook("../salt & sea", ("salt.pdf", "salt-report.html", "salt-report.json"), 0, 1),
    ShelvedBook("../oil", (), 0, 0, "the disk is full <again>"),
)
HTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
    "<head><title>C</title></head><body>"
)
SHEET = (styles_folder() / "report.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.name)
def test_the_page_shuts_nobody_out(criterion: object) -> None:
    for page in (report_page(REPORT, "../manuscript", ""), shelf_page(SHELF, "")):
        assert_nobody_is_shut_out(page, criterion)


def assert_nobody_is_shut_out(page: str, criterion: object) -> None:
    root = parse(page)
    navigation = parse(f'{HTML}<nav epub:type="toc"><h1>C</h1><a href="a">A</a></nav></body></html>')
    contents = PublicationContents((Page("report.html", root),), Page("nav.xhtml", navigation), SHEET)
    assert list(criterion.faults(contents)) == []  # type: ignore[attr-defined]


def test_a_finding_leads_to_its_line() -> None:
    page = report_page(REPORT, "../manuscript", "")
    assert '<a href="../manuscript/body/01%20a.md#L41">body/01 a.md:41:7</a>' in page
    assert "“&lt;TODO&gt;”" in page
    [found] = json.loads(report_data(REPORT, "../manuscript"))["findings"]
    assert (found["link"], found["line"], found["rule"]) == ("../manuscript/body/01 a.md", 41, "TXT-009")


def test_what_was_not_run_is_said_apart_with_the_reason() -> None:
    page = report_page(REPORT, "..", "")
    done, waiting = page.split(">What was not checked<")
    assert "veraPDF" not in done.split(">What was checked<")[1]
    assert "not run: veraPDF is not installed" in waiting
    assert "No errors, 1 warning. 2 checks run; 1 not run." in page


def test_chapters_that_are_drafts_are_named() -> None:
    drafts = replace(REPORT, drafts=("body/01 a.md",))
    page = report_page(drafts, "../manuscript", "")
    assert '<a href="../manuscript/body/01%20a.md">body/01 a.md</a>' in page.split(">Drafts in the book<")[1]
    assert json.loads(report_data(drafts, "../manuscript"))["drafts"] == ["body/01 a.md"]


def test_nothing_is_printed_of_what_there_is_not() -> None:
    page = report_page(Report("Bare", "", "", (), (), (), (), (), ()), "..", "")
    for name in ("Pictures", "Fonts", "Findings", "Drafts in the book", "What was made", "What was checked"):
        assert f">{name}<" not in page


def test_the_shelf_leads_to_each_books_report_and_tells_why_one_is_not_there() -> None:
    page = shelf_page(SHELF, "")
    assert '<a href="salt-report.html">../salt &amp; sea</a>' in page
    assert "no errors, 1 warning" in page
    assert "not built: the disk is full &lt;again&gt;" in page
    assert "1 book built; 1 not built." in page
