from io import BytesIO
from pathlib import PurePosixPath

import pytest
from PIL import Image

from pipeline.book.names import ResourcePath
from pipeline.read.images import ImageProblem, read_image

PATH = ResourcePath(PurePosixPath("figures/x"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">'


def raster(kind: str, size: tuple[int, int] = (12, 7)) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, "navy").save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_raster_image_has_type_and_size_by_its_content(kind: str, media_type: str) -> None:
    image = read_image(PATH, raster(kind))
    assert (image.media_type, image.width, image.height, len(image.digest)) == (media_type, 12, 7, 64)


@pytest.mark.parametrize(
    "data",
    [
        raster("PNG")[:-20],
        raster("PNG")[:20],
        raster("JPEG", (200, 200))[:400],
        raster("GIF"),
        raster("WEBP"),
        b"",
        b"words",
        b"%PDF-1.7",
    ],
)
def test_damaged_or_strange_image_is_refused(data: bytes) -> None:
    with pytest.raises(ImageProblem) as raised:
        read_image(PATH, data)
    assert raised.value.rule.code == "IMG-004"


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 40 30"', (40, 30)),
        ('viewBox="-5,-5,40.5,30"', (40.5, 30)),
        ('width="40" height="30px"', (40, 30)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 8 6"', (8, 6)),
    ],
)
def test_drawing_has_the_size_of_its_view_box(root: str, size: tuple[float, float]) -> None:
    image = read_image(PATH, f'<svg xmlns="http://www.w3.org/2000/svg" {root}/>'.encode())
    assert (image.media_type, image.width, image.height) == ("image/svg+xml", *map(pytest.approx, size))


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onclick="x()"/>',
        '<image href="https://x.org/y.png"/>',
        '<image xlink:href="../other.png"/>',
        '<use href="other.svg#x"/>',
        '<a href="https://x.org"><text>x</text></a>',
        '<a xlink:href="javascript:x"/>',
        "<foreignObject><p/></foreignObject>",
        "<style>@import url(x.css);</style>",
        "<style>rect { fill: url(https://x.org/y) }</style>",
        "<style>rect { fill: u\\72l(x) }</style>",
        '<rect style="fill: url( &quot;x.svg#y&quot; )"/>',
        '<rect fill="url(other.svg#y)"/>',
        '<set attributeName="xlink:href" to="javascript:x"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
    ],
)
def test_drawing_that_does_more_than_draw_is_refused(inner: str) -> None:
    with pytest.raises(ImageProblem) as raised:
        read_image(PATH, f"{HEAD}{inner}</svg>".encode())
    assert raised.value.rule.code == "IMG-009"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        '<?xml-stylesheet href="x.css"?>',
    ],
)
def test_drawing_with_document_type_or_style_sheet_is_refused(prolog: str) -> None:
    with pytest.raises(ImageProblem) as raised:
        read_image(PATH, f"{prolog}{HEAD}</svg>".encode())
    assert raised.value.rule.code == "IMG-009"


@pytest.mark.parametrize(
    "inner",
    [
        '<linearGradient id="g"/><rect fill="url(#g)"/><use href="#g" xlink:href="#g"/>',
        "<style>rect { fill: url('#g') }</style>",
        '<image href="data:image/png;base64,AAAA"/>',
        "<title>Map</title><desc>Of it</desc><text>words</text>",
    ],
)
def test_drawing_may_use_its_own_parts(inner: str) -> None:
    assert read_image(PATH, f"{HEAD}{inner}</svg>".encode()).width == 40


@pytest.mark.parametrize(
    "data", [HEAD, f"{HEAD}<g></svg>", '<svg xmlns="http://www.w3.org/2000/svg"/>', "<html/>", f"{HEAD}&x;</svg>"]
)
def test_drawing_that_is_no_svg_is_refused(data: str) -> None:
    path = ResourcePath(PurePosixPath("x.svg"))
    with pytest.raises(ImageProblem) as raised:
        read_image(path, data.encode())
    assert raised.value.rule.code == "IMG-004"
