"""All that a build writes is the same, byte for byte, wherever, whenever and by whomever it is built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from tests.products.conftest import ROOT

PRINT = "print: {signature: 8, paper: {weight: 100, bulk: 1.3}, binding: sewn}\npublisher: Somebody\n"
PICTURE = '\n![A wash of colours](../figures/wash.png "A wash"){#fig-wash}\n'


def write_book(folder: Path) -> Path:
    """Write a book that holds each construct, a picture in colours, and what a printer must know."""
    shutil.copytree(ROOT / "tests/books/every-construct", folder)
    book, chapter = folder / "book.yaml", folder / "body/01-text.md"
    book.write_text(book.read_text(encoding="utf-8") + PRINT, encoding="utf-8")
    chapter.write_text(chapter.read_text(encoding="utf-8") + PICTURE, encoding="utf-8")
    colours = PngImagePlugin.PngInfo()
    colours.add(b"sRGB", b"\0")
    Image.radial_gradient("L").convert("RGB").save(folder / "figures/wash.png", pnginfo=colours)
    return folder


def files_of(place: Path, umask: int, **environment: str) -> Mapping[str, bytes]:
    """Build all there is to build, from nothing, and return what is written by its name."""
    book, output = write_book(place / "manuscript"), place / "output"
    for kind, only in ("book", ()), ("print", ("--only", "print")), ("html", ("--only", "html")):
        command = [sys.executable, "-m", "pipeline", "build", "--book", str(book), "--output", str(output), *only]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            umask=umask,
            cwd=place,
            env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1700000000", "PYTHONPATH": str(ROOT), **environment},
        )
        assert done.returncode == 0, done.stderr
        for name in ("report.html", "report.json"):
            shutil.move(output / name, output / f"{kind}-{name}")
    return {
        path.relative_to(output).as_posix(): path.read_bytes() + oct(path.stat().st_mode).encode()
        for path in sorted(output.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return files_of(tmp_path_factory.mktemp("here"), 0o022, TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C.UTF-8")


def test_all_files_are_there(first: Mapping[str, bytes]) -> None:
    made = {"every-construct.pdf", "every-construct.epub", "every-construct-onix.xml"}
    made |= {f"{kind}-report.{form}" for kind in ("book", "print", "html") for form in ("html", "json")}
    made |= {"every-construct-print.pdf", "every-construct-print-cover.pdf", "html/index.html"}
    assert made <= set(first)


def test_another_folder_zone_locale_order_of_hashes_and_mask_give_the_same_bytes(
    first: Mapping[str, bytes], tmp_path: Path
) -> None:
    place = tmp_path / "a longer folder – elsewhere"
    place.mkdir()
    again = files_of(place, 0o077, TZ="Pacific/Kiritimati", PYTHONHASHSEED="4711", LC_ALL="C", LANG="tr_TR.UTF-8")
    assert [name for name in first if again.get(name) != first[name]] == []
    assert set(again) == set(first)
