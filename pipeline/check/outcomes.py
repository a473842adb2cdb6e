"""Which checks were made, by the rules that speak for them, and how each ended."""

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline import __version__
from pipeline.book.diagnostics import Diagnostic, Severity
from pipeline.book.report import CheckRun, Result
from pipeline.check.criteria import CRITERIA
from pipeline.rules import EPUB_ACE, EPUB_CHECKER, EPUB_CRITERION, ONIX_SCHEMA, PDF_VALIDATOR

OURS: Final = f"publishing-pipeline {__version__}"

_OF_MANUSCRIPT: Final = (
    ("Metadata and data files", ("MET",)),
    ("Text", ("TXT",)),
    ("Links", ("LNK",)),
    ("Index", ("IDX",)),
    ("Citations", ("CIT",)),
    ("Facts", ("FCT",)),
    ("Images and type", ("IMG",)),
    ("Completeness", ("CMP",)),
)
_CHECKERS: Final = frozenset(
    {EPUB_CHECKER.code, EPUB_ACE.code, PDF_VALIDATOR.code, ONIX_SCHEMA.code, EPUB_CRITERION.code}
)
"""Rules by which others speak, or that are reported one by one."""


def own_checks(findings: Sequence[Diagnostic], products: Sequence[str]) -> Iterator[CheckRun]:
    """Yield the pipeline's own checks of manuscript, pages and the products that were made, with what they found."""
    for name, families in _OF_MANUSCRIPT:
        yield ended(name, OURS, "the manuscript", [one for one in findings if one.rule.startswith(families)])
    yield ended("Breaks of lines and pages", OURS, "the pages", [one for one in findings if one.rule.startswith("BRK")])
    for product in products:
        if product.endswith(("-print.pdf", "-print-cover.pdf")):
            yield ended("Structure of PDF/X-4, inks, boxes", OURS, product, _family(findings, "PRN"))
        elif product.endswith(".pdf"):
            name = "Text, links, tags, folios, outline, metadata"
            yield ended(name, OURS, product, _family(findings, "PDF"))
        elif product.endswith(".epub"):
            name = "Text, links, navigation, printed pages, metadata"
            yield ended(name, OURS, product, _family(findings, "EPB"))
            for criterion in CRITERIA:
                said = f"accessibility, {criterion.number} {criterion.name}:"
                found = [one for one in findings if one.rule == EPUB_CRITERION.code and one.message.startswith(said)]
                yield ended(f"WCAG 2.2 {criterion.number}: {criterion.name}", OURS, product, found)
        elif product.endswith("-onix.xml"):
            yield ended("Structure and code lists of ONIX 3.0", OURS, product, _family(findings, "ONX"))


def ended(name: str, by: str, of: str, found: Sequence[Diagnostic]) -> CheckRun:
    """Return a check that was made, with what it found."""
    errors = sum(one.severity is Severity.ERROR for one in found)
    result = Result.FOUND if found else Result.PASSED
    return CheckRun(name, by, of, result, errors, len(found) - errors)


def not_run(name: str, by: str, of: str, why: str) -> CheckRun:
    """Return a check that was not made, and why."""
    return CheckRun(name, by, of, Result.NOT_RUN, note=why)


def _family(findings: Sequence[Diagnostic], family: str) -> list[Diagnostic]:
    return [one for one in findings if one.rule.startswith(family) and one.rule not in _CHECKERS]
