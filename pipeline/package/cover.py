"""The cover: the first page of the PDF as a picture, and the page that shows it."""

from html import escape
from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image

from pipeline.book.names import LanguageTag

COVER_SIZE: Final = (1600, 2400)
"""Least width and height in pixels, as shops ask for."""

_JPEG_GAIN: Final = 2
"""A JPEG is taken only where it is smaller than the PNG by this factor: type has sharp edges."""


def cover_image(pdf: bytes) -> bytes:
    """Return the first page of `pdf`, not below COVER_SIZE, as PNG or, where much smaller, as JPEG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        page.set_cropbox(*page.get_trimbox())
        width, height = page.get_size()
        scale = max(COVER_SIZE[0] / width, COVER_SIZE[1] / height)
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    png, jpeg = BytesIO(), BytesIO()
    picture.save(png, "PNG", optimize=True)
    picture.save(jpeg, "JPEG", quality=92, subsampling=0, optimize=True)
    smaller = jpeg if len(jpeg.getvalue()) * _JPEG_GAIN < len(png.getvalue()) else png
    return smaller.getvalue()


def page_size(pdf: bytes, page: int) -> tuple[float, float]:
    """Return width and height of a page in pt."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        width, height = document[page].get_size()
        return float(width), float(height)
    finally:
        document.close()


def image_media_type(image: bytes) -> str:
    """Tell a PNG from a JPEG by its first bytes."""
    return "image/png" if image.startswith(b"\x89PNG") else "image/jpeg"


def cover_page(piece: str, image: str, title: str, alternative: str, language: LanguageTag) -> str:
    """Return the XHTML page that shows the file `image`; `piece` is its anchor, as in the other media."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<meta charset="utf-8"/>
<title>{escape(title)}</title>
<link rel="stylesheet" type="text/css" href="styles/epub.css"/>
</head>
<body class="epub front-matter cover">
<section id="{escape(piece)}" class="cover cover-picture" epub:type="cover">
<img src="{escape(image)}" alt="{escape(alternative)}" role="doc-cover"/>
</section>
</body>
</html>
"""  # noqa: E501 - the root element of XHTML is best kept on one line
