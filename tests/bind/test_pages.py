from dataclasses import replace

import pytest
from pikepdf import Pdf

from pipeline.bind import bind_book
from pipeline.book.layout import ChapterLayout, Pagination
from pipeline.book.names import PieceId
from pipeline.book.pagination import paginate
from pipeline.errors import LayoutError
from tests.bind.reading import page_texts
from tests.bind.small_books import METADATA, Bound, furniture_for, lay_out_chapter


@pytest.fixture(scope="module")
def chapter() -> ChapterLayout:
    return lay_out_chapter("one", "<h1>One</h1><p class='page'>Second page.</p>")


def bind_pages(layout: ChapterLayout, pagination: Pagination) -> bytes:
    return bind_book([layout], pagination, furniture_for(pagination.pages), [], METADATA, 0).pdf


def test_pages_stand_in_the_order_of_the_pagination(small_book: Bound) -> None:
    starts = ["Rivers and Roads", "", "Preface", "More preface", "Rivers", "The delta", "The far bank", "", "Roads",
              "The crossing", "Posłowie"]  # fmt: skip
    texts = page_texts(small_book.data)
    assert len(texts) == len(starts)
    assert all(text.startswith(start) and bool(text) == bool(start) for text, start in zip(texts, starts, strict=True))


def test_inserted_blank_is_an_empty_page_of_the_same_size(small_book: Bound) -> None:
    pages = small_book.pdf.pages
    blank = pages[7]
    assert "/Contents" not in blank.obj
    assert "/StructParents" not in blank.obj
    assert blank.mediabox == pages[6].mediabox
    assert blank.trimbox == pages[6].trimbox


def test_page_without_a_layout_is_an_error_that_names_the_piece(chapter: ChapterLayout) -> None:
    pagination = paginate([chapter, replace(chapter, piece=PieceId("lost"), anchors={})])
    with pytest.raises(LayoutError, match="no layout of “lost”"):
        bind_pages(chapter, pagination)


def test_page_left_out_is_an_error_that_names_the_piece(chapter: ChapterLayout) -> None:
    pagination = paginate([chapter])
    with pytest.raises(LayoutError, match="pages of “one” are left out"):
        bind_pages(chapter, replace(pagination, pages=pagination.pages[:1]))


def test_layout_with_fewer_pages_than_it_says_is_an_error(chapter: ChapterLayout) -> None:
    longer = replace(chapter, pages=(*chapter.pages, chapter.pages[-1]))
    with pytest.raises(LayoutError, match="“one” has 2 pages instead of 3"):
        bind_pages(longer, paginate([longer]))


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7\nnothing"])
def test_damaged_layout_is_an_error_that_names_the_piece(chapter: ChapterLayout, damaged: bytes) -> None:
    with pytest.raises(LayoutError, match="“one” is not a readable PDF"):
        bind_pages(replace(chapter, pdf=damaged), paginate([chapter]))


def test_untagged_layout_is_an_error_that_names_the_piece(chapter: ChapterLayout, tmp_path: object) -> None:
    from io import BytesIO

    with Pdf.open(BytesIO(chapter.pdf)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(target := BytesIO())
    with pytest.raises(LayoutError, match="“one” has no structure tree"):
        bind_pages(replace(chapter, pdf=target.getvalue()), paginate([chapter]))
