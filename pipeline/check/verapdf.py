"""veraPDF, the reference validator of PDF/UA and PDF/A; it runs where it is installed."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from pipeline.book.diagnostics import Diagnostic, SourceLocation
from pipeline.book.standards import Standard
from pipeline.check.pdf_places import PlaceOf
from pipeline.errors import ToolMissingError
from pipeline.rules import PDF_VALIDATOR

PATIENCE: Final = 300
"""Seconds after which the program is given up."""

FLAVOURS: Final = {Standard.PDF_UA_1: "ua1", Standard.PDF_A_3A: "3a"}
"""What veraPDF calls the standards."""


def check_with_verapdf(pdf: Path, standard: Standard, place_of: PlaceOf = lambda _: None) -> Iterator[Diagnostic]:
    """Yield what veraPDF finds against a standard, at the line that `place_of` gives for the place it names.

    Raises ToolMissingError at once, before anything is yielded, where there is no veraPDF or it does not run.
    """
    return _findings(standard, _run(pdf, FLAVOURS[standard]), place_of)


def _run(pdf: Path, flavour: str) -> etree._Element:
    program = shutil.which("verapdf")
    if program is None:
        raise ToolMissingError("veraPDF is not installed (https://verapdf.org).")
    command = [program, "--format", "mrr", "--maxfailuresdisplayed", "50", "--flavour", flavour, str(pdf)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        root = etree.fromstring(done.stdout, etree.XMLParser(resolve_entities=False, no_network=True))
    except subprocess.TimeoutExpired as problem:
        raise ToolMissingError(f"veraPDF was given up after {PATIENCE} seconds.") from problem
    except (OSError, etree.XMLSyntaxError) as problem:
        raise ToolMissingError(f"veraPDF could not be run: {problem}") from problem
    if next(root.iter("{*}validationReport"), None) is None:
        raise ToolMissingError("veraPDF could not be run: it gave no report.")
    return root


def _findings(standard: Standard, report: etree._Element, place_of: PlaceOf) -> Iterator[Diagnostic]:
    for rule in report.iter("{*}rule"):
        if rule.get("status") != "failed":
            continue
        clause = f"{rule.get('clause')}-{rule.get('testNumber')}"
        message = " ".join((rule.findtext("{*}description") or "").split())
        places = dict.fromkeys(_places(rule, place_of))
        for place in places or {None: None}:
            yield PDF_VALIDATOR.at(place, standard=standard, clause=clause, message=message)


def _places(rule: etree._Element, place_of: PlaceOf) -> Iterator[SourceLocation | None]:
    for check in rule.iter("{*}check"):
        yield place_of(check.findtext("{*}context") or "")
