"""The book that ships with the project, built once and read as its readers do."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.products.conftest import ROOT, Products, build, run
from tests.products.metadata import assert_all_say_the_same
from tests.products.page_list import assert_pages_are_marked, listed_pages

XHTML = {"h": "http://www.w3.org/1999/xhtml"}


def flat(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> str:
    """Return letterspaced words without any space."""
    return "".join(text.split()).lower()


def test_the_build_finds_nothing_wrong(real_book: Products) -> None:
    advice = re.compile(r"\d+ bad breaks?; “pipeline check” lists them")
    said = [line for line in real_book.printed.splitlines() if not advice.fullmatch(line)]
    assert said == [str(real_book.pdf), str(real_book.epub)]


def test_the_same_bytes_from_another_folder_time_zone_and_order_of_hashes(real_book: Products, tmp_path: Path) -> None:
    """Layouts are taken from the first build's cache, but for a few: that they come out the same is tested apart."""
    book, output = tmp_path / "a folder" / "manuscript", tmp_path / "out"
    shutil.copytree(ROOT / "manuscript", book)
    shutil.copytree(real_book.pdf.parent / ".cache", output / ".cache")
    for kept in sorted((output / ".cache").iterdir())[:3]:
        kept.unlink()
    again = build(book, output, TZ="Asia/Baku", PYTHONHASHSEED="7", LC_ALL="C")
    assert again.pdf.read_bytes() == real_book.pdf.read_bytes()
    assert again.epub.read_bytes() == real_book.epub.read_bytes()


def test_pages_are_labelled_as_their_folios(real_book: Products) -> None:
    labels = real_book.labels()
    first = labels.index("1")
    assert labels[2:5] == ["i", "ii", "iii"]
    assert labels[first:] == [str(number) for number in range(1, len(labels) - first + 1)]


def test_the_contents_print_the_page_of_each_chapter(real_book: Products) -> None:
    contents = (real_book.page("v") + real_book.page("vi")).split()
    chapters = {title: label for title, label in real_book.bookmarks() if re.match(r"\d ", title)}
    assert len(chapters) == 5
    for title, label in chapters.items():
        assert label in contents
        assert title.split(" ", 1)[1] in flat(real_book.page(label))


def test_an_index_locator_leads_to_the_page_with_the_words(real_book: Products) -> None:
    index = flat("\n".join(real_book.pages()[real_book.labels().index("1") :][-15:]))
    found = re.search(r"Zeno, Caterino, (\d+)", index)
    assert found
    assert "Caterino Zeno" in flat(real_book.page(found[1]))


def test_the_infobox_shows_all_fields_of_the_base_document(real_book: Products) -> None:
    page = flat(real_book.page("1"))
    for words in (
        "Azerbaijan–Poland relations", "First party Azerbaijan", "Second party Poland",
        "Embassy of Azerbaijan, Warsaw", "Embassy of Poland, Baku",
        "Nargiz Gurbanova", "Paweł Radomski, since 27 June 2025", "Rafał Poborski",
    ):  # fmt: skip
        assert words in page, words


def test_no_chapter_opens_on_a_left_hand_page(real_book: Products) -> None:
    openers = [label for title, label in real_book.bookmarks() if re.match(r"\d ", title)]
    assert [int(label) % 2 for label in openers] == [1] * 5


def test_running_heads_name_book_and_chapter(real_book: Products) -> None:
    [opener] = [int(label) for title, label in real_book.bookmarks() if title == "1 Historical relations"]
    assert "azerbaijan–polandrelations" in letters(real_book.page(str(opener + 1)))
    assert "historicalrelations" in letters(real_book.page(str(opener + 2)))


def test_the_index_has_more_than_the_asked_number_of_entries(real_book: Products) -> None:
    entries = real_book.document("index.xhtml").xpath("//h:li[@class='index-entry']", namespaces=XHTML)
    least = int(
        yaml.safe_load((ROOT / "manuscript/completeness.yaml").read_text(encoding="utf-8"))["min-index-entries"]
    )
    assert len(entries) >= least >= 60


def test_the_epub_holds_every_piece_of_the_spine(real_book: Products) -> None:
    names = real_book.names()
    assert names[0] == "mimetype"
    for piece in ("at-a-glance", "historical-relations", "people", "see-also", "sources", "index", "colophon"):
        assert f"EPUB/{piece}.xhtml" in names


def test_the_finished_files_pass_their_checks_and_epubcheck(real_book: Products) -> None:
    done = run("check", "--book", str(ROOT / "manuscript"), "--output", str(real_book.pdf.parent))
    assert done.returncode == 0, done.stderr
    if "skipped: EPUBCheck" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert "by EPUBCheck" in done.stdout


def test_each_page_is_marked_at_the_words_it_begins_with(real_book: Products) -> None:
    assert_pages_are_marked(real_book)
    assert {"p", "td", "th", "dt", "li", "figure", "span"} <= {page.within for page in listed_pages(real_book)}


def test_epub_pdf_and_trade_record_say_the_same_of_the_book(real_book: Products) -> None:
    assert_all_say_the_same(real_book)
