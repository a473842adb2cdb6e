from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from pipeline.package import cover_image


def _pdf(width: float, height: float) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(width, height)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


@pytest.mark.parametrize(("width", "height"), [(442.2, 663.3), (300, 300), (200, 900), (595, 842)])
def test_cover_is_never_smaller_than_shops_ask(width: float, height: float) -> None:
    image = Image.open(BytesIO(cover_image(_pdf(width, height))))
    assert image.width >= 1600
    assert image.height >= 2400
    assert image.width / image.height == pytest.approx(width / height, rel=0.01)


def test_flat_cover_is_a_png_and_always_the_same() -> None:
    pdf = _pdf(442.2, 663.3)
    first = cover_image(pdf)
    assert Image.open(BytesIO(first)).format == "PNG"
    assert cover_image(pdf) == first
