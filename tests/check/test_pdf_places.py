"""Places of a finished PDF, as veraPDF writes them, lead to the lines that they come from."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Name, Pdf

from pipeline.book.diagnostics import SourceLocation
from pipeline.book.names import PageIndex
from pipeline.check import PdfPlaces
from tests.check.specimen import Specimen
from tests.check.test_pdf_structure import kids, walk


def elements(pdf: Pdf, role: str) -> Iterator[Any]:
    return (tag for tag in walk(kids(pdf.Root.StructTreeRoot)[0]) if Name(f"/{role}") == tag.S)


def context(element: Any) -> str:
    """Return the place of an element as veraPDF writes it, shortened."""
    number, generation = element.objgen
    kind = str(element.S)[1:]
    return (
        "root/document[0]/StructTreeRoot[0](112 0 obj PDStructTreeRoot)/K[0](359 0 obj SEDocument Document)"
        f"/K[5]({number} {generation} obj SE{kind} {kind})"
    )


def place_of_page(page: PageIndex) -> SourceLocation:
    return SourceLocation(Path("page"), page + 1)  # type: ignore[arg-type]


@pytest.fixture
def places(specimen: Specimen, tmp_path: Path) -> PdfPlaces:
    path = tmp_path / "specimen.pdf"
    path.write_bytes(specimen.bound.pdf)
    return PdfPlaces(path, specimen.linked, specimen.print_markups, specimen.pagination, place_of_page)


@pytest.mark.parametrize(
    ("role", "number", "line"),
    [
        ("Figure", 0, "data/infobox.yaml:2"),
        ("Figure", 1, "body/oil.md:15"),
        ("H2", 0, "body/oil.md:10"),
        ("H2", 1, "body/oil.md:17"),
        ("H2", 2, "body/salt.md:7"),
        ("Note", 0, "body/oil.md:21"),
        ("Link", 22, "body/oil.md:19"),
        ("P", 10, "body/salt.md:5"),
        ("Note", 1, "body/salt.md:11"),
        ("TH", 0, "data/infobox.yaml:4"),
        ("LI", 0, "back/see-also.md:5"),
        ("LI", 1, "back/see-also.md:6"),
    ],
)
def test_an_element_leads_to_the_line_of_its_words(
    specimen: Specimen, places: PdfPlaces, role: str, number: int, line: str
) -> None:
    with Pdf.open(BytesIO(specimen.bound.pdf)) as pdf:
        element = list(elements(pdf, role))[number]
        assert str(places.place_of(context(element))) == line


def test_anything_else_on_a_page_leads_to_the_line_at_its_head(places: PdfPlaces) -> None:
    at = "root/document[0]/pages[6](37 0 obj PDPage)/contentStream[0](316 0 obj PDSemanticContentStream)/content[0]"
    assert str(places.place_of(at)) == "page:7"


def test_what_stands_on_no_page_has_no_place(places: PdfPlaces) -> None:
    assert places.place_of("root/document[0]/metadata[0](102 0 obj PDMetadata)/XMPPackage[0]") is None
