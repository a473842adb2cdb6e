"""A piece of many objects is bound from a file that is read a few objects at a time."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from pipeline.bind.chapters import ChapterFile, highest_number
from pipeline.bind.large_files import MANY, LargeFile, large_file
from pipeline.bind.objects import TOGETHER, Draft
from pipeline.bind.references import References
from pipeline.bind.serialised import LetGo, keep, write_objects
from pipeline.book.layout import ChapterLayout
from tests.bind.conftest import RIVERS, ROADS
from tests.bind.reading import links
from tests.bind.small_books import bind_layouts, lay_out_chapter


@cache
def index() -> ChapterLayout:
    """Lay out a piece of some thousand objects: entries of an index, with links to elsewhere and a place of its own."""
    entries = "".join(
        f'<p class="{"page" if number % 100 == 0 else ""}">Entry {number}, <a href="book:crossing">1</a>, '
        f'<a href="book:delta">2</a>, <a href="#index">here</a></p>'
        for number in range(400)
    )
    return lay_out_chapter("index", f"<h1>Index</h1>{entries}")


@cache
def chapters() -> tuple[ChapterLayout, ...]:
    return lay_out_chapter("rivers", RIVERS), lay_out_chapter("roads", ROADS)


def made_large(layout: ChapterLayout) -> LargeFile:
    made = large_file(layout.pdf)
    assert made is not None
    return made


def objects_of(data: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Return text and data of every object of a file, packs of objects and cross-references left out."""
    found = {}
    with Pdf.open(BytesIO(data), inherit_page_attributes=False, attempt_recovery=False) as pdf:
        for item in pdf.objects:
            if isinstance(item, Stream) and item.get(Name.Type) in (Name.ObjStm, Name.XRef):
                continue
            raw = item.read_raw_bytes() if isinstance(item, Stream) else b""
            found[item.objgen[0]] = (item.unparse(resolved=True) if not raw else item.stream_dict.unparse(), raw)
        assert pdf.get_warnings() == []
    return found


def test_a_large_file_has_the_same_objects_under_the_same_numbers() -> None:
    made = made_large(index())
    assert objects_of(made.data) == objects_of(index().pdf)


def test_numbers_of_a_large_file_go_on_above_those_of_its_packs() -> None:
    made = made_large(index())
    with Pdf.open(BytesIO(index().pdf)) as before, Pdf.open(BytesIO(made.data)) as after:
        assert (made.highest, made.next_number) == (highest_number(before), highest_number(after) + 1)


def test_packs_of_a_large_file_are_small_and_pages_have_their_own() -> None:
    before = packed_together(index().pdf)
    after = packed_together(made_large(index()).data)
    assert len(before) == 1
    assert max(map(len, after)) <= TOGETHER
    assert set().union(*after) == set().union(*before)
    with Pdf.open(BytesIO(index().pdf)) as pdf:
        pages = {page.obj.objgen[0] for page in pdf.pages}
    assert pages in after


def packed_together(data: bytes) -> list[set[int]]:
    """Return the numbers of the objects of each pack that holds what a reader finds."""
    packs: dict[int, set[int]] = {}
    with Pdf.open(BytesIO(data)) as pdf:
        for (number, _), place in pdf.get_xref_table().items():
            if place.obj_stream_number:
                packs.setdefault(place.obj_stream_number, set()).add(number)
    return list(packs.values())


def test_small_and_damaged_files_are_left_as_they_are() -> None:
    small, large = chapters()[0].pdf, index().pdf
    rewritten = BytesIO()
    with Pdf.open(BytesIO(large)) as pdf:
        pdf.save(rewritten)
    torn = large[: len(large) // 2] + large[len(large) // 2 + 9 :]
    for data in (b"", b"not a PDF", small, rewritten.getvalue(), large[:-20], torn, large + b"\n"):
        assert large_file(data) is None


def test_a_book_with_a_large_piece_is_the_same_book_if_the_piece_is_taken_for_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    layouts = (*chapters(), index())
    bound = bind_layouts(*layouts)
    monkeypatch.setattr("pipeline.bind.chapters.large_file", lambda data: None)
    assert bound.data == bind_layouts(*layouts).data
    assert len(links(bound.pdf)) >= 3 * 400


def test_chapters_taken_for_large_make_the_same_book(monkeypatch: pytest.MonkeyPatch) -> None:
    bound = bind_layouts(*chapters())
    monkeypatch.setattr("pipeline.bind.large_files.MANY", 1)
    assert large_file(chapters()[0].pdf)
    assert bound.data == bind_layouts(*chapters()).data


def test_the_objects_of_a_large_piece_are_never_read_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_large(index())
    pack = b"\n%d 0 obj\n<</Type /ObjStm" % (made.highest - 1)
    spoiled = made.data.replace(pack, pack.replace(b"obj", b"bad"))
    with Pdf.open(BytesIO(spoiled)) as pdf:
        assert pdf.get_warnings() == []
        pdf.make_indirect(Dictionary())  # for which the library reads whatever there is
        assert "expected n n obj" in str(pdf.get_warnings())

    found: list[object] = []
    put_aside = ChapterFile.put_aside

    def watched(chapter: ChapterFile) -> None:
        if chapter.layout == index():
            found.append(chapter.pdf().get_warnings())
        put_aside(chapter)

    def opened(data: bytes) -> LargeFile | None:
        return replace(made, data=spoiled) if data == index().pdf else None

    monkeypatch.setattr("pipeline.bind.chapters.large_file", opened)
    monkeypatch.setattr(ChapterFile, "put_aside", watched)
    bind_layouts(*chapters(), index())
    assert found == [[], []]  # surveyed, and written


def test_what_is_written_of_a_large_piece_is_few_objects_at_a_time_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    together: list[int] = []
    left: list[int] = []

    def watched(pdf: Pdf, numbers: Sequence[int], references: References, draft: Draft, let_go: LetGo = keep) -> None:
        write_objects(pdf, numbers, references, draft, let_go)
        if len(pdf.pages) == len(index().pages):
            together.append(len(numbers))
            left.extend(number for number in numbers if len(pdf.get_object(number, 0).keys()))

    monkeypatch.setattr("pipeline.bind.serialised.write_objects", watched)
    monkeypatch.setattr("pipeline.bind.pieces.write_objects", watched)
    bind_layouts(*chapters(), index())
    assert sum(together) > MANY
    assert max(together) <= TOGETHER
    assert len(left) == 1  # the node of the pages, which come before it
