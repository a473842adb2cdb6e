"""Bleed: what runs to the edge of a page runs beyond it in the printer's file, and only there."""

import shutil
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pipeline.build import Product, Settings, build
from pipeline.folders import styles_folder
from pipeline.package import cover_image
from tests.press.conftest import Printed, write_book

pytestmark = pytest.mark.xdist_group("press")


def page_of(pdf: Path, number: int) -> tuple[float, float, tuple[int, int, int]]:
    """Return a page's width and height in pt, and its colour 4 pt from the trimmed page's corner, outwards."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        picture = page.render(scale=1).to_pil().convert("RGB")
        beyond = round((page.get_width() - 442.2) / 2)
        corner = max(0, beyond - 4)
        colour = picture.getpixel((corner, corner))
        assert isinstance(colour, tuple)
        return page.get_width(), page.get_height(), (int(colour[0]), int(colour[1]), int(colour[2]))


def test_background_of_a_page_bleeds_in_the_printers_file_alone(tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    shutil.copytree(styles_folder(), styles)
    sheet = styles / "print-display.css"
    tinted = "@page tinted { background: #808080 }\nbody.title-page { page: tinted }\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + tinted, encoding="utf-8")
    products = frozenset({Product.PDF, Product.PRINT})
    output = tmp_path / "output"
    outcome = build(Settings(write_book(tmp_path / "book"), output, styles, products, workers=1))
    assert [found for found in outcome.diagnostics if found.rule != "PRN-002"] == []
    width, height, colour = page_of(output / "printed.pdf", 2)
    assert (round(width), round(height)) == (442, 663)
    width, height, colour = page_of(output / "printed-print.pdf", 0)
    assert (round(width), round(height)) == (493, 714)
    assert max(colour) - min(colour) < 12 and 100 < colour[0] < 170


def test_pages_of_the_pdf_and_the_picture_of_a_cover_end_where_the_page_is_trimmed(printed: Printed) -> None:
    with pypdfium2.PdfDocument(printed.bound) as document:
        assert {(round(page.get_width()), round(page.get_height())) for page in document} == {(442, 663)}
    with Image.open(BytesIO(cover_image(printed.cover))) as picture:
        assert picture.width / picture.height == pytest.approx(
            printed.sheet.width / printed.sheet.page_height, abs=0.002
        )
