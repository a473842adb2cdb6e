import os
from pathlib import Path

import pytest

from pipeline.book.diagnostics import Diagnostic
from pipeline.book.inlines import Link, Text
from pipeline.book.manuscript import Book, Chapter, Creator, GeneratedPiece, Status
from pipeline.book.names import GeneratedKind, Matter
from pipeline.read import read_book
from tests.small_book import BookBuilder

BOOK = """\
title: A Title: with a colon
slug: book
language: en-GB
identifier: urn:example:x
"""


def read(folder: Path, text: str, *chapters: str) -> Book:
    (folder / "body").mkdir(parents=True, exist_ok=True)
    for name in chapters:
        (folder / "body" / name).write_text(f"---\ntitle: {name}\n---\ntext\n")
    (folder / "book.yaml").write_text(text)
    return read_book(folder)


def places(book: Book) -> list[tuple[str, int | None]]:
    return [(found.rule, found.location.line if found.location else None) for found in book.diagnostics]


def test_metadata_is_read_with_creators_and_running_text(tmp_path: Path) -> None:
    text = (
        'title: "Title: One"\nsubtitle: Sub\nslug: one\nlanguage: pl\nidentifier: urn:example:x\ndate: 2026-11-23\n'
        "creators:\n  - {name: Anna Nowak, role: edt, sort: 'Nowak, Anna'}\n  - name: Body\n"
        "rights: Under [a licence](https://x.org).\nsubjects: [no, 1.10, 0123]\nspine: {body: [body/a.md]}\n"
    )
    book = read(tmp_path, text, "a.md")
    metadata = book.metadata
    assert book.diagnostics == ()
    assert metadata.creators == (Creator("Anna Nowak", "edt", "Nowak, Anna"), Creator("Body", "aut"))
    assert (metadata.date, metadata.subjects) == ("2026-11-23", ("no", "1.10", "0123"))
    assert metadata.rights[0] == Text("Under ")
    assert isinstance(metadata.rights[1], Link)
    assert (metadata.rights[1].location.line, metadata.rights[1].location.column) == (10, 15)
    assert book.vocabulary.contents == "Spis treści"


@pytest.mark.parametrize(
    ("identifier", "fits"),
    [
        ("urn:uuid:0a1b2c3d-0000-4000-8000-00000000000A", True),
        ("urn:isbn:978-3-16-148410-0", True),
        ("https://doi.org/10.1000/182", True),
        ("urn:nbn:de:1234-5", True),
        ("urn:uuid:0a1b", False),
        ("urn:isbn:978-3-16-148410-1", False),
        ("urn:isbn:3-16-148410-0", False),
        ("978-3-16-148410-0", False),
        ("doi 10.1000/182", False),
        ("urn:x", False),
    ],
)
def test_an_identifier_names_the_book_for_good(tmp_path: Path, identifier: str, fits: bool) -> None:
    text = f"title: A\nslug: book\nlanguage: en-GB\nidentifier: {identifier}\nspine: {{body: [body/a.md]}}\n"
    assert places(read(tmp_path, text, "a.md")) == ([] if fits else [("MET-008", 4)])


@pytest.mark.parametrize(
    ("slug", "fits"), [("a" * 80, True), ("a" * 81, False), ("書" * 66, True), ("書" * 67, False), ("a" * 300, False)]
)
def test_a_slug_is_no_longer_than_a_name_of_files_may_be(tmp_path: Path, slug: str, fits: bool) -> None:
    text = f"title: A\nslug: {slug}\nlanguage: en-GB\nidentifier: urn:example:x\nspine: {{body: [body/a.md]}}\n"
    book = read(tmp_path, text, "a.md")
    assert places(book) == ([] if fits else [("MET-008", 2)])
    assert fits or "at most" in str(book.diagnostics[0])


@pytest.mark.parametrize(("role", "fits"), [("edt", True), ("editor", False), ("Edt", False), ("a b", False)])
def test_a_role_has_the_form_of_a_relator_code(tmp_path: Path, role: str, fits: bool) -> None:
    creators = f"creators: [{{name: Anna Nowak, role: {role}}}]\n"
    text = BOOK.replace(": with", " with") + creators + "spine: {body: [body/a.md]}\n"
    assert places(read(tmp_path, text, "a.md")) == ([] if fits else [("MET-008", 5)])


def test_languages_of_passages_are_language_tags(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with") + "languages: [az, ar_Latn]\nspine: {body: [body/a.md]}\n"
    book = read(tmp_path, text, "a.md")
    assert book.metadata.languages == ("az", "ar-Latn")
    assert places(book) == [("TXT-016", 5)]


def test_spine_is_in_reading_order_with_matters_and_generated_pieces(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with") + (
        "spine:\n  front: [cover, contents]\n  body:\n    - part: The *First* Part\n      chapters: [body/a.md]\n"
        "    - part: The Second\n      chapters:\n        - body/b.md\n  back: [body/c.md]\n"
    )
    book = read(tmp_path, text, "a.md", "b.md", "c.md")
    assert book.diagnostics == ()
    assert [(item.piece, item.matter) for item in book.spine] == [
        ("cover", Matter.FRONT),
        ("contents", Matter.FRONT),
        ("part-1", Matter.BODY),
        ("a", Matter.BODY),
        ("part-2", Matter.BODY),
        ("b", Matter.BODY),
        ("c", Matter.BACK),
    ]
    part = book.spine[2]
    assert isinstance(part, GeneratedPiece)
    assert (part.kind, part.title[0], part.location.line) == (GeneratedKind.PART, Text("The "), 8)
    last = book.spine[-1]
    assert isinstance(last, Chapter)
    assert not last.numbered


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("spine:\n  body: [body/a.md, body/a.md]\n", ("MET-011", 6)),
        ("spine:\n  body:\n    - body/a.md\n    - covr\n", ("MET-008", 8)),
        ("spine:\n  body: [body/a.md]\n  bak: []\n", ("MET-006", 7)),
        ("spine:\n  body: [body/a.md]\nsubtitel: x\n", ("MET-006", 7)),
        ("spine:\n  body: body/a.md\n", ("MET-008", 6)),
        ("spine:\n  body: [{part: x}, {chapters: [body/a.md]}]\n", ("MET-008", 6)),
        ("spine:\n  body: [body/a.md]\ncreators: [{role: aut}]\n", ("MET-007", 7)),
        ("spine:\n  body: [body/a.md]\nwords: {contens: x}\n", ("MET-006", 7)),
        ("spine:\n  body: [body/a.md]\nwords: {months: [x]}\n", ("MET-008", 7)),
        ("", ("MET-007", 1)),
    ],
)
def test_fault_of_the_book_file_is_found_at_its_line(tmp_path: Path, lines: str, expected: tuple[str, int]) -> None:
    book = read(tmp_path, BOOK.replace(": with", " with") + lines, "a.md")
    assert places(book)[0] == expected


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("b.MD", "rename it to b.md"),
        ("b.markdown", "rename it to b.md"),
        ("b.docx", "save its text as Markdown, as b.md"),
    ],
)
def test_a_text_that_is_no_chapter_is_told_how_to_become_one(tmp_path: Path, name: str, way: str) -> None:
    text = BOOK.replace(": with", " with") + "spine: {body: [body/a.md]}\n"
    [beside] = read(tmp_path, text, "a.md", name).diagnostics
    assert (beside.rule, str(beside.location)) == ("MET-019", f"body/{name}")
    assert f"{way} and name “body/b.md” in the spine" in str(beside)
    named = read(tmp_path, text.replace("body/a.md", f"body/a.md, body/{name}"), "a.md", name).diagnostics
    assert [found.rule for found in named] == ["MET-008"]
    assert way in str(named[0])


@pytest.mark.parametrize("first", ["body/a.md", "contents"])
def test_entries_run_together_are_told_to_begin_in_the_same_column(tmp_path: Path, first: str) -> None:
    text = BOOK.replace(": with", " with") + f"spine:\n  body:\n  - {first}\n    - body/b.md\n"
    [found] = read(tmp_path, text, *(["a.md"] if "a.md" in first else []), "b.md").diagnostics
    assert (found.rule, found.location and found.location.line) == ("MET-008", 7)
    assert "more than one entry" in str(found)
    assert "begin each dash of the list in the same column" in str(found)


def test_a_file_whose_name_has_a_dash_between_blanks_is_an_entry_like_any_other(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with") + "spine:\n  body:\n  - body/01 - a.md\n  - body/a.md - b.md\n"
    assert read(tmp_path, text, "01 - a.md", "a.md - b.md").diagnostics == ()


def test_a_chapter_that_the_spine_does_not_name_is_told_where_to_be_named(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with") + "spine: {body: [body/a.md]}\n"
    [found] = read(tmp_path, text, "a.md", "b.md").diagnostics
    assert found.rule == "MET-010"
    assert "add “body/b.md” under “body” to the spine of book.yaml" in str(found)


def test_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with") + "spine: {body: [body/a.md]}\ncitation-stile: x\n"
    [found] = read(tmp_path, text, "a.md").diagnostics
    assert found.hint == "did you mean “citation-style”?"


def test_language_without_words_needs_its_own(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with").replace("en-GB", "sw") + "spine: {body: [body/a.md]}\n"
    book = read(tmp_path, text, "a.md")
    assert places(book) == [("MET-014", 3)]
    assert "missing: contents, figures-and-tables, figures," in book.diagnostics[0].message


def test_mistaken_language_tag_is_found_with_the_one_that_was_meant(tmp_path: Path) -> None:
    text = BOOK.replace(": with", " with").replace("en-GB", "en_GB") + "spine: {body: [body/a.md]}\n"
    book = read(tmp_path, text, "a.md")
    assert places(book) == [("TXT-016", 3)]
    assert (book.diagnostics[0].hint, book.metadata.language) == ("did you mean “en-GB”?", "en-GB")


@pytest.mark.parametrize("day", ["2026-13-45", "yesterday", "2026-1-1", "31.12.2026"])
def test_edition_is_dated_by_a_day_of_the_calendar(tmp_path: Path, day: str) -> None:
    text = BOOK.replace(": with", " with") + f"date: {day}\nspine: {{body: [body/a.md]}}\n"
    assert places(read(tmp_path, text, "a.md")) == [("MET-008", 5)]


def test_parts_may_share_a_title(tmp_path: Path) -> None:
    spine = "spine: {body: [{part: Texts, chapters: [body/a.md]}, {part: Texts, chapters: [body/b.md]}]}\n"
    book = read(tmp_path, BOOK.replace(": with", " with") + spine, "a.md", "b.md")
    assert places(book) == []
    assert [piece.piece for piece in book.spine] == ["part-1", "a", "part-2", "b"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("completeness.yaml", "completeness.yaml"),
        ("data/index.yaml", "data/index.yaml"),
        ("data/sources.yaml", "data/sources.yaml"),
        ("body/a.md", "book.yaml:5:16"),
        ("book.yaml", "book.yaml"),
    ],
)
def test_file_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str, place: str) -> None:
    folder = tmp_path / "book"
    read(folder, BOOK.replace(": with", " with") + "spine: {body: [body/a.md]}\n", "a.md")
    (tmp_path / "elsewhere").write_text("", encoding="utf-8")
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")
    found = read_book(folder).diagnostics[0]
    assert (found.rule, str(found.location)) == ("MET-017", place)


@pytest.mark.parametrize("name", ["completeness.yaml", "data/index.yaml"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    read(tmp_path, BOOK.replace(": with", " with") + "spine: {body: [body/a.md]}\n", "a.md")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    os.mkfifo(tmp_path / name)
    assert [(found.rule, str(found.location)) for found in read_book(tmp_path).diagnostics] == [("MET-016", name)]


def test_words_of_the_book_take_the_place_of_the_known_ones(tmp_path: Path) -> None:
    text = (
        BOOK.replace(": with", " with")
        + "spine: {body: [body/a.md]}\nwords: {contents: In this book, months: [a, b, c, d, e, f, g, h, i, j, k, l]}\n"
    )
    book = read(tmp_path, text, "a.md")
    assert (book.vocabulary.contents, book.vocabulary.months[11], book.vocabulary.index) == (
        "In this book",
        "l",
        "Index",
    )


def test_chapter_takes_piece_title_and_status_from_its_metadata(small_book: BookBuilder) -> None:
    text = "---\ntitle: The *Long* Title\nshort-title: Short\nid: long\nstatus: final\nnumbered: false\n---\n\ntext"
    chapter = small_book(text).chapter
    assert (chapter.piece, chapter.short_title, chapter.status, chapter.numbered) == (
        "long",
        "Short",
        Status.FINAL,
        False,
    )
    assert len(chapter.title) == 3
    assert chapter.blocks[0].location.line == 9


@pytest.mark.parametrize(
    ("name", "piece"),
    [("02-Recent Relations.md", "recent-relations"), ("Łódź.md", "lodz"), ("1.md", "chapter-1"), ("中.md", "chapter")],
)
def test_piece_without_id_is_named_after_its_file(small_book: BookBuilder, name: str, piece: str) -> None:
    book = small_book("text", {f"body/{name}": "---\ntitle: x\n---\ntext"})
    assert book.read().chapters[-1].piece == piece


def test_completeness_is_read_with_places(small_book: BookBuilder) -> None:
    text = "pieces:\n  - {piece: body/chapter.md, min-words: 9, sections: [{anchor: a, min-words: 3}]}\n"
    text += "min-index-entries: 60\n"
    completeness = small_book("text", {"completeness.yaml": text}).read().completeness
    [piece] = completeness.pieces
    assert (piece.min_words, piece.sections[0].min_words, completeness.min_index_entries) == (9, 3, 60)
    assert (piece.location.line, completeness.location and completeness.location.line) == (2, 1)


def test_completeness_wants_whole_numbers(small_book: BookBuilder) -> None:
    found: Diagnostic
    [found] = small_book("text", {"completeness.yaml": "min-index-entries: many\n"}).findings()
    assert (found.rule, str(found.location)) == ("MET-008", "completeness.yaml:1:20")
