"""The printer's files of a small book as they are, and spoiled ones: each fault is found by the check for it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.printing import MM
from pipeline.check import check_block, check_cover
from pipeline.package import cover_image
from tests.press.conftest import Printed, picture, press, write_book

Fault = Callable[[Pdf], None]


def opened(data: bytes) -> Pdf:
    return Pdf.open(BytesIO(data))


def spoiled(data: bytes, fault: Fault) -> bytes:
    target = BytesIO()
    with opened(data) as pdf:
        fault(pdf)
        pdf.save(target)
    return target.getvalue()


def faults_of_block(printed: Printed, block: bytes) -> list[Diagnostic]:
    return list(check_block(block, printed.bound, printed.pages, printed.specification, printed.condition.data))


def faults_of_cover(printed: Printed, cover: bytes) -> list[Diagnostic]:
    arguments = (printed.sheet, 4, printed.specification, printed.metadata, printed.condition.data)
    return list(check_cover(cover, *arguments))


def draw(content: str, page: int = 1) -> Fault:
    """Return a fault: something more is drawn on a page."""

    def fault(pdf: Pdf) -> None:
        obj = pdf.pages[page].obj
        obj.Contents = Array([obj.Contents, pdf.make_stream(f"q {content} Q".encode())])

    return fault


def put(place: Callable[[Pdf], Any], key: str, value: Any) -> Fault:
    """Return a fault: an entry of a dictionary is another."""

    def fault(pdf: Pdf) -> None:
        place(pdf)[key] = value

    return fault


def drop(place: Callable[[Pdf], Any], key: str) -> Fault:
    """Return a fault: an entry of a dictionary is gone."""

    def fault(pdf: Pdf) -> None:
        del place(pdf)[key]

    return fault


def first_page(pdf: Pdf) -> Any:
    return pdf.pages[0].obj


def catalogue(pdf: Pdf) -> Any:
    return pdf.Root


def information(pdf: Pdf) -> Any:
    return pdf.trailer.Info


def intent(pdf: Pdf) -> Any:
    return pdf.Root.OutputIntents[0]


def picture_object(pdf: Pdf) -> Any:
    return next(item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image")


def swap_pages(pdf: Pdf) -> None:
    pages = list(pdf.pages)
    first, third = pages[0].obj, pages[2].obj
    first.Contents, third.Contents = third.Contents, first.Contents
    first.Resources, third.Resources = third.Resources, first.Resources


def without_embedded_font(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]
            return


def with_script(pdf: Pdf) -> None:
    pdf.Root.Extra = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.beep(0)")))


def said(words: bytes, others: bytes) -> Fault:
    def fault(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert words in packet
        pdf.Root.Metadata.write(packet.replace(words, others))

    return fault


def without_marks(pdf: Pdf) -> None:
    page = pdf.pages[0].obj
    content = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(content[: content.rindex(b"\nq\n")])


def blend(pdf: Pdf) -> None:
    page = pdf.pages[1].obj
    page.Resources = Dictionary(ExtGState=Dictionary(B=Dictionary(BM=Name.Multiply)))
    draw("/B gs")(pdf)


def shade(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 1, 1]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 9, 9]), Function=function)
    pdf.pages[1].obj.Resources = Dictionary(Shading=Dictionary(S=shading))
    draw("/S sh")(pdf)


BLOCK_FAULTS: dict[str, tuple[str, str, Fault]] = {
    "a page is missing": ("PRN-004", "instead of", lambda pdf: pdf.pages.__delitem__(-1)),
    "two pages have changed places": ("PRN-004", "does not have the text", swap_pages),
    "a word more": ("PRN-004", "does not have the text", draw("0 0 0 1 k BT /F1 9 Tf 99 99 Td (x) Tj ET", 0)),
    "labels are gone": ("PRN-004", "is labelled", drop(catalogue, "/PageLabels")),
    "another trim size": ("PRN-005", "the trim box is", put(first_page, "/TrimBox", Array([0, 0, 400, 600]))),
    "no trim box": ("PRN-005", "is missing", drop(first_page, "/TrimBox")),
    "less bleed": ("PRN-005", "3 mm larger", put(first_page, "/BleedBox", Array([-3, -3, 445, 666]))),
    "no room for marks": ("PRN-005", "reach beyond", put(first_page, "/MediaBox", Array([-8.5, -8.5, 450.7, 671.8]))),
    "no crop marks": ("PRN-005", "crop mark", without_marks),
    "a field that ends at the edge": ("PRN-006", "left edge", draw("0 0 0 1 k 0 200 99 99 re f")),
    "a grey of the screen": ("PRN-007", "DeviceGray", draw("0 g 99 99 9 9 re f")),
    "a colour of the screen": ("PRN-007", "DeviceRGB", draw("1 0 0 rg 99 99 9 9 re f")),
    "a gradient in RGB": ("PRN-007", "gradient", shade),
    "a blend mode": ("PRN-007", "/Multiply", blend),
    "a picture in RGB": ("PRN-007", "image", put(picture_object, "/ColorSpace", Name.DeviceRGB)),
    "text in four inks": ("PRN-007", "black ink", draw("1 1 0 1 k BT () Tj ET")),
    "too much ink": ("PRN-008", "310 %", draw("1 1 .1 1 k 99 99 9 9 re f")),
    "a picture with too much ink": (
        "PRN-008",
        "400 %",
        lambda pdf: picture_object(pdf).write(b"\xff" * len(picture_object(pdf).read_bytes())),
    ),
    "no output intent": ("PRN-009", "output intents", drop(catalogue, "/OutputIntents")),
    "an output intent for archives": ("PRN-009", "output intents", put(intent, "/S", Name.GTS_PDFA1)),
    "another profile": ("PRN-009", "profile", lambda pdf: intent(pdf).DestOutputProfile.write(b"other")),
    "no claim in the metadata": ("PRN-009", "GTS_PDFXVersion", said(b">PDF/X-4<", b">PDF/X-3<")),
    "no identifier of the document": ("PRN-009", "DocumentID", said(b"DocumentID", b"DocumentNo")),
    "no claim in the information": ("PRN-009", "information", drop(information, "/GTS_PDFXVersion")),
    "nothing said of trapping": ("PRN-009", "trapped", drop(information, "/Trapped")),
    "a font that is not embedded": ("PRN-009", "not embedded", without_embedded_font),
    "a script": ("PRN-009", "script", with_script),
    "an outline": ("PRN-009", "/Outlines", put(catalogue, "/Outlines", Dictionary())),
    "tags": ("PRN-009", "/StructTreeRoot", put(catalogue, "/StructTreeRoot", Dictionary())),
    "links": ("PRN-009", "/Annots", put(first_page, "/Annots", Array([]))),
    "a later version": ("PRN-009", "later than 1.6", lambda pdf: None),
}


@pytest.mark.parametrize("name", BLOCK_FAULTS)
def test_fault_of_the_block_is_found(name: str, printed: Printed) -> None:
    rule, words, fault = BLOCK_FAULTS[name]
    block = spoiled(printed.block, fault)
    if name == "a later version":
        block = block.replace(b"%PDF-1.6", b"%PDF-1.7", 1)
    found = faults_of_block(printed, block)
    assert [one for one in found if one.rule == rule and words in one.message], found


def test_fault_of_the_cover_is_found(printed: Printed) -> None:
    narrow = spoiled(printed.cover, put(first_page, "/TrimBox", Array([0, 0, 880, 663.307])))
    assert {one.rule for one in faults_of_cover(printed, narrow)} == {"PRN-005"}
    bare = spoiled(printed.cover, lambda pdf: put(first_page, "/Contents", pdf.make_stream(b""))(pdf))
    assert {one.rule for one in faults_of_cover(printed, bare)} == {"PRN-004", "PRN-005"}
    heavy = spoiled(printed.cover, draw("1 1 1 .2 k 99 99 9 9 re f", 0))
    assert [one.message for one in faults_of_cover(printed, heavy)] == [
        "the printer’s file, the cover: 320 % of ink where 300 % are the limit"
    ]


def test_files_are_without_fault_and_every_fault_is_one(printed: Printed) -> None:
    assert printed.outcome.written
    assert faults_of_block(printed, printed.block) == []
    assert faults_of_cover(printed, printed.cover) == []
    assert faults_of_block(printed, spoiled(printed.block, lambda pdf: None)) == []


def test_block_leaves_the_cover_out_and_keeps_texts_and_labels(printed: Printed) -> None:
    with pypdfium2.PdfDocument(printed.block) as block, pypdfium2.PdfDocument(printed.bound) as bound:
        assert len(block) % 4 == 0
        assert [block.get_page_label(page) for page in range(3)] == [
            bound.get_page_label(page + 2) for page in range(3)
        ]
        assert "A Printed Book" in block[0].get_textpage().get_text_range()
        assert "Some text with a link" in block[2].get_textpage().get_text_range()


def test_pictures_are_in_inks_and_within_the_limit(printed: Printed) -> None:
    pixels = []
    with opened(printed.block) as block:
        for item in block.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                assert item.ColorSpace == Name.DeviceCMYK
                pixels.append(tuple(item.read_bytes()[:4]))
    assert len(pixels) == 3
    assert (0, 0, 0, 165) in pixels  # greys
    assert [one for one in pixels if one[1] > 200 and one[2] > 150 and one[0] < 60]  # red
    heaviest = max(pixels, key=sum)
    assert sum(heaviest) <= 765 and heaviest[3] == pytest.approx(220, abs=3)  # black stays, the others give way


def test_coarse_picture_is_named_with_its_place_and_size(printed: Printed) -> None:
    warnings = [found for found in printed.outcome.diagnostics if found.rule == "PRN-002"]
    assert [(str(found.location), found.message.split(" at ")[0]) for found in warnings] == [
        (f"body/pictures.md:{line}", f"“figures/{name}” has 96 ppi")
        for line, name in ((6, "red.png"), (8, "grey.png"), (10, "inks.jpg"))
    ]
    assert "13 × 13 mm" in warnings[0].message


def test_rgb_picture_without_profile_is_an_error_and_nothing_is_written(tmp_path: Path, tinted_styles: Path) -> None:
    folder = write_book(tmp_path / "book", red=picture("RGB", (200, 30, 40)))
    outcome = press(folder, tmp_path / "output", tinted_styles)
    errors = [found for found in outcome.diagnostics if found.severity == "error"]
    assert [(found.rule, str(found.location)) for found in errors] == [("PRN-003", "body/pictures.md:6")]
    assert outcome.written == () and not outcome.products_failed


def test_cover_wraps_the_block_and_leaves_room_for_the_barcode(printed: Printed) -> None:
    with opened(printed.cover) as cover, opened(printed.block) as block:
        [page] = cover.pages
        spine = len(block.pages) / 2 * 3.0 + 0.6
        assert float(page.trimbox[2]) == pytest.approx((2 * 156 + spine) * MM, abs=0.01)
        assert float(page.mediabox[0]) == pytest.approx(-9 * MM, abs=0.01)
    with pypdfium2.PdfDocument(printed.cover) as document:
        words = document[0].get_textpage().get_text_range()
    assert words.count("A Printed Book") == 2  # on the spine and in front
    assert "What the back says." in words and "ISBN 978-3-16-148410-0" in words


def test_files_are_the_same_in_another_folder_at_another_time(
    printed: Printed, tinted_styles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Asia/Baku")
    press(write_book(tmp_path / "elsewhere"), tmp_path / "out", tinted_styles)
    assert (tmp_path / "out/printed-print.pdf").read_bytes() == printed.block
    assert (tmp_path / "out/printed-print-cover.pdf").read_bytes() == printed.cover


def test_background_of_a_page_bleeds_in_the_printers_file_alone(printed: Printed) -> None:
    with pypdfium2.PdfDocument(printed.bound) as bound:
        assert {(round(page.get_width()), round(page.get_height())) for page in bound} == {(442, 663)}
    with pypdfium2.PdfDocument(printed.block) as block:
        picture = block[0].render(scale=1, grayscale=True).to_pil()
    assert picture.size == (494, 715)
    in_the_bleed, beyond = picture.getpixel((20, 20)), picture.getpixel((12, 12))
    assert isinstance(in_the_bleed, int) and 100 < in_the_bleed < 170
    assert beyond == 255


def test_picture_of_a_cover_ends_where_it_is_trimmed(printed: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.package.cover.COVER_SIZE", (160, 240))
    with Image.open(BytesIO(cover_image(printed.cover))) as picture:
        assert picture.width / picture.height == pytest.approx(
            printed.sheet.width / printed.sheet.page_height, abs=0.01
        )
