"""The pipeline is for any book: the same code builds a small one in Polish."""

import re
import shutil
from pathlib import Path

from tests.products.conftest import ROOT, Products, build
from tests.products.page_list import assert_pages_are_marked


def test_generated_words_are_in_the_books_language(polish_book: Products) -> None:
    assert "Spis treści" in polish_book.page("v")
    assert "częśći" in "".join("".join(polish_book.pages()).split()).lower()
    assert "(s.\N{NO-BREAK SPACE}5)" in polish_book.page("3") or "(s. 5)" in polish_book.page("3")


def test_l_with_stroke_files_after_l(polish_book: Products) -> None:
    lines = polish_book.pages()[-1].splitlines()
    filed = [line for line in lines if line in ("L", "Ł", "W") or re.match("Lublin|Luksemburg|Łódź", line)]
    assert [line.split(",")[0] for line in filed] == ["L", "Lublin", "Luksemburg", "Ł", "Łódź", "W"]


def test_the_outline_has_the_part_above_its_chapters(polish_book: Products) -> None:
    outline = polish_book.outline()
    assert outline[outline.index("I Miasta nad rzekami") + 1] == "1 Warszawa"


def test_both_products_name_their_language(polish_book: Products) -> None:
    assert polish_book.document("warszawa.xhtml").get("lang") == "pl"


def test_the_same_bytes_in_any_folder_time_zone_and_process(polish_book: Products, tmp_path: Path) -> None:
    elsewhere = tmp_path / "a folder" / "książka"
    shutil.copytree(ROOT / "tests/books/po-polsku", elsewhere)
    again = build(elsewhere, tmp_path / "out", TZ="Asia/Baku", PYTHONHASHSEED="7", LC_ALL="C")
    assert again.pdf.read_bytes() == polish_book.pdf.read_bytes()
    assert again.epub.read_bytes() == polish_book.epub.read_bytes()


def test_each_page_is_marked_at_the_words_it_begins_with(polish_book: Products) -> None:
    assert_pages_are_marked(polish_book)
