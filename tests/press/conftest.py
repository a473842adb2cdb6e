"""A small book with pictures of every kind, and its printer's files, made once."""

import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from PIL import Image, ImageCms

from pipeline.book.layout import BookPage
from pipeline.book.manuscript import BookMetadata
from pipeline.book.printing import CoverSheet, PrintSpecification
from pipeline.build import build
from pipeline.edition import examine, open_workers, typeset_edition
from pipeline.folders import styles_folder
from pipeline.press import PrintingCondition
from pipeline.read import read_styles
from pipeline.settings import Outcome, Product, Settings

BOOK: Final = """\
title: A Printed Book
slug: printed
language: en-GB
identifier: urn:uuid:00000000-0000-0000-0000-000000000000
creators: [{name: Ada Author, role: aut}]
description: What the back says.
citation-style: ieee
print:
  signature: 4
  paper: {weight: 2000, bulk: 1.5}
  binding: perfect
  isbn: 978-3-16-148410-0
spine:
  front: [cover, title-page]
  body: [body/pictures.md]
"""
CHAPTER: Final = """\
---
title: Pictures
---
Some text with a [link](https://example.org/) and *emphasis*, and [coloured]{lang=de} words.

![A red field](../figures/red.png "Red, with a profile")

![Greys](../figures/grey.png "Greys, which need no profile")

![A photograph](../figures/inks.jpg "In inks, as some cameras of the trade give them")

Last words.
"""


def picture(mode: str, colour: object, *, profile: bool = False, form: str = "PNG", side: int = 48) -> bytes:
    """Return a square picture of one colour, as a file."""
    target = BytesIO()
    known = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() if profile else None
    image = Image.new(mode, (side, side), colour)  # type: ignore[arg-type]
    image.putpixel((0, 0), image.getpixel((1, 1)) or 0)
    image.save(target, form, icc_profile=known)
    return target.getvalue()


def write_book(folder: Path, **files: bytes) -> Path:
    """Write the book into a folder; `files` are its pictures by their names without suffix."""
    pictures = {
        "red.png": picture("RGB", (200, 30, 40), profile=True),
        "grey.png": picture("RGB", (90, 90, 90)),
        "inks.jpg": picture("CMYK", (250, 240, 230, 220), form="JPEG"),
    }
    for name, data in {**pictures, **{f"{name}.png": data for name, data in files.items()}}.items():
        place = folder / "figures" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (folder / "body").mkdir(exist_ok=True)
    (folder / "body/pictures.md").write_text(CHAPTER, encoding="utf-8")
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    pieces = "".join(f"  - piece: {piece}\n" for piece in ("cover", "title-page", "body/pictures.md"))
    (folder / "completeness.yaml").write_text(f"pieces:\n{pieces}", encoding="utf-8")
    return folder


def press(folder: Path, output: Path, styles: Path) -> Outcome:
    """Make the book's PDF and printer's files, in this process."""
    products = frozenset({Product.PDF, Product.PRINT})
    return build(Settings(folder, output, styles, products, workers=1))


@dataclass(frozen=True, slots=True)
class Printed:
    """The files, and what they are checked against."""

    outcome: Outcome
    bound: bytes
    block: bytes
    cover: bytes
    pages: tuple[BookPage, ...]
    specification: PrintSpecification
    metadata: BookMetadata
    condition: PrintingCondition
    sheet: CoverSheet
    settings: Settings


@pytest.fixture(scope="session")
def tinted_styles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The style sheets, with a title page that is grey to its edges."""
    styles = tmp_path_factory.mktemp("styles") / "styles"
    shutil.copytree(styles_folder(), styles)
    sheet = styles / "print-display.css"
    tinted = "@page tinted { background: #808080 }\nbody.title-page { page: tinted }\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + tinted, encoding="utf-8")
    return styles


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, tinted_styles: Path) -> Printed:
    """The book's files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        folder = write_book(tmp_path_factory.mktemp("printed"))
        output = folder / "output"
        outcome = press(folder, output, tinted_styles)
        settings = Settings(folder, output, tinted_styles, workers=1)
        linked, _ = examine(settings)
        styles = read_styles(tinted_styles)
        with open_workers(settings, styles) as workers:
            pages = typeset_edition(linked, styles, settings, workers).pagination.pages
    specification = linked.book.metadata.printing
    assert specification is not None
    names = ("printed.pdf", "printed-print.pdf", "printed-print-cover.pdf")
    bound, block, cover = ((output / name).read_bytes() for name in names)
    return Printed(
        outcome, bound, block, cover, pages, specification, linked.book.metadata, PrintingCondition(styles.profiles),
        CoverSheet(156.0, 234.0, specification.spine_width(4)), settings,
    )  # fmt: skip


@pytest.fixture(scope="session")
def condition() -> PrintingCondition:
    """The printing condition of the styles."""
    return PrintingCondition(read_styles(styles_folder()).profiles)
