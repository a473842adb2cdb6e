"""PDF/UA is claimed by a PDF that earned it, and by no other; what takes the claim is told at its line."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import pytest
from pikepdf import Name, Pdf, String

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.linked import LinkedBook
from pipeline.book.names import LanguageTag
from pipeline.book.standards import Standard
from pipeline.check import pdf_codes, standards_earned
from pipeline.check.languages import is_known
from pipeline.check.pdf_claims import claims_forfeited
from tests.check.specimen import Specimen
from tests.check.test_pdf_structure import CLAIM, first, kids, walk

PLACE = SourceLocation(PurePosixPath("book.yaml"), 4, 11)


def behead_tables(pdf: Pdf) -> None:
    for tag in walk(kids(pdf.Root.StructTreeRoot)[0]):
        if tag.S == Name.TH:
            tag.S = Name.TD


def name_no_language(pdf: Pdf) -> None:
    first(pdf, "P").Lang = String("xx")


@pytest.mark.parametrize("fault", [behead_tables, name_no_language])
def test_a_claim_that_the_tags_do_not_earn_is_reported(specimen: Specimen, fault: Callable[[Pdf], Any]) -> None:
    found = [one.message for one in specimen.pdf_findings(fault) if one.rule == CLAIM]
    assert found == ["the PDF does not say what it keeps to: PDF/UA-1 is claimed, but not earned"]


def withdraw_claim(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(packet)


def test_a_claim_that_is_earned_and_not_made_is_reported(specimen: Specimen) -> None:
    [found] = [one.message for one in specimen.pdf_findings(withdraw_claim) if one.rule == CLAIM]
    assert "PDF/UA-1 is not claimed" in found


def in_language(linked: LinkedBook, tag: str, *named: str) -> LinkedBook:
    metadata = replace(
        linked.book.metadata,
        language=LanguageTag(tag),
        languages=tuple(map(LanguageTag, named)),
        language_location=PLACE,
    )
    return replace(linked, book=replace(linked.book, metadata=metadata))


def test_a_book_in_a_language_that_nobody_knows_is_told_so_once_at_its_line(specimen: Specimen) -> None:
    markups = [
        replace(markup, xhtml=markup.xhtml.replace('lang="en-GB"', 'lang="xx"')) for markup in specimen.print_markups
    ]
    [found] = claims_forfeited(in_language(specimen.linked, "xx"), markups)
    assert (found.rule, found.location) == ("PDF-019", PLACE)
    assert "“xx” is a language that the hyphenation does not know" in found.message
    assert standards_earned(in_language(specimen.linked, "xx"), markups) == (Standard.PDF_A_3A,)
    assert standards_earned(in_language(specimen.linked, "xx", "xx"), markups) == tuple(Standard)


def test_a_finished_file_in_such_a_language_may_not_claim_it_either(specimen: Specimen) -> None:
    elsewhere = replace(specimen, linked=in_language(specimen.linked, "xx"))
    assert "PDF/UA-1 is claimed, but not earned" in "".join(one.message for one in elsewhere.pdf_findings())


def test_codes_of_the_trade_fall_with_what_they_rest_on(specimen: Specimen) -> None:
    assert {"05", "14", "22"} <= set(pdf_codes(specimen.bound.pdf))
    with Pdf.open(BytesIO(specimen.bound.pdf)) as pdf:
        name_no_language(pdf)
        withdraw_claim(pdf)
        del first(pdf, "Figure").Alt
        pdf.save(spoilt := BytesIO())
    assert not {"05", "14", "22"} & set(pdf_codes(spoilt.getvalue()))
    assert "22" in pdf_codes(spoilt.getvalue(), ("xx",))


@pytest.mark.parametrize("tag", ["en", "en-GB", "pl-Latn-PL", "sr-Latn", "fa", "zh-Hant", "az-Arab", "AR"])
def test_languages_are_known_that_are_hyphenated_or_never_divided(tag: str) -> None:
    assert is_known(tag, ())


@pytest.mark.parametrize(
    ("tag", "named", "known"),
    [
        ("az", (), False),
        ("ar-Latn", (), False),
        ("xx", ("x", "xxx"), False),
        ("az", ("az",), True),
        ("ar-Latn", ("ar",), True),
        ("AZ-latn", ("az-Latn",), True),
        ("az", ("az-Latn",), False),
    ],
)
def test_any_other_language_is_known_where_the_book_names_it(tag: str, named: tuple[str, ...], known: bool) -> None:
    assert is_known(tag, named) is known
