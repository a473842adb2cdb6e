"""Files of the book's folder, and none but these."""

import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.book.blocks import Figure
from pipeline.book.diagnostics import SourceLocation
from pipeline.errors import UsageError
from pipeline.read import read_book, read_styles
from tests.small_book import CHAPTER, BookBuilder

STYLES = Path(__file__).parents[2] / "styles"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><circle cx="20" cy="15" r="9"/></svg>'


def test_missing_folder_is_a_wrong_use_of_the_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_book(tmp_path / "nowhere")
    with pytest.raises(UsageError):
        read_styles(tmp_path / "nowhere")


def test_folder_without_book_file_is_a_finding(tmp_path: Path) -> None:
    assert [found.rule for found in read_book(tmp_path).diagnostics] == ["MET-001"]


def test_bytes_that_are_not_utf8_are_found_with_their_offset(small_book: BookBuilder) -> None:
    book = small_book("text", {"body/latin.md": "---\ntitle: x\n---\nKrak\u00f3w".encode("latin-1")})
    [found] = book.findings()
    assert (found.rule, str(found.location), "0xF3 at offset 21" in found.message) == (
        "TXT-001",
        "body/latin.md:4:5",
        True,
    )
    assert [chapter.piece for chapter in book.read().chapters] == ["chapter"]


def test_byte_order_mark_and_crlf_are_accepted(small_book: BookBuilder) -> None:
    text = "---\r\ntitle: Title\r\n---\r\n\r\nOne\r\ntwo [x](javascript:y)\r\n"
    book = small_book("---\ntitle: x\n---\ntext", {"body/dos.md": b"\xef\xbb\xbf" + text.encode()})
    chapter = book.read().chapters[1]
    assert "\r" not in repr(chapter)
    [found] = book.findings()
    assert (found.rule, str(found.location)) == ("LNK-009", "body/dos.md:6:5")


def test_nul_and_control_characters_are_found_and_left_out(small_book: BookBuilder) -> None:
    book = small_book("one\0\ntwo\x1b and\x85")
    places = [
        (found.rule, found.location and (found.location.line, found.location.column)) for found in book.findings()
    ]
    assert places == [("TXT-002", (1, 4)), ("TXT-002", (2, 4)), ("TXT-002", (2, 9))]
    assert book.read().files[CHAPTER].endswith("one\ntwo and")


def test_spine_file_that_is_missing_is_found_with_the_nearest(small_book: BookBuilder) -> None:
    book = small_book("text")
    (book.folder / "body/chapter.md").rename(book.folder / "body/chapters.md")
    missing, unlisted = (book.read().diagnostics[1], book.read().diagnostics[0])
    assert (missing.rule, missing.location, missing.hint) == (
        "MET-009",
        SourceLocation(Path("book.yaml"), 7, 10),  # type: ignore[arg-type]
        "did you mean “body/chapters.md”?",
    )
    assert (unlisted.rule, str(unlisted.location)) == ("MET-010", "body/chapters.md")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "../link.svg", "../folder/x.svg", "..%2F..%2Fx.svg"]
)
def test_image_outside_the_folder_is_refused(small_book: BookBuilder, name: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/x.svg").write_text(SVG)
    book = small_book(f"one\n\n![a]({name})")
    (book.folder / "link.svg").symlink_to(tmp_path / "out/x.svg")
    (book.folder / "folder").symlink_to(tmp_path / "out")
    [found] = book.findings()
    assert (found.rule, found.location and found.location.line) == ("IMG-002", 3)
    assert book.read().resources == {}


def test_chapters_data_and_book_file_outside_the_folder_are_refused(small_book: BookBuilder, tmp_path: Path) -> None:
    (tmp_path / "out.yaml").write_text("- {id: x, type: book, title: y}")
    book = small_book("text")
    (book.folder / "data").mkdir()
    (book.folder / "data/sources.yaml").symlink_to(tmp_path / "out.yaml")
    (book.folder / "body/linked.md").symlink_to(tmp_path / "out.yaml")
    text = (
        (book.folder / "book.yaml").read_text().replace("body/chapter.md", "body/chapter.md, body/linked.md, ../x.md")
    )
    (book.folder / "book.yaml").write_text(text)
    read = book.read()
    assert [found.rule for found in read.diagnostics] == ["MET-017", "MET-017", "MET-017"]
    assert read.sources == ()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("http://x.org/y.png", "IMG-003"),
        ("HTTPS://x.org/y.png", "IMG-003"),
        ("//x.org/y.png", "IMG-003"),
        ("data:image/png;base64,AAAA", "IMG-002"),
        ("file:///etc/passwd", "IMG-002"),
        ("../body", "IMG-004"),
    ],
)
def test_image_that_is_no_file_of_the_book_is_refused(small_book: BookBuilder, name: str, rule: str) -> None:
    assert [found.rule for found in small_book(f"![a]({name})").findings()] == [rule]


@pytest.mark.parametrize("name", ["a#b.svg", "a%20b.svg", "a&b.svg", "a?b.svg", "a'b.svg", "dot.html", "dot"])
def test_image_whose_name_no_product_can_hold_is_found(small_book: BookBuilder, name: str) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    book = small_book(f'text\n\n![a](../{quote(name)} "b")', {name: picture})
    assert [(found.rule, found.location and found.location.line) for found in book.findings()] == [("IMG-011", 3)]


def test_images_that_only_case_tells_apart_are_found(small_book: BookBuilder) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    book = small_book('![a](../Dot.svg "b")\n\n![a](../dot.svg "b")', {"Dot.svg": picture, "dot.svg": picture})
    assert [(found.rule, found.location and found.location.line) for found in book.findings()] == [("IMG-011", 3)]


def test_missing_image_is_found_with_the_nearest(small_book: BookBuilder) -> None:
    [found] = small_book("![a](../figures/mapp.svg)", {"figures/map.svg": SVG}).findings()
    assert (found.rule, found.hint) == ("IMG-001", "did you mean “figures/map.svg”?")


@pytest.mark.parametrize("place", ["a", "a/b/c"])
def test_digest_does_not_depend_on_folder_or_time(small_book: BookBuilder, tmp_path: Path, place: str) -> None:
    book = small_book("text ![a](../map.svg)", {"map.svg": SVG, "data/sources.yaml": "[]"})
    copy = tmp_path / "copies" / place
    shutil.copytree(book.folder, copy, copy_function=shutil.copyfile)
    assert read_book(copy).digest == book.read().digest


def test_digest_changes_with_every_file_that_was_read(small_book: BookBuilder) -> None:
    book = small_book("![a](../map.svg)", {"map.svg": SVG, "data/sources.yaml": "[]", "notes.txt": "private"})
    digests = {book.read().digest}
    for name in ("map.svg", "data/sources.yaml", "body/chapter.md", "book.yaml"):
        (book.folder / name).write_text((book.folder / name).read_text() + "\n")
        digests.add(book.read().digest)
    assert len(digests) == 5
    (book.folder / "notes.txt").write_text("not read")
    assert book.read().digest in digests


def test_same_image_used_twice_is_one_resource(small_book: BookBuilder) -> None:
    book = small_book("![a](../map.svg)\n\n![b](../map.svg)", {"map.svg": SVG})
    assert [str(path) for path in book.read().resources] == ["map.svg"]
    assert all(isinstance(block, Figure) for block in book.blocks)


def test_styles_are_read_with_sheets_and_fonts() -> None:
    styles = read_styles(STYLES)
    assert "EBGaramond-Regular.ttf" in [font.path.name for font in styles.fonts]
    assert all(font.media_type == "font/ttf" and len(font.digest) == 64 for font in styles.fonts)
    assert all(name.endswith(".css") for name in styles.sheets)
